package io.enishi.core.internal.runtime;

import io.enishi.core.process.Clearance;
import io.enishi.core.process.Clearance.Refusal;
import io.enishi.core.process.CommandKey;
import io.enishi.core.process.Effect;
import io.enishi.core.spi.ContactPolicy;
import io.enishi.core.spi.Recommender;
import io.enishi.core.spi.SendClaim;
import io.enishi.core.spi.StoredCustomer.SeenIdentifier;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Whether a send may leave now, and by which offer: address and consent, contact policy, shared limits, pauses. */
final class Clearing {

    /** The channel of a send that a person carries out. */
    private static final String TASK = "task";

    private final Environment environment;
    private final ContactPolicy policy;
    private final Recommender recommender;
    private final Draws draws;
    private final Switches switches;

    Clearing(Environment environment, ContactPolicy policy, Recommender recommender, Draws draws, Switches switches) {
        this.environment = environment;
        this.policy = policy;
        this.recommender = recommender;
        this.draws = draws;
        this.switches = switches;
    }

    /** @param task what a person does in place of the send; null when it leaves as a message */
    record Candidate(
            Clearance clearance, @Nullable SeenIdentifier address, long ledgerVersion, Effect.@Nullable Task task) {
        Candidate(Clearance clearance, @Nullable SeenIdentifier address, long ledgerVersion) {
            this(clearance, address, ledgerVersion, null);
        }
    }

    /** The first offer that consent, contact policy and quotas let through; otherwise held, else capped, else refused. */
    Candidate clear(Hot hot, Effect.Send send, CommandKey key, Instant now) {
        List<Refusal> refusals = new ArrayList<>();
        Instant heldUntil = null;
        Instant cappedUntil = null;
        Optional<Effect.Task> instead = null;
        View view = new View(environment, hot, now.toEpochMilli(), List.of());
        for (Effect.Offer offer : send.offers()) {
            String paused = switches.pausedChannel(offer.channel());
            if (paused != null) {
                refusals.add(new Refusal(offer.channel(), "paused", paused));
                heldUntil = earliest(heldUntil, now.plus(Switches.RECHECK));
                continue;
            }
            Environment.Contact contact =
                    environment.contact(hot, offer.channel(), send.purpose(), send.messageClass(), now.toEpochMilli());
            if (contact.address() == null) {
                refusals.addAll(((Clearance.Refused) contact.clearance()).reasons());
                continue;
            }
            if (instead == null) {
                instead = policy.handOver(new SendClaim(key, send, view, recommender));
            }
            if (instead.isPresent()) {
                refusals.add(new Refusal(offer.channel(), "human-only", "a person does it"));
                return new Candidate(new Clearance.Cleared(TASK, "", refusals), null, 0, instead.get());
            }
            Clearance allowed = policy.check(send, offer, view);
            if (allowed instanceof Clearance.Held held) {
                refusals.addAll(held.reasons());
                heldUntil = earliest(heldUntil, held.until());
            } else if (allowed instanceof Clearance.Capped capped) {
                refusals.addAll(capped.reasons());
                cappedUntil = earliest(cappedUntil, capped.until());
            } else if (allowed instanceof Clearance.Refused refused) {
                refusals.addAll(refused.reasons());
            } else {
                Draws.Full full = draws.reserve(send, offer, key, now);
                if (full == null) {
                    return new Candidate(
                            new Clearance.Cleared(offer.channel(), offer.content(), refusals),
                            contact.address(),
                            contact.ledgerVersion());
                }
                refusals.add(new Refusal(offer.channel(), "quota", "the limit \"" + full.quota() + "\" is used up"));
                if (full.until().isBefore(Instant.MAX)) {
                    heldUntil = earliest(heldUntil, full.until());
                }
            }
        }
        if (heldUntil != null) {
            return new Candidate(new Clearance.Held(heldUntil, refusals), null, 0);
        }
        if (cappedUntil != null) {
            return new Candidate(new Clearance.Capped(cappedUntil, refusals), null, 0);
        }
        return new Candidate(new Clearance.Refused(refusals), null, 0);
    }

    private static Instant earliest(@Nullable Instant known, Instant other) {
        return known == null || other.isBefore(known) ? other : known;
    }
}
