package io.enishi.core.memory;

import io.enishi.core.spi.CustomerStore.Due;
import io.enishi.core.value.CustomerId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.function.ToLongFunction;

/** Who wakes up next. Entries go stale when a commit moves a wake-up, and are passed over; under the store's lock. */
final class WakeQueue {

    static final long NEVER = Long.MAX_VALUE;

    private final PriorityQueue<Wake> wakes =
            new PriorityQueue<>(Comparator.comparingLong(Wake::at).thenComparing(Wake::customer));

    private record Wake(long at, CustomerId customer) {}

    /** A customer wakes up at that time from now on, in epoch milliseconds. */
    void add(long at, CustomerId customer) {
        if (at != NEVER) {
            wakes.add(new Wake(at, customer));
        }
    }

    /**
     * Those who are due, earliest first; they leave when a commit moves their wake-up.
     *
     * @param nextWake when a customer wakes up; {@link #NEVER} also for those who are gone
     */
    List<Due> due(Instant until, int limit, ToLongFunction<CustomerId> nextWake) {
        long bound = until.toEpochMilli();
        if (limit == 1) {
            return first(bound, nextWake);
        }
        List<Due> due = new ArrayList<>();
        List<Wake> taken = new ArrayList<>();
        while (!wakes.isEmpty() && due.size() < limit && wakes.peek().at <= bound) {
            Wake wake = wakes.poll();
            boolean repeated = !taken.isEmpty() && taken.get(taken.size() - 1).equals(wake);
            if (!repeated && nextWake.applyAsLong(wake.customer) == wake.at) {
                taken.add(wake);
                due.add(new Due(wake.customer, Instant.ofEpochMilli(wake.at)));
            }
        }
        wakes.addAll(taken);
        return due;
    }

    /** The earliest who is due, who stays where they are. */
    private List<Due> first(long bound, ToLongFunction<CustomerId> nextWake) {
        Wake wake = wakes.peek();
        while (wake != null && wake.at <= bound) {
            if (nextWake.applyAsLong(wake.customer) == wake.at) {
                return List.of(new Due(wake.customer, Instant.ofEpochMilli(wake.at)));
            }
            wakes.poll();
            wake = wakes.peek();
        }
        return List.of();
    }

    /** Sweeps stale entries out when they outnumber the living fourfold. */
    void sweep(Collection<CustomerId> living, ToLongFunction<CustomerId> nextWake) {
        if (wakes.size() > 1024 && wakes.size() > 4 * living.size()) {
            wakes.clear();
            living.forEach(customer -> add(nextWake.applyAsLong(customer), customer));
        }
    }
}
