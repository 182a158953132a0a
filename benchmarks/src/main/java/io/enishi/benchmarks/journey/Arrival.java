package io.enishi.benchmarks.journey;

import io.enishi.benchmarks.Shuffled;
import io.enishi.core.event.CustomerEvent;
import io.enishi.core.event.EventBody;
import io.enishi.core.event.EventBody.MessageStep;
import io.enishi.core.process.CommandKey;
import io.enishi.core.value.EventId;
import io.enishi.core.value.Identifier;
import io.enishi.core.value.OriginId;
import java.time.Instant;
import java.util.SplittableRandom;

/**
 * An event as it comes to both sides, with the customer named in the way of each: the shop's number, and the origin, which is a keyed
 * hash of 128 bits.
 */
record Arrival(long customer, OriginId origin, CustomerEvent event) {

    private static final Identifier SOMEBODY = Identifier.member("somebody");
    private static final EventBody REGISTERED = new EventBody.Registered("web");

    static Arrival registration(long customer, OriginId origin, long at) {
        EventId id = EventId.of(customer);
        return new Arrival(
                customer, origin, CustomerEvent.of("shop", id, SOMEBODY, Instant.ofEpochMilli(at), REGISTERED));
    }

    /** That somebody opened the message of {@link JourneyJob}'s first step. */
    private static Arrival opening(Arrival registration, EventId id, long at) {
        EventId entry = registration.event().id();
        CommandKey key = new CommandKey(registration.origin(), "hello", "shop:" + entry, "hello.1");
        EventBody opened = new EventBody.MessageEvent(MessageStep.OPENED, key.toString(), "mail", "hello", "hello", "");
        OriginId again = new OriginId( // as it comes with another event, in another place of the memory
                registration.origin().high(), registration.origin().low());
        return new Arrival(
                registration.customer(),
                again,
                CustomerEvent.of("mail", id, SOMEBODY, Instant.ofEpochMilli(at), opened));
    }

    /**
     * Customers 0 to {@code count} register in no order, over {@code spread} milliseconds.
     *
     * @param begin epoch milliseconds
     */
    static Arrival[] registrations(int count, long begin, long spread) {
        SplittableRandom random = new SplittableRandom(1);
        Arrival[] all = new Arrival[count];
        int place = 0;
        for (int customer : Shuffled.numbers(count, 2)) {
            OriginId origin = new OriginId(random.nextLong(), random.nextLong());
            all[place] = registration(customer, origin, begin + place * spread / count);
            place++;
        }
        return all;
    }

    /** Half of those who registered open what they got, in another order, a millisecond apart. */
    static Arrival[] openings(Arrival[] registrations, long begin) {
        int count = registrations.length;
        int[] order = Shuffled.numbers(count, 3);
        Arrival[] all = new Arrival[count / 2];
        for (int i = 0; i < all.length; i++) {
            all[i] = opening(registrations[order[i]], EventId.of((long) count + i), begin + i);
        }
        return all;
    }
}
