package io.enishi.scoring.attribution;

import io.enishi.core.event.CustomerEvent;
import io.enishi.core.event.EventBody;
import io.enishi.scoring.internal.VisibleEvents;
import io.enishi.scoring.purchase.KeptOrder;
import io.enishi.scoring.purchase.PurchaseHistory;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/**
 * Contacts and orders of people, cut into paths: an order takes the contacts since the order before it, no older than the look-back.
 * What is left after the last order, or without any, is a path that has come to nothing yet.
 *
 * <pre>{@code
 * TouchLog log = new TouchLog(Duration.ofDays(30));
 * for (CustomerId id : crm.customers(1000)) {
 *     log.timeline(id.toString(), crm.timeline(id), now); // or touch(...) and order(...), row by row
 * }
 * Attribution shares = new TimeDecay(Duration.ofDays(7)).attribute(log.paths());
 * }</pre>
 *
 * <p>Rows may come in any order. Not thread-safe.
 */
public final class TouchLog {

    private static final Comparator<Happening> BY_TIME = Comparator.comparing(Happening::at)
            .thenComparing(Happening::isOrder)
            .thenComparing(Happening::channel);

    private record Happening(Instant at, boolean isOrder, String channel, double value) {}

    private final Duration lookBack;
    private final Map<String, List<Happening>> people = new LinkedHashMap<>();

    /**
     * @param lookBack a contact that is older than this at the order has no part in it; longer than zero
     */
    public TouchLog(Duration lookBack) {
        this.lookBack = Objects.requireNonNull(lookBack, "lookBack");
        if (lookBack.isNegative() || lookBack.isZero()) {
            throw new IllegalArgumentException("look-back " + lookBack + ": longer than zero");
        }
    }

    /** Adds a contact; one at the instant of an order counts as before it. */
    public TouchLog touch(String person, String channel, Instant at) {
        Touch touch = new Touch(channel, at);
        people(person).add(new Happening(touch.at(), false, touch.channel(), 0));
        return this;
    }

    /** Adds an order; several of one instant are several. */
    public TouchLog order(String person, Instant at, double value) {
        Objects.requireNonNull(at, "at");
        if (!(value >= 0 && value < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("value = " + value + ": not negative, and finite");
        }
        people(person).add(new Happening(at, true, "", value));
        return this;
    }

    private List<Happening> people(String person) {
        return people.computeIfAbsent(Objects.requireNonNull(person, "person"), unseen -> new ArrayList<>());
    }

    /**
     * Adds what a timeline tells: visits that came from somewhere are contacts by their medium, taps on our messages by the message's
     * channel; orders that were kept are orders, worth what was kept of them in the smallest unit of their currency.
     *
     * @param events in any order; those after {@code at} are not seen yet
     */
    public TouchLog timeline(String person, Collection<CustomerEvent> events, Instant at) {
        return timeline(person, events, at, TouchLog::channel);
    }

    /**
     * As above, with the host's own idea of what a contact is.
     *
     * @param channels the channel of an event that is a contact; empty for others
     */
    public TouchLog timeline(
            String person,
            Collection<CustomerEvent> events,
            Instant at,
            Function<CustomerEvent, Optional<String>> channels) {
        for (CustomerEvent event : VisibleEvents.of(events, at)) {
            channels.apply(event).ifPresent(channel -> touch(person, channel, event.occurredAt()));
        }
        for (KeptOrder order : PurchaseHistory.of(events, at).orders()) {
            order(person, order.at(), (double) Math.max(0, order.amount().minorUnits()));
        }
        return this;
    }

    private static Optional<String> channel(CustomerEvent event) {
        if (event.body() instanceof EventBody.VisitStarted visit
                && !visit.medium().isBlank()) {
            return Optional.of(visit.medium());
        }
        if (event.body() instanceof EventBody.MessageEvent message
                && event.type().equals("message.tapped")) {
            return Optional.of(message.channel());
        }
        return Optional.empty();
    }

    /** The paths, person by person in the order in which they were first added. */
    public List<TimedPath> paths() {
        List<TimedPath> paths = new ArrayList<>();
        people.values().forEach(happenings -> cut(happenings, paths));
        return paths;
    }

    /** The same without times, for models that need none. */
    public List<ContactPath> contactPaths() {
        return paths().stream().map(TimedPath::contactPath).toList();
    }

    private void cut(List<Happening> happenings, List<TimedPath> paths) {
        List<Happening> sorted = new ArrayList<>(happenings);
        sorted.sort(BY_TIME);
        List<Touch> open = new ArrayList<>();
        for (Happening happening : sorted) {
            if (happening.isOrder()) {
                Instant oldest = happening.at().minus(lookBack);
                open.removeIf(touch -> touch.at().isBefore(oldest));
                paths.add(new TimedPath(open, happening.at(), true, happening.value()));
                open.clear();
            } else {
                open.add(new Touch(happening.channel(), happening.at()));
            }
        }
        if (!open.isEmpty()) {
            paths.add(new TimedPath(open, open.get(open.size() - 1).at(), false, 0));
        }
    }
}
