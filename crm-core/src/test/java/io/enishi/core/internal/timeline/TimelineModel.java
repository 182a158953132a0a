package io.enishi.core.internal.timeline;

import io.enishi.core.event.CustomerEvent;
import io.enishi.core.event.EventBody;
import io.enishi.core.event.EventCodec;
import io.enishi.core.value.AttributeValue;
import io.enishi.core.value.EventId;
import io.enishi.core.value.Identifier;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/** The law in its plainest form: a map from (source, id) to the smallest copy, sorted. Shares no code with the columns. */
final class TimelineModel {
    private static final Comparator<CustomerEvent> SMALLEST_COPY =
            Comparator.comparing(CustomerEvent::occurredAt).thenComparing(TimelineModel::contentHash);

    private static final Comparator<CustomerEvent> ORDER = Comparator.comparing(CustomerEvent::occurredAt)
            .thenComparing(CustomerEvent::source)
            .thenComparing(event -> unsigned(event.id()));

    private TimelineModel() {}

    static List<CustomerEvent> of(Iterable<CustomerEvent> events) {
        Map<String, CustomerEvent> kept = new HashMap<>();
        for (CustomerEvent event : events) {
            kept.merge(
                    event.source() + "/" + event.id(),
                    event,
                    (one, other) -> SMALLEST_COPY.compare(one, other) <= 0 ? one : other);
        }
        List<CustomerEvent> sorted = new ArrayList<>(kept.values());
        sorted.sort(ORDER);
        return sorted;
    }

    private static BigInteger unsigned(EventId id) {
        return new BigInteger(id.toString().replace("-", ""), 16);
    }

    /** As documented: hexadecimal digits of SHA-256 sort as its bytes do, unsigned. */
    private static String contentHash(CustomerEvent event) {
        try {
            String text = event.type() + "\n" + new EventCodec().encodeBody(event.body());
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    /** What the law speaks of. */
    static String say(CustomerEvent event) {
        return event.occurredAt() + " " + event.source() + " " + event.id() + " " + event.body();
    }

    static List<String> say(List<CustomerEvent> events) {
        return events.stream().map(TimelineModel::say).toList();
    }

    /** Events from a small world, so that times, sources, ids and whole events collide often. */
    static Arbitrary<CustomerEvent> event() {
        Arbitrary<EventId> ids = Arbitraries.oneOf(
                Arbitraries.longs().between(0, 12).map(EventId::of),
                Arbitraries.longs().between(-3, 3).map(high -> new EventId(high, 7)),
                Combinators.combine(Arbitraries.longs(), Arbitraries.longs()).as(EventId::new));
        Arbitrary<EventBody> bodies = Arbitraries.of(
                new EventBody.StoreVisited("a"),
                new EventBody.StoreVisited("b"),
                new EventBody.ProductViewed("a", ""),
                new EventBody.Custom("own", io.enishi.core.event.Initiator.SHOP, Map.of("n", AttributeValue.of(1))));
        Arbitrary<Instant> times = Arbitraries.oneOf(
                Arbitraries.longs().between(0, 5).map(Instant::ofEpochMilli),
                Arbitraries.of(Instant.parse("1900-01-01T00:00:00Z"), Instant.parse("2199-12-31T23:59:59.999Z")),
                Arbitraries.longs().between(-1_000_000, 1_000_000).map(Instant::ofEpochMilli));
        return Combinators.combine(
                        Arbitraries.of("pos", "ec", "a-b", "a.b"), ids, times, times, ids.injectNull(0.8), bodies)
                .as((source, id, at, received, cause, body) ->
                        new CustomerEvent(source, id, List.of(Identifier.member("m")), at, received, cause, body));
    }
}
