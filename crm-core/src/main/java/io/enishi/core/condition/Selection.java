package io.enishi.core.condition;

import io.enishi.core.event.EventBody;
import io.enishi.core.event.EventType;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Which events a rule counts. A message of ours that its channel refused ({@code message.rejected}) is not counted as
 * {@code message.sent} from the moment of the refusal on, wherever that type is listed.
 *
 * @param kind the events meant before types and filter: those listed, whatever is an action of the customer, or all
 * @param types event type names, sorted; empty iff {@code kind} is not TYPES
 * @param where filter on their fields
 * @param net whether an order drops out from the moment it is cancelled, or refunded to its full goods total; only for
 *     selections of {@code order.placed}
 */
public record Selection(Kind kind, SortedSet<String> types, EventFilter where, boolean net) {

    /** What a selection starts from. */
    public enum Kind {
        /** The listed types. */
        TYPES,
        /** Whatever the customer did: initiated by CUSTOMER and not weak evidence (see {@code EventType#isAction}). */
        ACTIONS,
        /** Every event of the timeline. */
        ALL
    }

    public Selection {
        Objects.requireNonNull(kind, "kind");
        types = Collections.unmodifiableSortedSet(new TreeSet<>(types));
        Objects.requireNonNull(where, "where");
        if ((kind == Kind.TYPES) == types.isEmpty()) {
            throw new IllegalArgumentException("a selection lists event types iff it is of kind TYPES, but kind is "
                    + kind + " with " + types.size() + " types");
        }
        for (String type : types) {
            if (!EventType.isKnown(type)) {
                throw new IllegalArgumentException("unknown event type \"" + type
                        + "\"; use a standard type, custom:<name> or shop.custom:<name>");
            }
        }
        if (net && !(types.size() == 1 && types.first().equals("order.placed"))) {
            throw new IllegalArgumentException("net selections are of order.placed only, but types are " + types);
        }
    }

    /** Whether an event that counts may cease to count when something else becomes known of it. */
    boolean mayDropOut() {
        return net || types.contains(EventBody.MessageStep.SENT.type());
    }

    public static Selection of(String... types) {
        return new Selection(Kind.TYPES, new TreeSet<>(List.of(types)), EventFilter.any(), false);
    }

    /** Orders that were neither cancelled nor fully refunded (so far). */
    public static Selection orders() {
        return new Selection(Kind.TYPES, new TreeSet<>(List.of("order.placed")), EventFilter.any(), true);
    }

    /** Whatever the customer did. */
    public static Selection actions() {
        return new Selection(Kind.ACTIONS, new TreeSet<>(), EventFilter.any(), false);
    }

    /** Every event of the timeline. */
    public static Selection allEvents() {
        return new Selection(Kind.ALL, new TreeSet<>(), EventFilter.any(), false);
    }

    public Selection where(EventFilter filter) {
        return new Selection(kind, types, filter, net);
    }

    public Selection where(String field, ValueTest test) {
        return where(EventFilter.field(field, test));
    }
}
