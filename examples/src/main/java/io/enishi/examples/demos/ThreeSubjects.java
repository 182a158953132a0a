package io.enishi.examples.demos;

import io.enishi.core.Crm;
import io.enishi.core.consent.ConsentStatement;
import io.enishi.core.event.CustomerEvent;
import io.enishi.core.event.EventBody;
import io.enishi.core.event.Order;
import io.enishi.core.process.Outcome;
import io.enishi.core.spi.Channel;
import io.enishi.core.spi.JapaneseAddressNormaliser;
import io.enishi.core.value.EventId;
import io.enishi.core.value.Identifier;
import io.enishi.core.value.Money;
import io.enishi.core.value.Scheme;
import io.enishi.examples.replay.TextFile;
import io.enishi.scenario.Scenario;
import io.enishi.scenario.ScenarioContext;
import io.enishi.scenario.contact.CostModel;
import io.enishi.scenario.experiment.Buckets;
import io.enishi.scenario.experiment.Counting;
import io.enishi.scenario.experiment.Experiment;
import io.enishi.scenario.experiment.ExperimentRuns;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * An A/B/n test with a holdout, looked at twice: when it is too early to tell, and when it is not. What people do is made up by the same hash that assigns
 * them, so every run of the story is the same.
 */
final class ThreeSubjects implements AutoCloseable {

    /** Of 10,000 people, how many order after such a mail; the report has to find out. */
    private static final Map<String, Integer> ORDERING =
            Map.of("nothing", 400, "welcome", 500, "welcome-product", 550, "welcome-product-and-name", 850);

    private static final Duration DAY = Duration.ofDays(1);
    private static final int THINKING_DAYS = 3;

    private final PrintStream out;
    private final Scenario scenario;
    private final Experiment experiment;
    private final Crm crm;
    private final Map<String, String> received = new HashMap<>();
    private Instant now = Stage.instant("2026-04-01 10:00");
    private long nextEvent = 1;
    private int members;
    private final List<List<Identifier>> registeredByDay = new ArrayList<>();

    private ThreeSubjects(Path folder, PrintStream out) throws IOException {
        this.out = out;
        this.scenario =
                TextFile.read(folder.resolve("scenario.yaml").toString()).read(Scenario::parse);
        this.experiment = scenario.experiments().get(0);
        Mailer mailer = new Mailer();
        byte[] secret = new byte[16];
        Arrays.fill(secret, (byte) 42); // of a story: buckets follow from origins, and origins from this
        InstantSource clock = () -> now;
        this.crm = Crm.builder("demo")
                .secret(secret)
                .clock(clock)
                .channel(mailer)
                .journey(scenario.compile(ScenarioContext.standard().withChannels(List.of(mailer))))
                .build();
    }

    /** Notes what everybody gets, and sends nothing. */
    private final class Mailer implements Channel {
        @Override
        public String name() {
            return "mail";
        }

        @Override
        public Capabilities capabilities() {
            return new Capabilities(Set.of("email"), true, true, Duration.ofDays(30), true);
        }

        @Override
        public Outcome send(Message message) {
            received.put(message.to().value(), message.content());
            return new Outcome.Accepted("");
        }
    }

    static void play(Path folder, PrintStream out) throws IOException {
        try (ThreeSubjects story = new ThreeSubjects(folder, out)) {
            story.days(10, 90);
            story.days(18, 0);
            out.println("After 900 new members:");
            out.println();
            story.report(Locale.ENGLISH);
            story.days(90, 110);
            story.days(18, 0);
            out.println();
            out.println("After 10,800:");
            out.println();
            story.report(Locale.ENGLISH);
            out.println();
            story.report(Locale.JAPANESE);
        }
    }

    /** Days on each of which so many people register; those of three days ago who like to, order. */
    private void days(int days, int people) {
        for (int day = 0; day < days; day++) {
            List<CustomerEvent> events = new ArrayList<>();
            List<Identifier> today = new ArrayList<>();
            for (int i = 0; i < people; i++) {
                today.add(register(events));
            }
            registeredByDay.add(today);
            if (registeredByDay.size() > THINKING_DAYS) {
                registeredByDay
                        .get(registeredByDay.size() - 1 - THINKING_DAYS)
                        .forEach(person -> think(person, events));
            }
            crm.acceptAll(events);
            now = now.plus(DAY);
            crm.advanceTo(now);
        }
    }

    private Identifier register(List<CustomerEvent> events) {
        Identifier mail = Identifier.verified(Scheme.EMAIL, "member" + members++ + "@mail.jp");
        new JapaneseAddressNormaliser()
                .matchKey(mail)
                .ifPresent(address ->
                        crm.consent(ConsentStatement.granted(address, "newsletter", "mail", now, "web-form", "v1")));
        events.add(event(mail, new EventBody.Registered("web")));
        return mail;
    }

    private void think(Identifier person, List<CustomerEvent> events) {
        int mood = Buckets.of("mood", crm.originOf(person).orElseThrow());
        String got = received.getOrDefault(person.value(), "nothing");
        if (mood < Objects.requireNonNull(ORDERING.get(got))) {
            long yen = 3_000 + mood % 40 * 100L;
            events.add(
                    event(person, new EventBody.OrderPlaced(Order.ofTotal("EC-" + nextEvent, "ec", Money.yen(yen)))));
        }
    }

    private CustomerEvent event(Identifier person, EventBody body) {
        return CustomerEvent.of("demo", EventId.of(nextEvent++), person, now, body);
    }

    private void report(Locale locale) {
        Counting counting = Counting.free()
                .withMessages(CostModel.none().with("mail", CostModel.Price.each("0.5")))
                .withHoldout(Objects.requireNonNull(scenario.holdout()));
        out.print(ExperimentRuns.of(crm, scenario.name(), experiment, counting, now)
                .report(experiment, 0.4)
                .toText(locale));
    }

    @Override
    public void close() {
        crm.close();
    }
}
