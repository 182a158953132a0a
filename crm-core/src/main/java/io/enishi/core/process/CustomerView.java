package io.enishi.core.process;

import io.enishi.core.condition.Selection;
import io.enishi.core.consent.MessageClass;
import io.enishi.core.event.CustomerEvent;
import io.enishi.core.explain.Explanation;
import io.enishi.core.spi.Catalog;
import io.enishi.core.value.AttributeValue;
import io.enishi.core.value.CustomerId;
import io.enishi.core.value.OriginId;
import io.enishi.core.value.Trajectory;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * A customer as a decision sees them: frozen at {@link #now()}, over all their origins. A decision reads nothing else.
 *
 * <p>Names of conditions are those of the journey that asks.
 */
public interface CustomerView {

    CustomerId id();

    Set<OriginId> origins();

    /** The recorded decision time. */
    Instant now();

    /** The customer's zone, see {@link io.enishi.core.customer.HomeZone}. */
    ZoneId zone();

    /** Whether one of the journey's conditions holds now. */
    boolean test(String condition);

    /** Why it holds or not, by the same evaluation. */
    Explanation explain(String condition);

    /** Until when {@link #test} is sure if nothing happens: epoch milliseconds after now, or {@link Trajectory#NEVER}. */
    long nextChange(String condition);

    Optional<Trajectory> metric(String name);

    boolean inSegment(String name);

    Optional<AttributeValue> attribute(String name);

    /** Whether the customer may be sent to now: consent, suppression, restriction, address. */
    Clearance clearance(String channel, String purpose, MessageClass messageClass);

    /** Visible events of a type, or of all types when {@code type} is empty, newest first; reads only as far as it is iterated. */
    Iterable<CustomerEvent> newestFirst(String type);

    /** The latest visible event that matches, among those of {@code type} (empty: all). */
    default Optional<CustomerEvent> last(String type, Predicate<CustomerEvent> matching) {
        for (CustomerEvent event : newestFirst(type)) {
            if (matching.test(event)) {
                return Optional.of(event);
            }
        }
        return Optional.empty();
    }

    /**
     * Whether {@code selection} counts {@code event} now, by the evaluator that conditions use (a net selection does not count
     * an order that is cancelled by now).
     */
    boolean matches(Selection selection, CustomerEvent event);

    /** The origin that a visible event is stored under. */
    OriginId originOf(CustomerEvent event);

    /** All runs of all journeys over all origins, running and ended, in order of start. */
    List<InstanceSummary> instances();

    /** Messages that left to this customer, oldest first. */
    List<Dispatched> dispatched();

    /** Whether reasons of decisions are kept: where not, a trace may do without its words. True unless overridden. */
    default boolean keepsReasons() {
        return true;
    }

    /** Facts about products. */
    Catalog catalog();
}
