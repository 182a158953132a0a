package io.enishi.examples.shop;

import io.enishi.core.event.CustomerEvent;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Generates a shop's log: the same knobs give the same log. */
public final class ShopGenerator {

    private static final Comparator<CustomerEvent> ARRIVAL = Comparator.comparing(CustomerEvent::receivedAt)
            .thenComparing(CustomerEvent::occurredAt)
            .thenComparing(CustomerEvent::source)
            .thenComparing(CustomerEvent::id);

    private ShopGenerator() {}

    public static ShopLog generate(ShopKnobs knobs) {
        return generate(knobs, false);
    }

    /**
     * The same shop with more in it: what the shop itself does, and what some templates live on (samples, surveys, the app, requests for
     * what is sold out). All of the plain log is in it.
     */
    public static ShopLog generateWithSideStories(ShopKnobs knobs) {
        return generate(knobs, true);
    }

    private static ShopLog generate(ShopKnobs knobs, boolean more) {
        List<Person> people = Population.draw(knobs);
        List<CustomerEvent> events = new ArrayList<>();
        List<Statement> statements = new ArrayList<>();
        for (Person person : people) {
            Diary diary = LifeStory.tell(knobs, person);
            deliver(knobs, person, diary.events(), events);
            if (more) {
                events.addAll(SideStory.tell(knobs, person, diary.events()));
            }
            statements.addAll(diary.statements());
        }
        events.sort(ARRIVAL);
        statements.sort(Comparator.comparing(Statement::at));
        return new ShopLog(events, more ? ShopCalendar.of(knobs) : List.of(), statements, people);
    }

    /** The way from the source to us: mostly at once, sometimes late, sometimes twice. */
    private static void deliver(
            ShopKnobs knobs, Person person, List<CustomerEvent> happened, List<CustomerEvent> heard) {
        Chance chance = new Chance(~knobs.seed(), person.number());
        for (CustomerEvent event : happened) {
            CustomerEvent arrived = chance.percent(knobs.lateShare())
                    ? event.withReceivedAt(event.occurredAt().plus(chance.hours(1, 120)))
                    : event;
            heard.add(arrived);
            if (chance.percent(knobs.duplicateShare())) {
                heard.add(arrived.withReceivedAt(arrived.receivedAt().plus(chance.minutes(1, 2_000))));
            }
        }
    }
}
