package io.enishi.testkit.simulation;

import io.enishi.core.event.CustomerEvent;
import io.enishi.core.event.EventBody;
import io.enishi.core.process.Fold;
import io.enishi.core.value.Trajectory;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Points that shrink to nothing within two hours, beside a hash in which the order of everything ever folded shows. */
final class Interest implements Fold<Interest.State> {

    static final String METRIC = "interest";
    /** The hash as a metric, so that everybody can see it. */
    static final String ORDER = "order-of-events";
    /** Where the segment of the interested begins. */
    static final int WARM = 40;

    private static final Duration LENGTH = Duration.ofHours(2);

    record State(List<Long> ends, List<Long> points, long chain) {}

    @Override
    public String name() {
        return METRIC;
    }

    @Override
    public String definitionHash() {
        return "1";
    }

    @Override
    public Set<String> eventTypes() {
        return Set.of("order.placed", "order.cancelled", "product.viewed", "message.sent");
    }

    @Override
    public Set<String> publishes() {
        return Set.of(METRIC, ORDER);
    }

    @Override
    public State initial() {
        return new State(List.of(), List.of(), 1);
    }

    @Override
    public State apply(State state, CustomerEvent event) {
        long worth = event.body() instanceof EventBody.OrderPlaced
                ? 30
                : event.body() instanceof EventBody.ProductViewed ? 12 : 0;
        long chain = state.chain * 31 + event.id().low() + event.body().hashCode();
        if (worth == 0) {
            return new State(state.ends, state.points, chain);
        }
        List<Long> ends = new ArrayList<>(state.ends);
        List<Long> points = new ArrayList<>(state.points);
        ends.add(event.occurredAt().toEpochMilli() + LENGTH.toMillis());
        points.add(worth);
        return new State(List.copyOf(ends), List.copyOf(points), chain);
    }

    @Override
    public Map<String, Trajectory> metrics(State state) {
        return Map.of(
                ORDER,
                Trajectory.constant(state.chain >> 8),
                METRIC,
                Trajectory.linear(
                        LENGTH.toMillis(),
                        state.ends.stream().mapToLong(Long::longValue).toArray(),
                        state.points.stream().mapToLong(Long::longValue).toArray()));
    }

    @Override
    public byte[] encode(State state) {
        ByteBuffer bytes = ByteBuffer.allocate(8 + 16 * state.ends.size()).putLong(state.chain);
        for (int i = 0; i < state.ends.size(); i++) {
            bytes.putLong(state.ends.get(i)).putLong(state.points.get(i));
        }
        return bytes.array();
    }

    @Override
    public State decode(byte[] bytes) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        long chain = buffer.getLong();
        List<Long> ends = new ArrayList<>();
        List<Long> points = new ArrayList<>();
        while (buffer.hasRemaining()) {
            ends.add(buffer.getLong());
            points.add(buffer.getLong());
        }
        return new State(ends, points, chain);
    }
}
