package io.enishi.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.enishi.core.value.Identifier;
import io.enishi.jdbc.FaultShop.Step;
import io.enishi.jdbc.FaultyDatabase.Fault;
import io.enishi.jdbc.FaultyDatabase.Moment;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Connections break, databases refuse: a shop ends as if they had not, or says what to do and is where it was. */
class ConnectionFaultTest {

    /** The databases. */
    enum On {
        H2(Databases.h2()),
        POSTGRES(Databases.postgres());

        final DataSource database;
        private List<String> undisturbed = List.of();

        On(DataSource database) {
            this.database = database;
        }

        synchronized List<String> undisturbed() {
            if (undisturbed.isEmpty()) {
                undisturbed = story(this, shop -> {}).state();
            }
            return undisturbed;
        }
    }

    private static FaultShop story(On on, Step fault) {
        FaultShop shop = new FaultShop(on.database);
        fault.take(shop);
        for (Step step : FaultShop.STORY) {
            step.take(shop);
        }
        shop.faults.heal();
        shop.settle();
        return shop;
    }

    /** Strikes once, at the first such moment, then in another shop at a later one, and so on to the end of the story. */
    private static void assertUndisturbed(On on, Moment moment, int stride, Fault what) {
        List<String> expected = on.undisturbed();
        int strikes = 0;
        for (int nth = 1; ; nth += stride) {
            AtomicInteger struck = new AtomicInteger();
            int place = nth;
            FaultShop shop = story(
                    on,
                    made -> made.faults.fault(FaultyDatabase.at(moment, place, 1, (when, connection) -> {
                        struck.incrementAndGet();
                        what.at(when, connection);
                    })));
            if (struck.get() == 0) {
                break;
            }
            strikes++;
            assertSame(moment + " number " + nth, shop.state(), expected);
            assertThat(shop.faults.open()).isZero();
        }
        assertThat(strikes).isPositive();
    }

    /** States are long: shows the first line that differs. */
    private static void assertSame(String fault, List<String> state, List<String> expected) {
        for (int i = 0; i < Math.min(state.size(), expected.size()); i++) {
            assertThat(state.get(i)).as(fault).isEqualTo(expected.get(i));
        }
        assertThat(state).as(fault).hasSameSizeAs(expected);
    }

    @ParameterizedTest
    @EnumSource
    void aConnectionThatBreaksAtAStatementIsReplaced(On on) {
        assertUndisturbed(on, Moment.STATEMENT, 37, FaultyDatabase::drop);
    }

    @ParameterizedTest
    @EnumSource
    void aCommitThatDidNotHappenIsRepeated(On on) {
        assertUndisturbed(on, Moment.COMMIT, 3, FaultyDatabase::drop);
    }

    @ParameterizedTest
    @EnumSource
    void aCommitThatHappenedWithoutAnAnswerIsNotRepeated(On on) {
        assertUndisturbed(on, Moment.COMMITTED, 3, FaultyDatabase::drop);
    }

    @ParameterizedTest
    @EnumSource
    void aConnectionThatBreaksAfterItsCommitChangesNothing(On on) {
        assertUndisturbed(on, Moment.CLEAN_UP, 9, FaultyDatabase::drop);
    }

    @ParameterizedTest
    @EnumSource
    void aConnectionThatCannotBeGivenBackChangesNothing(On on) {
        assertUndisturbed(on, Moment.CLOSE, 37, FaultyDatabase.refuse("XX000"));
    }

    @ParameterizedTest
    @EnumSource
    void aConnectionThatIsRefusedIsAskedForAgain(On on) {
        assertUndisturbed(on, Moment.CONNECT, 37, FaultyDatabase::drop);
    }

    @ParameterizedTest
    @EnumSource
    void aSerializationFailureIsTriedAgain(On on) {
        assertUndisturbed(on, Moment.COMMIT, 5, FaultyDatabase.refuse("40001"));
        assertUndisturbed(on, Moment.STATEMENT, 61, FaultyDatabase.refuse("40001"));
    }

    /** Without an answer to whether the commit happened, the store says so instead of guessing. */
    @ParameterizedTest
    @EnumSource
    void whatNobodyCanTellIsCalledUnknownAndIsHarmlessToRepeat(On on) {
        FaultShop shop = new FaultShop(on.database);
        shop.faults.fault(goneAfterCommit(shop));
        Throwable thrown = catchThrowable(() -> shop.crm.accept(shop.order(1, FaultShop.HANAKO)));
        assertThat(thrown).isInstanceOf(StoreException.class).hasMessageContaining("not known whether");
        FaultShop.assertTellsNothingPersonal(thrown);
        shop.faults.heal();
        assertThat(shop.count("enishi_log")).isEqualTo(1);
        shop.crm.accept(shop.order(1, FaultShop.HANAKO));
        assertThat(shop.count("enishi_log")).isEqualTo(1);
        assertThat(shop.crm.verify().differences()).isEmpty();
    }

    /** A commit happens, its answer is lost, and from then on nothing works. */
    private static Fault goneAfterCommit(FaultShop shop) {
        return (moment, connection) -> {
            if (moment == Moment.COMMITTED) {
                shop.faults.fault(FaultyDatabase::drop);
                FaultyDatabase.drop(moment, connection);
            }
        };
    }

    /** Every call of the story is made twice: first with a database that refuses from some statement on, then with a sound one. */
    @ParameterizedTest
    @EnumSource
    void aDatabaseThatKeepsRefusingIsToldOfAndNothingIsHalfDone(On on) {
        List<String> expected = on.undisturbed();
        List<Throwable> told = new ArrayList<>();
        for (String state : List.of("08006", "40001", "40P01", "57014", "53300", "42501", "25006", "XX000")) {
            FaultShop shop = new FaultShop(on.database);
            int from = 1 + told.size() % 5;
            for (Step step : FaultShop.STORY.subList(0, 5)) {
                shop.faults.fault(FaultyDatabase.at(Moment.STATEMENT, from, 100_000, FaultyDatabase.refuse(state)));
                Throwable thrown = catchThrowable(() -> step.take(shop));
                if (thrown != null) {
                    told.add(thrown);
                }
                shop.faults.heal();
                shop.endLeases();
                step.take(shop);
            }
            for (Step step : FaultShop.STORY.subList(5, FaultShop.STORY.size())) {
                step.take(shop);
            }
            shop.settle();
            assertSame(state, shop.state(), expected);
            assertThat(shop.faults.open()).isZero();
        }
        assertThat(told).hasSizeGreaterThan(8).allSatisfy(thrown -> {
            assertThat(thrown).isInstanceOf(StoreException.class).hasMessageFindingMatch("look at|grant |connect to");
            FaultShop.assertTellsNothingPersonal(thrown);
        });
    }

    /** A worker that has just taken work finds out with the first piece that nothing works, not with each. */
    @ParameterizedTest
    @EnumSource
    void aTurnEndsWhenTheDatabaseIsGone(On on) {
        FaultShop shop = new FaultShop(on.database);
        for (int i = 0; i < 40; i++) {
            shop.queue(i, Identifier.email("p" + i + "@example.jp"));
        }
        assertEndsAtOnce(shop, () -> shop.crm.drain());
        assertThat(shop.crm.drain()).isEqualTo(40);
        assertEndsAtOnce(shop, () -> shop.crm.deliver());
        assertThat(shop.crm.deliver()).isEqualTo(40);
        shop.later(Duration.ofHours(2));
        assertEndsAtOnce(shop, () -> shop.crm.runDue());
        assertThat(shop.crm.verify().differences()).isEmpty();
    }

    private static void assertEndsAtOnce(FaultShop shop, Runnable turn) {
        AtomicInteger refused = new AtomicInteger();
        AtomicBoolean taken = new AtomicBoolean();
        shop.faults.fault((moment, connection) -> {
            if (moment == Moment.CONNECT && taken.get()) {
                refused.incrementAndGet();
                FaultyDatabase.drop(moment, connection);
            }
            taken.compareAndSet(false, moment == Moment.COMMITTED);
        });
        assertThat(catchThrowable(turn::run)).isInstanceOf(StoreException.class);
        assertThat(refused.get()).isBetween(1, 12);
        shop.faults.heal();
        shop.endLeases();
    }

    /** Leaving a transaction by setAutoCommit(true) commits it. */
    @Test
    void aTransactionThatCannotBeRolledBackIsNotCommittedByCleaningUp() {
        FaultShop shop = new FaultShop(On.H2.database);
        shop.faults.fault((moment, connection) -> {
            if (moment == Moment.COMMIT || moment == Moment.ROLLBACK) {
                FaultyDatabase.refuse("57014").at(moment, connection);
            }
        });
        Throwable thrown = catchThrowable(() -> shop.crm.accept(shop.order(1, FaultShop.HANAKO)));
        assertThat(thrown).isInstanceOf(StoreException.class).hasMessageContaining("nothing was half done");
        shop.faults.heal();
        assertThat(shop.count("enishi_customer")).isZero();
        assertThat(shop.count("enishi_log")).isZero();
    }
}
