package io.enishi.core.condition;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collection;
import java.util.TreeSet;
import java.util.function.LongPredicate;

/**
 * The law of design: with n = nextChange(now), n is after now; the answer is the same at every millisecond of [now, n); and n is a
 * true change or one of the known edges, so that each edge costs at most one false wake.
 */
final class NextChangeLaw {

    /** Somebody's answers about one customer. */
    interface Answers {
        boolean test(long now);

        long nextChange(long now);
    }

    private static final long NEVER = Long.MAX_VALUE;
    private static final int MAX_WAKES = 500;

    private NextChangeLaw() {}

    /**
     * Walks from wake to wake and compares what is said in between with the truth.
     *
     * @param from where the walk begins
     * @param probes instants to ask about, in any order; those before {@code from} are left out
     * @param isEdge which instants excuse a wake without a change
     */
    static void check(Answers answers, LongPredicate truth, long from, Collection<Long> probes, LongPredicate isEdge) {
        TreeSet<Long> asked = new TreeSet<>(probes);
        long now = from;
        for (int wakes = 0; now != NEVER; wakes++) {
            assertThat(wakes).as("wakes").isLessThan(MAX_WAKES);
            boolean before = truth.test(now);
            assertThat(answers.test(now)).as("test(%s)", now).isEqualTo(before);
            long next = answers.nextChange(now);
            assertThat(next).as("nextChange(%s)", now).isGreaterThan(now);
            Collection<Long> inside = next == NEVER ? asked.tailSet(now) : asked.subSet(now, next);
            for (long probe : inside) {
                assertThat(truth.test(probe))
                        .as("the answer at %s, sure from %s to %s", probe, now, next)
                        .isEqualTo(before);
                assertThat(answers.test(probe)).as("test(%s)", probe).isEqualTo(before);
                if (probe != now) {
                    // Asked later, the same wake comes out or an earlier excuse, never one that is late.
                    assertThat(answers.nextChange(probe))
                            .as("nextChange(%s)", probe)
                            .isGreaterThan(probe);
                }
            }
            if (next != NEVER) {
                assertThat(truth.test(next - 1))
                        .as("the answer just before the wake at %s", next)
                        .isEqualTo(before);
                if (truth.test(next) == before) {
                    assertThat(isEdge.test(next))
                            .as("wake at %s without a change", next)
                            .isTrue();
                }
            }
            now = next;
        }
    }
}
