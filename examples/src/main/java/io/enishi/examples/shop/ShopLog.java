package io.enishi.examples.shop;

import io.enishi.core.event.CustomerEvent;
import io.enishi.core.event.ShopEvent;
import java.util.List;

/**
 * What the generated shop heard, and the truth behind it.
 *
 * @param events in the order of arrival; late ones and second deliveries included
 * @param shopEvents what happened to the shop itself, in time order
 * @param statements about advertising, in time order
 * @param people who lives in this world; for tests and reports only, the engine never sees it
 */
public record ShopLog(
        List<CustomerEvent> events, List<ShopEvent> shopEvents, List<Statement> statements, List<Person> people) {
    public ShopLog {
        events = List.copyOf(events);
        shopEvents = List.copyOf(shopEvents);
        statements = List.copyOf(statements);
        people = List.copyOf(people);
    }
}
