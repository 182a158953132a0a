package io.enishi.jdbc;

import java.sql.SQLException;
import javax.sql.DataSource;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** As {@link JdbcArchiveTest}, {@link JdbcRetentionTest} and {@link FanOutOnJdbcTest}, on MariaDB. */
class KeptOnMariaDbTest {

    private static final DataSource DATABASE = MariaDb.database();
    private static final DataSource H2 = Databases.h2();

    @Property(tries = 5)
    void aShopMovedToH2AnswersAndGoesOnAsTheOriginal(@ForAll long seed) throws SQLException {
        JdbcArchiveTest.answersAndGoesOn(DATABASE, H2, seed);
    }

    @Property(tries = 5)
    void aShopMovedFromH2AnswersAndGoesOnAsTheOriginal(@ForAll long seed) throws SQLException {
        JdbcArchiveTest.answersAndGoesOn(H2, DATABASE, seed);
    }

    @Property(tries = 10)
    void aCutLogShowsNoFalseDifferenceAndChangesNoAnswer(@ForAll long seed, @ForAll @IntRange(max = 400) int daysKept) {
        JdbcRetentionTest.cutShowsNoDifference(DATABASE, seed, daysKept);
    }

    @Example
    void outcomesGoByWhenTheyWereSettledAndTheEventStaysADuplicate() throws SQLException {
        JdbcRetentionTest.outcomesGo(DATABASE);
    }

    @Property(tries = 5)
    void messagesThatLeftGoByTheirTimeAndNothingElse(@ForAll long seed, @ForAll @IntRange(max = 200) int daysKept) {
        JdbcRetentionTest.messagesGo(DATABASE, seed, daysKept);
    }

    @Property(tries = 10)
    void shopEventsAreToldAsInMemory(@ForAll long seed) {
        FanOutOnJdbcTest.isToldAsInMemory(DATABASE, seed);
    }

    @Example
    void twoWorkersTellEverybodyOnce() throws InterruptedException {
        FanOutOnJdbcTest.twoWorkersTellEverybodyOnce(DATABASE);
    }
}
