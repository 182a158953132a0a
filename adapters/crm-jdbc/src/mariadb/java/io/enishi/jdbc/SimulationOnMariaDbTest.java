package io.enishi.jdbc;

import org.junit.jupiter.api.Test;

/** As {@link SimulationOnH2Test}, on MariaDB. */
class SimulationOnMariaDbTest {

    private static final int SEEDS = Integer.getInteger("enishi.simulation.mariadb.seeds", 10);

    @Test
    void everyStoryIsToldAsInMemory() {
        SimulationOnH2Test.holdsOn(MariaDb.database(), SEEDS);
    }

    @Test
    void everyStoryIsToldAsInMemoryThroughConnectorJ() {
        SimulationOnH2Test.holdsOn(MariaDb.databaseThroughConnectorJ(), SEEDS);
    }
}
