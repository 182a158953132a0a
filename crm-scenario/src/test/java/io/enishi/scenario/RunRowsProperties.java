package io.enishi.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.enishi.core.value.EventId;
import io.enishi.core.value.OriginId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Rows are found, used again and widened as if each lay in a map. */
class RunRowsProperties {

    /** Of so many people somebody comes, or goes who is there. */
    @Provide
    Arbitrary<List<Integer>> visits() {
        return Arbitraries.integers().between(0, 299).list().ofMinSize(1).ofMaxSize(900);
    }

    @Property(tries = 200)
    void rowsHoldWhatAMapWouldHold(@ForAll("visits") List<Integer> visits) {
        RunRows rows = new RunRows();
        Map<Integer, long[]> expected = new HashMap<>();
        int widest = 1;
        for (int visit = 0; visit < visits.size(); visit++) {
            int who = visits.get(visit);
            OriginId origin = origin(who);
            int row = rows.find(origin);
            if (expected.remove(who) != null) {
                rows.remove(row);
                continue;
            }
            assertThat(row).isEqualTo(RunRows.NONE);
            row = rows.add(origin, EventId.of(visit), who % 7);
            rows.setShape(row, who);
            if (visit % 100 == 99) {
                rows.needTimes(++widest);
            }
            long[] times = new long[widest];
            for (int place = 0; place < widest; place++) {
                times[place] = who * 1000L + visit + place;
                rows.setTime(row, place, times[place]);
            }
            expected.put(who, times);
        }
        assertThat(rows.running()).isEqualTo(expected.size());
        for (int who = 0; who < 300; who++) {
            int row = rows.find(origin(who));
            long[] times = expected.get(who);
            assertThat(row == RunRows.NONE).isEqualTo(times == null);
            if (times != null) {
                assertThat(rows.origin(row)).isEqualTo(origin(who));
                assertThat(rows.shape(row)).isEqualTo(who);
                assertThat(rows.source(row)).isEqualTo(who % 7);
                for (int place = 0; place < times.length; place++) {
                    assertThat(rows.time(row, place)).isEqualTo(times[place]);
                }
            }
        }
    }

    /** Origins of which many share their lower half. */
    private static OriginId origin(int who) {
        return new OriginId(who / 3, who % 3);
    }
}
