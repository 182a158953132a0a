package io.enishi.examples.replay;

import io.enishi.core.Crm;
import io.enishi.core.customer.CustomerCard;
import io.enishi.core.customer.DecisionRecord;
import io.enishi.core.customer.DecisionRecord.About;
import io.enishi.core.event.CustomerEvent;
import io.enishi.core.event.EventType;
import io.enishi.core.spi.IdentityResolver.Link;
import io.enishi.core.spi.IdentityResolver.Review;
import io.enishi.core.value.CustomerId;
import io.enishi.core.value.Identifier;
import io.enishi.core.value.Names;
import io.enishi.core.value.Scheme;
import io.enishi.scenario.Scenario;
import io.enishi.scoring.ScoreModel;
import java.io.PrintStream;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Tells one person's story: who they are and why, every event and every decision with its reason. Shows personal data. */
final class CustomerStory {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT);

    private static final Pattern INSTANT = Pattern.compile("\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}(:\\d{2}(\\.\\d+)?)?Z");

    private final Replay replay;
    private final Crm crm;
    private final ZoneId zone;
    private final PrintStream out;

    CustomerStory(Replay replay, PrintStream out) {
        this.replay = replay;
        this.crm = replay.crm();
        this.zone = replay.world().zone();
        this.out = out;
    }

    /** The customer whom {@code text} names: {@code scheme:value}, or a value alone of a scheme that the log uses. */
    Optional<CustomerId> find(String text) {
        return candidates(text).stream()
                .map(crm::find)
                .flatMap(Optional::stream)
                .findFirst();
    }

    private List<Identifier> candidates(String text) {
        List<Identifier> candidates = new ArrayList<>();
        for (int colon = text.indexOf(':'); colon >= 0; colon = text.indexOf(':', colon + 1)) {
            String scheme = text.substring(0, colon);
            String value = text.substring(colon + 1);
            if (Names.isName(scheme, 64) && !value.isBlank()) {
                candidates.add(Identifier.of(Scheme.of(scheme), value));
            }
        }
        if (!text.isBlank()) {
            replay.world().events().stream()
                    .map(event -> event.identifiers().get(0).scheme())
                    .distinct()
                    .sorted()
                    .forEach(scheme -> candidates.add(Identifier.of(scheme, text)));
        }
        return candidates;
    }

    void tell(CustomerId id) {
        CustomerCard card = crm.customer(id).orElseThrow();
        List<CustomerEvent> timeline = crm.timeline(id);
        Instant end = replay.end();
        out.println();
        out.println("customer " + id);
        card.identifiers().forEach(known -> out.println("  known as " + known.scheme() + ":" + known.value()));
        card.attributes().forEach((name, value) -> out.println("  " + name + " " + value.plain()));
        out.println("  segments " + (card.segments().isEmpty() ? "none" : String.join(", ", card.segments())));
        tellIdentity(id);
        for (ScoreModel model : replay.rules().models()) {
            out.println();
            out.print(local(model.score(timeline, end).why()));
        }
        out.println();
        out.println("what happened and what was decided (" + zone + ")");
        crm.decisions(id).forEach(this::tell);
        out.println();
        out.println("why in a scenario at the end, or why not");
        for (Scenario scenario : replay.rules().scenarios()) {
            out.print(local(crm.why(id, scenario.name()).toShortText()).indent(2));
        }
    }

    private void tellIdentity(CustomerId id) {
        List<Link> links = crm.identity(id).links();
        List<Review> reviews = crm.identity(id).reviews();
        links.forEach(link -> out.println("  one person because of " + link.rule() + ": " + link.reason()));
        reviews.forEach(review -> out.println("  " + (review.refused() ? "not linked: " : "to be looked at: ")
                + review.rule() + ": " + review.reason()));
    }

    private void tell(DecisionRecord record) {
        String time = TIME.format(record.now().atZone(zone));
        out.println(time + "  " + local(headline(record.about())));
        record.toText().lines().skip(1).forEach(line -> out.println("  " + local(line)));
    }

    /** An event with what it says; everything else as the decision tells it. */
    private static String headline(About about) {
        return about instanceof About.Events happened
                ? happened.events().stream().map(CustomerStory::headline).collect(Collectors.joining("; "))
                : about.text();
    }

    /** The engine's reasons name instants; a reader compares them with the times on the left. */
    private String local(String text) {
        return INSTANT.matcher(text)
                .replaceAll(found -> TIME.format(Instant.parse(found.group()).atZone(zone)));
    }

    private static String headline(CustomerEvent event) {
        StringBuilder text = new StringBuilder(event.type())
                .append(" (")
                .append(event.source())
                .append(')');
        EventType.of(event.type())
                .ifPresent(type -> type.fields().values().forEach(field -> {
                    if (field.isPresent(event.body()) && text.length() < 160) {
                        text.append(' ').append(field.name()).append('=').append(value(field, event));
                    }
                }));
        return text.toString();
    }

    private static String value(io.enishi.core.event.EventField field, CustomerEvent event) {
        return switch (field.kind()) {
            case TEXT -> field.text(event.body());
            case TEXTS -> String.join("+", field.texts(event.body()));
            case INSTANT -> Instant.ofEpochMilli(field.number(event.body())).toString();
            case FLAG -> String.valueOf(field.number(event.body()) == 1);
            case NUMBER, MONEY -> String.valueOf(field.number(event.body()));
        };
    }
}
