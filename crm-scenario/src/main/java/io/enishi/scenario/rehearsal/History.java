package io.enishi.scenario.rehearsal;

import io.enishi.core.consent.ConsentStatement;
import io.enishi.core.event.CustomerEvent;
import io.enishi.core.event.ShopEvent;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What people did and what they said about being written to, for a rehearsal.
 *
 * @param events in event time, ties in the order given
 * @param statements in time order
 * @param shopEvents what happened to the shop, in time order
 * @param leftOut how many events were left out, by type
 */
public record History(
        List<CustomerEvent> events,
        List<ConsentStatement> statements,
        List<ShopEvent> shopEvents,
        Map<String, Long> leftOut) {

    /**
     * Types left out of a history because scenarios of the past caused them: messages and reactions to them, and the coupons that they
     * carried. That somebody blocked a channel or unsubscribed stays in: it says whom one may write to.
     */
    public static final Set<String> LEFT_OUT = Set.of(
            "message.sent",
            "message.accepted",
            "message.delivered",
            "message.opened",
            "message.tapped",
            "message.replied",
            "message.rejected",
            "message.bounced",
            "message.complained",
            "coupon.issued",
            "coupon.redeemed",
            "coupon.expired");

    public History {
        events = List.copyOf(events);
        statements = List.copyOf(statements);
        shopEvents = List.copyOf(shopEvents);
        leftOut = Map.copyOf(leftOut);
    }

    /** Sorts by time, and leaves out what {@link #LEFT_OUT} names. */
    public static History of(Collection<CustomerEvent> events, Collection<ConsentStatement> statements) {
        return of(events, statements, LEFT_OUT);
    }

    /** As {@link #of(Collection, Collection)}, leaving out other types. */
    public static History of(
            Collection<CustomerEvent> events, Collection<ConsentStatement> statements, Set<String> without) {
        Map<String, Long> leftOut = new TreeMap<>();
        List<CustomerEvent> kept = new ArrayList<>(events.size());
        for (CustomerEvent event : events) {
            if (without.contains(event.type())) {
                leftOut.merge(event.type(), 1L, Long::sum);
            } else {
                kept.add(event);
            }
        }
        kept.sort(Comparator.comparing(CustomerEvent::occurredAt));
        List<ConsentStatement> said = new ArrayList<>(statements);
        said.sort(Comparator.comparing(ConsentStatement::at));
        return new History(kept, said, List.of(), leftOut);
    }

    /** The same with what happened to the shop meanwhile, in any order: whoever is interested hears of it. */
    public History with(Collection<ShopEvent> happened) {
        List<ShopEvent> ordered = new ArrayList<>(happened);
        ordered.sort(Comparator.comparing(ShopEvent::occurredAt));
        return new History(events, statements, ordered, leftOut);
    }
}
