package io.enishi.examples.shop;

import io.enishi.core.event.CustomerEvent;
import java.util.List;

/**
 * What the generated shop heard, and the truth behind it.
 *
 * @param events in the order of arrival; late ones and second deliveries included
 * @param statements about advertising, in time order
 * @param people who lives in this world; for tests and reports only, the engine never sees it
 */
public record ShopLog(List<CustomerEvent> events, List<Statement> statements, List<Person> people) {
    public ShopLog {
        events = List.copyOf(events);
        statements = List.copyOf(statements);
        people = List.copyOf(people);
    }
}
