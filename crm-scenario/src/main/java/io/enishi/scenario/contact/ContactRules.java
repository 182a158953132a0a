package io.enishi.scenario.contact;

import io.enishi.core.consent.MessageClass;
import io.enishi.core.explain.Explanation;
import io.enishi.core.internal.doc.Document;
import io.enishi.core.process.Clearance;
import io.enishi.core.process.Clearance.Refusal;
import io.enishi.core.process.CustomerView;
import io.enishi.core.process.Dispatched;
import io.enishi.core.process.Effect;
import io.enishi.core.spi.ContactPolicy;
import io.enishi.core.spi.SendClaim;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How much advertising a person may get and when, over all scenarios. Transactional messages are exempt.
 *
 * <pre>{@code
 * ContactRules.none()
 *         .with(Cap.atMost(3, Span.days(7)))
 *         .with(Cap.atMost(1, Cap.Unit.DAY, ZoneId.of("Asia/Tokyo")).on("line"))
 *         .with(QuietHours.from(LocalTime.of(21, 0), Duration.ofHours(11)))
 * }</pre>
 *
 * <p>Quiet hours are looked at first: a message that waits for the morning is held against the caps of the morning.
 *
 * @param caps all of them hold
 * @param quietHours all of them hold
 * @param humanOnly to whom staff write in place of the engine; null for nobody
 */
public record ContactRules(
        List<Cap> caps,
        List<QuietHours> quietHours,
        @Nullable HumanOnly humanOnly) implements ContactPolicy {

    public ContactRules {
        caps = List.copyOf(caps);
        quietHours = List.copyOf(quietHours);
    }

    public static ContactRules none() {
        return new ContactRules(List.of(), List.of(), null);
    }

    public ContactRules with(Cap cap) {
        List<Cap> more = new ArrayList<>(caps);
        more.add(cap);
        return new ContactRules(more, quietHours, humanOnly);
    }

    public ContactRules with(QuietHours quiet) {
        List<QuietHours> more = new ArrayList<>(quietHours);
        more.add(quiet);
        return new ContactRules(caps, more, humanOnly);
    }

    /** The same, with advertising to some people left to staff. */
    public ContactRules with(HumanOnly changed) {
        return new ContactRules(caps, quietHours, changed);
    }

    @Override
    public Optional<Effect.Task> handOver(SendClaim claim) {
        HumanOnly rule = humanOnly;
        return rule == null ? Optional.empty() : rule.handOver(claim);
    }

    /**
     * Reads YAML or JSON, whichever it is.
     *
     * @throws io.enishi.core.value.DefinitionException with everything that is wrong with it
     */
    public static ContactRules parse(String text) {
        return ContactForm.read(Document.parse(text));
    }

    /** YAML that {@link #parse} reads to equal rules. */
    public String toYaml() {
        return ContactForm.write(this).toYaml();
    }

    /** JSON that {@link #parse} reads to equal rules. */
    public String toJson() {
        return ContactForm.write(this).toJson();
    }

    @Override
    public Clearance check(Effect.Send send, Effect.Offer offer, CustomerView view) {
        if (send.messageClass() == MessageClass.TRANSACTIONAL) {
            return new Clearance.Cleared(offer.channel(), offer.content(), List.of());
        }
        return check(offer.channel(), offer.content(), view);
    }

    private Clearance check(String channel, String content, CustomerView view) {
        Instant now = view.now();
        ZoneId zone = view.zone();
        Instant quietUntil = null;
        List<Refusal> quiet = new ArrayList<>(1);
        for (QuietHours hours : quietHours) {
            Instant until = hours.isAbout(channel) ? hours.quietUntil(now, zone) : null;
            if (until != null) {
                Refusal reason = new Refusal(channel, "quiet-hours", hours.toString());
                if (hours.then() == QuietHours.Then.DROP) {
                    return new Clearance.Refused(List.of(reason));
                }
                quietUntil = later(quietUntil, until);
                quiet.add(reason);
            }
        }
        if (quietUntil != null) {
            return new Clearance.Held(quietUntil, quiet);
        }
        Instant cappedUntil = null;
        List<Refusal> reached = new ArrayList<>(1);
        if (!caps.isEmpty()) {
            List<Dispatched> left = view.dispatched();
            for (Cap cap : caps) {
                Instant from = cap.isAbout(channel) ? cap.allowedFrom(left, now, zone) : null;
                if (from != null) {
                    cappedUntil = later(cappedUntil, from);
                    reached.add(new Refusal(channel, "cap", cap.toString()));
                }
            }
        }
        if (cappedUntil != null) {
            return new Clearance.Capped(cappedUntil, reached);
        }
        return new Clearance.Cleared(channel, content, List.of());
    }

    private static Instant later(@Nullable Instant a, Instant b) {
        return a == null || b.isAfter(a) ? b : a;
    }

    /** Each rule about advertising on {@code channel} with what it says now; holds when a message may leave. */
    public Explanation explain(String channel, CustomerView view) {
        Instant now = view.now();
        ZoneId zone = view.zone();
        List<Explanation> parts = new ArrayList<>();
        for (QuietHours hours : quietHours) {
            if (hours.isAbout(channel)) {
                Instant until = hours.quietUntil(now, zone);
                parts.add(new Explanation(
                        "outside " + hours,
                        until == null,
                        until == null ? "" : "quiet until " + until,
                        until == null ? Long.MAX_VALUE : until.toEpochMilli(),
                        List.of()));
            }
        }
        List<Dispatched> left = view.dispatched();
        for (Cap cap : caps) {
            if (cap.isAbout(channel)) {
                Instant from = cap.allowedFrom(left, now, zone);
                parts.add(new Explanation(
                        cap.toString(),
                        from == null,
                        cap.counted(left, now, zone) + " so far" + (from == null ? "" : ", allowed from " + from),
                        from == null ? Long.MAX_VALUE : from.toEpochMilli(),
                        List.of()));
            }
        }
        Clearance answer = check(channel, "content", view);
        return new Explanation(
                "contact rules allow " + channel, answer instanceof Clearance.Cleared, "", Long.MAX_VALUE, parts);
    }
}
