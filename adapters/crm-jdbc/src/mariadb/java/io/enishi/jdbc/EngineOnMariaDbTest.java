package io.enishi.jdbc;

import javax.sql.DataSource;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** As {@link EngineOnJdbcTest}, on MariaDB. */
class EngineOnMariaDbTest {

    private static final DataSource DATABASE = MariaDb.database();
    private static final DataSource THROUGH_CONNECTOR_J = MariaDb.databaseThroughConnectorJ();

    @Property(tries = 15)
    void asInMemory(@ForAll long seed) {
        EngineOnJdbcTest.isToldAsInMemory(DATABASE, seed);
    }

    @Property(tries = 10)
    void throughConnectorJAsInMemory(@ForAll long seed) {
        EngineOnJdbcTest.isToldAsInMemory(THROUGH_CONNECTOR_J, seed);
    }

    @Property(tries = 15)
    void manyEventsAtOnceOnTwoJvmsAsOneByOneInMemory(@ForAll long seed) {
        EngineOnJdbcTest.isToldByTwoJvmsAsInMemory(DATABASE, seed);
    }

    @Property(tries = 10)
    void throughConnectorJOnTwoJvmsAsInMemory(@ForAll long seed) {
        EngineOnJdbcTest.isToldByTwoJvmsAsInMemory(THROUGH_CONNECTOR_J, seed);
    }
}
