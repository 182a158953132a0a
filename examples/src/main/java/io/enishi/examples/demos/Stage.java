package io.enishi.examples.demos;

import io.enishi.core.AcceptOutcome;
import io.enishi.core.Crm;
import io.enishi.core.CrmBuilder;
import io.enishi.core.consent.ConsentStatement;
import io.enishi.core.customer.CustomerCard;
import io.enishi.core.event.CustomerEvent;
import io.enishi.core.event.EventBody;
import io.enishi.core.event.Order;
import io.enishi.core.event.OrderLine;
import io.enishi.core.explain.Explanation;
import io.enishi.core.process.CommandKey;
import io.enishi.core.process.Dispatched;
import io.enishi.core.process.Effect;
import io.enishi.core.process.Outcome;
import io.enishi.core.spi.Channel;
import io.enishi.core.spi.JapaneseAddressNormaliser;
import io.enishi.core.value.CustomerId;
import io.enishi.core.value.EventId;
import io.enishi.core.value.Identifier;
import io.enishi.core.value.Money;
import io.enishi.core.value.Scheme;
import io.enishi.examples.replay.Rules;
import io.enishi.examples.replay.TextFile;
import io.enishi.scenario.ExplanationText;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A small shop in memory and in virtual time. It prints what leaves, with the time at which it left. Everybody on it is a member of
 * the newsletter on mail, LINE and postal mail.
 */
final class Stage implements AutoCloseable {

    private static final ZoneId TOKYO = ZoneId.of("Asia/Tokyo");
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm");

    /** Somebody in the story. */
    record Actor(String name, List<Identifier> identifiers) {}

    /** A line that waits to be printed in order of time. */
    private record Line(Instant at, String text) {}

    private final PrintStream out;
    private final Clock clock;
    private final Crm crm;
    private final Map<String, Actor> actors = new LinkedHashMap<>();
    private final Set<CommandKey> told = new HashSet<>();
    private final List<Line> waiting = new ArrayList<>();
    private final Map<String, Order> orders = new LinkedHashMap<>();
    private long nextEvent = 1;

    /** The time of the story, moved by hand. */
    private static final class Clock implements InstantSource {
        private Instant now;

        private Clock(Instant start) {
            this.now = start;
        }

        @Override
        public Instant instant() {
            return now;
        }
    }

    /** Takes every message and sends nothing. */
    private record Silent(String name, Capabilities capabilities) implements Channel {
        @Override
        public Outcome send(Message message) {
            return new Outcome.Accepted("");
        }
    }

    /**
     * @param folder holds the rules: every .yaml in it is a score model, segments or a scenario
     * @param start local time in Tokyo
     * @param more what else the story needs wired
     */
    Stage(Path folder, PrintStream out, String start, Consumer<CrmBuilder> more) throws IOException {
        this.out = out;
        this.clock = new Clock(instant(start));
        CrmBuilder builder = Crm.builder("demo").clock(clock).zone(TOKYO);
        List<Channel> channels =
                List.of(channel("mail", "email", true), channel("line", "line", false), channel("dm", "member", false));
        channels.forEach(builder::channel);
        builder.handler(Effect.Task.class, (key, task, customer, at) -> {
            waiting.add(new Line(at, "task for " + task.queue() + ", about " + nameOf(customer) + ": " + task.title()));
            return new Outcome.Accepted("");
        });
        wire(folder, builder, channels);
        more.accept(builder);
        this.crm = builder.build();
    }

    private static Channel channel(String name, String family, boolean opens) {
        return new Silent(name, new Channel.Capabilities(Set.of(family), opens, true, Duration.ofDays(30), true));
    }

    private static void wire(Path folder, CrmBuilder crm, List<Channel> channels) throws IOException {
        List<TextFile> files = new ArrayList<>();
        try (Stream<Path> all = Files.list(folder)) {
            for (Path file : all.filter(each -> each.toString().endsWith(".yaml"))
                    .sorted()
                    .toList()) {
                files.add(TextFile.read(file.toString()));
            }
        }
        Rules rules = Rules.read(files);
        rules.wireAround(crm);
        rules.compile(channels).forEach(crm::journey);
    }

    Crm crm() {
        return crm;
    }

    // ------------------------------------------------------------------ people

    /** Somebody with a member account, a mailbox and LINE. */
    Actor member(String name) {
        return actor(
                name,
                Identifier.member("m-" + name),
                Identifier.verified(Scheme.EMAIL, name + "@mail.jp"),
                Identifier.of(Scheme.line("demo"), "U" + name));
    }

    /** Somebody who is known by these identifiers only. */
    Actor actor(String name, Identifier... identifiers) {
        Actor actor = new Actor(name, List.of(identifiers));
        actors.put(name, actor);
        for (Identifier identifier : identifiers) {
            String channel = switch (identifier.scheme().family()) {
                case "email" -> "mail";
                case "line" -> "line";
                case "member" -> "dm";
                default -> "";
            };
            if (!channel.isEmpty()) {
                new JapaneseAddressNormaliser()
                        .matchKey(identifier)
                        .ifPresent(address -> crm.consent(ConsentStatement.granted(
                                address, "newsletter", channel, clock.instant(), "web-form", "v1")));
            }
        }
        return actor;
    }

    String nameOf(CustomerId customer) {
        for (Actor actor : actors.values()) {
            if (crm.find(actor.identifiers().get(0)).filter(customer::equals).isPresent()) {
                return actor.name();
            }
        }
        return customer.toString();
    }

    CustomerCard card(Actor actor) {
        return crm.find(actor.identifiers().get(0)).flatMap(crm::customer).orElseThrow();
    }

    // ------------------------------------------------------------------ what happens

    /** Time passes up to a local time in Tokyo; what left meanwhile is printed. */
    void on(String time) {
        Instant until = instant(time);
        clock.now = until;
        crm.advanceTo(until);
        tell();
    }

    /** Something happens now. */
    void happens(Actor actor, String words, EventBody body) {
        happens(actor.identifiers(), actor.name() + " " + words, body);
    }

    void happens(List<Identifier> identifiers, String words, EventBody body) {
        print(clock.instant(), words);
        AcceptOutcome outcome =
                crm.accept(CustomerEvent.of("demo", EventId.of(nextEvent++), identifiers, clock.instant(), body));
        if (outcome instanceof AcceptOutcome.Refused refused) {
            throw new IllegalStateException("refused: " + refused.reasons());
        }
        crm.advanceTo(clock.instant());
        tell();
    }

    void orders(Actor actor, String order, String site, String product, String category, long yen) {
        Order placed = Order.of(order, site, List.of(OrderLine.of(product, category, 1, Money.yen(yen))));
        orders.put(order, placed);
        happens(actor, "orders " + product + " for " + yen + " yen (" + site + ")", new EventBody.OrderPlaced(placed));
    }

    void isShipped(Actor actor, String order) {
        Order placed = orders.get(order);
        happens(
                actor,
                "is told that the parcel left",
                new EventBody.OrderShipped(order, placed == null ? List.of() : placed.lines()));
    }

    void isDelivered(Actor actor, String order) {
        Order placed = orders.get(order);
        happens(
                actor,
                "has the parcel",
                new EventBody.OrderDelivered(order, placed == null ? List.of() : placed.lines()));
    }

    /** Reacts to the latest message. */
    void reacts(Actor actor, EventBody.MessageStep step, String words) {
        List<Dispatched> got = card(actor).dispatched();
        Dispatched latest = got.get(got.size() - 1);
        happens(
                actor,
                words,
                new EventBody.MessageEvent(
                        step,
                        latest.key().toString(),
                        latest.channel(),
                        latest.key().journey(),
                        latest.content(),
                        ""));
    }

    // ------------------------------------------------------------------ what is printed

    void says(String text) {
        out.println(text);
    }

    /** Reasons, on the clock of the story; nothing where there are none. */
    void explains(@Nullable Explanation reasons) {
        if (reasons != null) {
            for (Explanation part : reasons.parts()) {
                out.print(ExplanationText.of(part, Locale.ENGLISH, TOKYO).indent(5));
            }
        }
    }

    private void tell() {
        List<Actor> latestFirst = new ArrayList<>(actors.values());
        Collections.reverse(latestFirst); // of two accounts of one person, the later one names them
        for (Actor actor : latestFirst) {
            CustomerId id = crm.find(actor.identifiers().get(0)).orElse(null);
            CustomerCard card = id == null ? null : crm.customer(id).orElse(null);
            if (card == null) {
                continue;
            }
            for (Dispatched message : card.dispatched()) {
                if (told.add(message.key())) {
                    waiting.add(new Line(
                            message.at(), "> " + message.channel() + " to " + actor.name() + ": " + message.content()));
                }
            }
        }
        waiting.sort(Comparator.comparing(Line::at));
        waiting.forEach(line -> print(line.at(), line.text()));
        waiting.clear();
    }

    private void print(Instant at, String text) {
        out.println(TIME.format(at.atZone(TOKYO)) + "  " + text);
    }

    static Instant instant(String time) {
        return LocalDateTime.parse(time.replace(' ', 'T')).atZone(TOKYO).toInstant();
    }

    @Override
    public void close() {
        crm.close();
    }

    /** Nothing more to wire. */
    static void nothing(@Nullable CrmBuilder crm) {}
}
