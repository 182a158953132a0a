package io.enishi.benchmarks.scoring;

import io.enishi.core.event.CustomerEvent;
import io.enishi.core.value.EventId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * {@link RuleTable} made fit for events that are late or told twice, as one would by hand: each customer keeps the ids seen and the
 * events in order, and a late event starts that customer again from the beginning.
 */
final class CarefulRuleTable {

    /** One customer. */
    static final class Customer {
        RuleTable.State state = new RuleTable.State();
        final List<CustomerEvent> events = new ArrayList<>(4);
        final Set<EventId> seen = new HashSet<>();
    }

    final RuleTable table = new RuleTable();

    void accept(Customer customer, CustomerEvent event) {
        if (!customer.seen.add(event.id())) {
            return;
        }
        List<CustomerEvent> events = customer.events;
        int at = events.size();
        while (at > 0 && isBefore(event, events.get(at - 1))) {
            at--;
        }
        events.add(at, event);
        if (at == events.size() - 1) {
            table.apply(customer.state, event);
            return;
        }
        customer.state = new RuleTable.State();
        for (CustomerEvent one : events) {
            table.apply(customer.state, one);
        }
    }

    private static boolean isBefore(CustomerEvent one, CustomerEvent other) {
        int byTime = one.occurredAt().compareTo(other.occurredAt());
        return byTime < 0 || (byTime == 0 && one.id().compareTo(other.id()) < 0);
    }
}
