package io.enishi.examples.shop;

import io.enishi.core.event.CustomerEvent;
import io.enishi.core.event.EventBody;
import io.enishi.core.value.EventId;
import io.enishi.core.value.Identifier;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;

/** What happens to one person, noted down as it is told; whatever lies after the log's end is left out. */
final class Diary {

    private final Person person;
    private final Instant start;
    private final Instant end;
    private final ZoneId zone;
    private final List<CustomerEvent> events = new ArrayList<>();
    private final List<Statement> statements = new ArrayList<>();
    private int written;

    Diary(Person person, ShopKnobs knobs) {
        this.person = person;
        this.start = knobs.firstDay().atStartOfDay(knobs.zone()).toInstant();
        this.end = knobs.end();
        this.zone = knobs.zone();
    }

    void note(String source, Instant at, List<Identifier> who, EventBody body) {
        // The number is spent even on what is left out, so that a longer log keeps the ids of a shorter one.
        EventId id = EventId.of(((long) person.number() << 20) | ++written);
        if (at.isBefore(end)) {
            events.add(CustomerEvent.of(source, id, who, at, body));
        }
    }

    void state(Statement statement) {
        if (statement.at().isBefore(end)) {
            statements.add(statement);
        }
    }

    Instant start() {
        return start;
    }

    Instant end() {
        return end;
    }

    /** The same day at an hour when people are awake, or the store is open. */
    Instant atDaytime(Instant day, int hour, int minute) {
        return day.atZone(zone).toLocalDate().atTime(hour, minute).atZone(zone).toInstant();
    }

    List<CustomerEvent> events() {
        return events;
    }

    List<Statement> statements() {
        return statements;
    }
}
