package io.enishi.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.enishi.core.Alteration;
import io.enishi.core.Crm;
import io.enishi.core.CrmBuilder;
import io.enishi.core.RegroupReport;
import io.enishi.core.condition.Span;
import io.enishi.core.consent.MessageClass;
import io.enishi.core.process.Effect;
import io.enishi.core.process.Effect.Offer;
import io.enishi.core.process.Outcome;
import io.enishi.core.segment.Segment;
import io.enishi.core.spi.Catalog;
import io.enishi.core.spi.Channel;
import io.enishi.core.value.EventId;
import io.enishi.scenario.CompiledScenario;
import io.enishi.scenario.Scenario;
import io.enishi.scenario.ScenarioContext;
import io.enishi.scenario.Step;
import io.enishi.scenario.contact.ContactRules;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Runs scenarios against a real CRM in memory, in virtual time: a year takes milliseconds.
 *
 * <pre>{@code
 * ScenarioHarness shop = ScenarioHarness.running(winBack).from("2026-04-01T10:00").start();
 * Someone hanako = shop.given("hanako");
 * hanako.orders("o-1", 5_000);
 *
 * shop.advance(days(92));
 *
 * hanako.assertSent("offer").on("mail").at("2026-07-01T10:00").withCouponUntil("2026-07-04T10:00");
 * hanako.assertNotSent("reminder");
 * }</pre>
 *
 * <p>Everybody given can be reached by mail, LINE, SMS, push, DM and package insert and has agreed to the advertising of all scenarios; a test takes
 * away what it is about ({@link Someone#refuses}, {@link Someone#blocks}). Local times are in the shop's zone, Asia/Tokyo unless
 * said. For one thread.
 */
public final class ScenarioHarness implements AutoCloseable {

    private final Crm crm;
    private final ManualTime time;
    private final ZoneId zone;
    private final Map<String, RecordingChannel> channels;
    private final List<Handled> handled;
    private final Set<Agreement> agreements;
    private final List<Scenario> scenarios;
    private final Map<String, Someone> people = new LinkedHashMap<>();
    private long nextEvent = 1;

    /** An effect that the host was asked for, other than a message. */
    record Handled(io.enishi.core.process.CommandKey key, Effect effect, Instant at) {}

    /** A purpose on a channel that somebody can agree to. */
    record Agreement(String purpose, String channel) {}

    private ScenarioHarness(Builder from, Map<String, RecordingChannel> channels) {
        this.zone = from.zone;
        this.time = ManualTime.startingAt(
                LocalDateTime.parse(from.start).atZone(zone).toInstant());
        this.channels = channels;
        this.handled = new ArrayList<>();
        this.scenarios = List.copyOf(from.scenarios);
        this.agreements = agreements(scenarios, channels);
        this.crm = from.wire(channels, time, handled).build();
    }

    /** A shop that runs these scenarios. */
    public static Builder running(Scenario... scenarios) {
        return new Builder(List.of(scenarios));
    }

    /**
     * A shop that runs the scenarios of these files, YAML or JSON.
     *
     * @throws io.enishi.core.value.DefinitionException if one cannot be read
     */
    public static Builder running(Path first, Path... more) {
        List<Scenario> scenarios = new ArrayList<>();
        scenarios.add(read(first));
        for (Path file : more) {
            scenarios.add(read(file));
        }
        return new Builder(scenarios);
    }

    private static Scenario read(Path file) {
        try {
            return Scenario.parse(Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException("the scenario cannot be read: " + file, e);
        }
    }

    /** What the shop has besides its scenarios; each part has a default. */
    public static final class Builder {
        private final List<Scenario> scenarios;
        private String start = "2026-04-01T10:00";
        private ZoneId zone = ZoneId.of("Asia/Tokyo");
        private ContactRules rules = ContactRules.none();
        private Catalog catalog = Catalog.empty();
        private final List<Segment> segments = new ArrayList<>();
        private final Map<String, RecordingChannel> channels = new LinkedHashMap<>();
        private Consumer<CrmBuilder> more = crm -> {};

        private Builder(List<Scenario> scenarios) {
            this.scenarios = scenarios;
            for (RecordingChannel usual : List.of(
                    RecordingChannel.mail(),
                    RecordingChannel.line(),
                    RecordingChannel.sms(),
                    RecordingChannel.push(),
                    RecordingChannel.dm(),
                    RecordingChannel.insert())) {
                channels.put(usual.name(), usual);
            }
        }

        /** Local time at which the story begins; 1 April 2026 at 10:00 unless said. */
        public Builder from(String localTime) {
            start = Objects.requireNonNull(localTime, "localTime");
            return this;
        }

        /** The shop's zone. */
        public Builder zone(String id) {
            zone = ZoneId.of(id);
            return this;
        }

        /** Caps and quiet hours; none unless said. */
        public Builder contactRules(ContactRules changed) {
            rules = Objects.requireNonNull(changed, "rules");
            return this;
        }

        public Builder catalog(Catalog changed) {
            catalog = Objects.requireNonNull(changed, "catalog");
            return this;
        }

        public Builder segment(Segment segment) {
            segments.add(segment);
            return this;
        }

        /** Adds a channel, or replaces the one of that name. */
        public Builder channel(RecordingChannel channel) {
            channels.put(channel.name(), channel);
            return this;
        }

        /** Wires something else into the CRM: a fold, a quota, an identity resolver. */
        public Builder wiring(Consumer<CrmBuilder> wiring) {
            more = more.andThen(wiring);
            return this;
        }

        /**
         * Begins the story.
         *
         * @throws io.enishi.core.value.DefinitionException if a scenario is wrong
         */
        public ScenarioHarness start() {
            return new ScenarioHarness(this, channels);
        }

        private CrmBuilder wire(Map<String, RecordingChannel> wired, ManualTime time, List<Handled> handled) {
            ScenarioContext context = ScenarioContext.standard()
                    .withChannels(wired.values())
                    .withSegments(segments.stream().map(Segment::name).toList())
                    .withContactRules(rules);
            CrmBuilder crm = Crm.builder("harness")
                    .clock(time)
                    .zone(zone)
                    .catalog(catalog)
                    .contactPolicy(rules);
            segments.forEach(crm::segment);
            wired.values().forEach(crm::channel);
            CompiledScenario.compileAll(scenarios, context).forEach(crm::journey);
            handle(crm, Effect.Task.class, handled);
            handle(crm, Effect.IssueCoupon.class, handled);
            handle(crm, Effect.GrantPoints.class, handled);
            handle(crm, Effect.ExportRow.class, handled);
            handle(crm, Effect.Webhook.class, handled);
            handle(crm, Effect.RequestApproval.class, handled);
            more.accept(crm);
            return crm;
        }

        private static <E extends Effect> void handle(CrmBuilder crm, Class<E> kind, List<Handled> handled) {
            crm.handler(kind, (key, effect, customer, at) -> {
                handled.add(new Handled(key, effect, at));
                return new Outcome.Accepted("");
            });
        }
    }

    private static Set<Agreement> agreements(List<Scenario> scenarios, Map<String, RecordingChannel> channels) {
        Set<Agreement> found = new LinkedHashSet<>();
        scenarios.forEach(scenario -> agreements(scenario.steps(), found));
        found.removeIf(each -> {
            Channel channel = channels.get(each.channel());
            return channel == null || !channel.capabilities().optOutByAddress();
        });
        return found;
    }

    private static void agreements(Collection<Step> steps, Set<Agreement> found) {
        for (Step step : steps) {
            if (step instanceof Step.Send send && send.message().messageClass() == MessageClass.ADVERTISING) {
                for (Offer offer : send.message().allOffers()) {
                    found.add(new Agreement(send.message().purpose(), offer.channel()));
                }
            }
            agreements(step.inside(), found);
        }
    }

    // ------------------------------------------------------------------ the story

    /** A customer of that name, who can be reached everywhere and agreed to everything. Unknown to the shop until something happens. */
    public Someone given(String name) {
        if (people.containsKey(name)) {
            throw new IllegalArgumentException("there is somebody called " + name + " already");
        }
        Someone someone = new Someone(this, name, people.size() + 1);
        people.put(name, someone);
        agreements.forEach(each -> someone.agrees(each.purpose(), each.channel()));
        return someone;
    }

    /** The one who was given under that name. */
    public Someone someone(String name) {
        Someone someone = people.get(name);
        if (someone == null) {
            throw new IllegalArgumentException("nobody is called " + name + ", only " + people.keySet());
        }
        return someone;
    }

    /** Lets time pass: whatever becomes due is decided and sent at its own time. */
    public void advance(Duration duration) {
        advanceTo(time.instant().plus(duration));
    }

    /** Lets time pass; calendar spans in the shop's zone. */
    public void advance(Span span) {
        if (span instanceof Span.Exact exact) {
            advance(exact.duration());
        } else {
            Span.Calendar calendar = (Span.Calendar) span;
            advanceTo(time.instant().atZone(zone).plus(calendar.period()).toInstant());
        }
    }

    /** Lets time pass until a local time such as {@code 2026-07-01T10:00}. */
    public void advanceTo(String localTime) {
        advanceTo(instant(localTime));
    }

    /** Lets time pass until {@code until}. */
    public void advanceTo(Instant until) {
        time.moveTo(until);
        crm.advanceTo(until);
    }

    /**
     * As {@link #advanceTo(String)}, to be read as a diary: {@code shop.on("2026-07-01")} goes on to the end of that day, with a time
     * ({@code 2026-07-01T10:00}) to that time, included.
     */
    public void on(String dayOrTime) {
        advanceTo(dayOrTime.indexOf('T') < 0 ? dayOrTime + "T23:59:59.999" : dayOrTime);
    }

    /** Moves the clock and decides nothing yet, as when the host's scheduler is late. What is due is decided at the next call. */
    public void stallUntil(String localTime) {
        time.moveTo(instant(localTime));
    }

    /** Says that two are one person, as staff or an identity policy would. */
    public RegroupReport merge(Someone one, Someone other) {
        return crm.merge(one.origin(), other.origin(), "harness", "the same person");
    }

    /** Says that two are not one person. */
    public RegroupReport unmerge(Someone one, Someone other) {
        return crm.unmerge(one.origin(), other.origin(), "harness", "not the same person");
    }

    // ------------------------------------------------------------------ what it is made of

    /** The CRM that runs, for whatever else a test asks. */
    public Crm crm() {
        return crm;
    }

    public RecordingChannel channel(String name) {
        RecordingChannel channel = channels.get(name);
        if (channel == null) {
            throw new IllegalArgumentException("there is no channel \"" + name + "\", only " + channels.keySet());
        }
        return channel;
    }

    public Instant now() {
        return time.instant();
    }

    /** The instant of a local time of the shop. */
    public Instant instant(String localTime) {
        return LocalDateTime.parse(localTime).atZone(zone).toInstant();
    }

    String local(Instant instant) {
        return instant.atZone(zone).toLocalDateTime().toString();
    }

    EventId nextEventId() {
        return EventId.of(nextEvent++);
    }

    List<Handled> handled() {
        return handled;
    }

    Collection<RecordingChannel> channels() {
        return channels.values();
    }

    /** What was decided so far, to be kept as a fixture and held against later code and definitions. */
    public DecisionLog log() {
        return DecisionLog.of(crm);
    }

    /**
     * That these scenarios, and this code, decide as a recorded log says they once did. Fails with the first decision that comes out
     * otherwise: where, what was recorded with its reasons, what is decided today with its reasons.
     */
    public void assertDecidesAs(DecisionLog recorded) {
        List<Alteration> alterations = crm.alterations(recorded.decisions());
        if (!alterations.isEmpty()) {
            throw new AssertionError("of " + recorded.decisions().size() + " recorded decisions, those about "
                    + alterations.size() + (alterations.size() == 1 ? " customer" : " customers")
                    + " are altered. The first:\n" + alterations.get(0).toText());
        }
    }

    /** Scenarios in which a step of that name sends or asks. */
    List<String> scenariosWith(String step) {
        List<String> with = new ArrayList<>();
        Set<String> steps = new TreeSet<>();
        for (Scenario scenario : scenarios) {
            Set<String> own = new TreeSet<>();
            names(scenario.steps(), own);
            if (own.contains(step)) {
                with.add(scenario.name());
            }
            steps.addAll(own);
        }
        if (with.isEmpty()) {
            throw new IllegalArgumentException("no step is called \"" + step + "\", only " + steps);
        }
        return with;
    }

    private static void names(Collection<Step> steps, Set<String> found) {
        for (Step step : steps) {
            if (!step.name().isEmpty()) {
                found.add(step.name());
            }
            names(step.inside(), found);
        }
    }

    /** That deciding the whole story again gives the same, which is a law; worth a line at the end of every test. */
    public void assertVerified() {
        assertThat(crm.verify().differences()).isEmpty();
    }

    /** When a message left; null if it is not known. */
    @Nullable
    Instant sentAt(Channel.Message message) {
        return crm.command(message.key()).map(row -> row.dispatchedAt()).orElse(null);
    }

    @Override
    public void close() {
        crm.close();
    }
}
