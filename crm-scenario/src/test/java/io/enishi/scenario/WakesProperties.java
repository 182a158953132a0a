package io.enishi.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.enishi.core.value.Trajectory;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Rows wake in the order of the times for which they wait, and only then. */
class WakesProperties {

    private static final int ROWS = 40;

    /** A row waits for another time from now on. */
    record Change(int row, long time) {}

    @Provide
    Arbitrary<List<Change>> changes() {
        Arbitrary<Change> change = Combinators.combine(
                        Arbitraries.integers().between(0, ROWS - 1),
                        Arbitraries.longs().between(1, 50))
                .as(Change::new);
        return change.list().ofMaxSize(400);
    }

    @Property(tries = 300)
    void eachRowWakesAtTheTimeForWhichItWaitsLast(@ForAll("changes") List<Change> changes) {
        long[] due = new long[ROWS];
        Arrays.fill(due, Trajectory.NEVER);
        Wakes wakes = new Wakes(row -> due[row]);
        for (Change change : changes) {
            if (due[change.row()] != change.time()) {
                due[change.row()] = change.time();
                wakes.add(change.time(), change.row(), ROWS);
            }
        }
        long[] expected = Arrays.stream(due)
                .filter(time -> time != Trajectory.NEVER)
                .sorted()
                .toArray();
        long[] woken = new long[expected.length];
        int count = 0;
        while (wakes.hasNext()) {
            assertThat(due[wakes.row()]).isEqualTo(wakes.time());
            woken[count++] = wakes.time();
            due[wakes.row()] = Trajectory.NEVER;
            wakes.removeFirst();
        }
        assertThat(woken).containsExactly(expected);
    }
}
