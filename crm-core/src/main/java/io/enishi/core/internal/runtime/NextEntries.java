package io.enishi.core.internal.runtime;

import io.enishi.core.process.CustomerView;
import io.enishi.core.process.Journey;
import io.enishi.core.value.Trajectory;
import java.util.Arrays;
import java.util.List;
import java.util.function.LongFunction;

/**
 * When time alone next starts something for one customer, remembered until something happens that the journeys read. An answer that
 * was given for an instant holds until the instant that it names, so most decisions ask no journey again.
 */
final class NextEntries {

    /** Journeys that time alone may start. */
    private final List<Journey<Object>> journeys;
    /** The first entry after {@code asked}. */
    private final long[] next;
    /** As of when; {@link Long#MAX_VALUE} while no answer is known. */
    private final long[] asked;
    /** The last decision that changed what the journey reads: what was visible before that instant is another thing. */
    private final long[] changed;

    private boolean summed;
    private long sumAsked;
    private long sumDecided;
    private long sum;

    NextEntries(List<Journey<Object>> journeys) {
        this.journeys = journeys;
        this.next = new long[journeys.size()];
        this.asked = new long[journeys.size()];
        this.changed = new long[journeys.size()];
        forgetAll(Long.MIN_VALUE);
    }

    /** Attributes, zone, origins or rows of the past changed in a decision of {@code now}. */
    void forgetAll(long now) {
        Arrays.fill(asked, Long.MAX_VALUE);
        Arrays.fill(changed, now);
        summed = false;
    }

    /** An event of {@code type} became visible in a decision of {@code now}. */
    void happened(String type, long now) {
        for (int i = 0; i < asked.length; i++) {
            if (journeys.get(i).datesEntriesBy(type)) {
                asked[i] = Long.MAX_VALUE;
                changed[i] = now;
                summed = false;
            }
        }
    }

    /**
     * Whether it is known already that time starts nothing of a journey at {@code now}.
     *
     * @param journey by its place among those that time alone may start
     */
    boolean isAfter(int journey, long now) {
        return asked[journey] < now && now < next[journey] && changed[journey] < now;
    }

    /**
     * The next entry over all journeys, from {@code decided} on: at that very instant only while it was not asked for.
     *
     * @param decided the instant of the last decision
     * @param lastAsked the last instant whose entries were asked for
     * @param views what the customer looks like at an instant
     */
    long after(long decided, long lastAsked, LongFunction<? extends CustomerView> views) {
        if (!summed || sumDecided != decided || sumAsked != lastAsked) {
            long at = lastAsked < decided ? after(decided - 1, views) : Trajectory.NEVER;
            sum = at == decided ? at : after(decided, views);
            sumDecided = decided;
            sumAsked = lastAsked;
            summed = true;
        }
        return sum;
    }

    private long after(long now, LongFunction<? extends CustomerView> views) {
        long earliest = Trajectory.NEVER;
        CustomerView view = null;
        for (int i = 0; i < next.length; i++) {
            long entry;
            if (asked[i] <= now && now < next[i]) {
                entry = next[i];
            } else {
                view = view == null ? views.apply(now) : view;
                entry = journeys.get(i).nextEntry(view);
                if (now >= changed[i]) {
                    next[i] = entry;
                    asked[i] = now;
                }
            }
            earliest = Math.min(earliest, entry);
        }
        return earliest;
    }
}
