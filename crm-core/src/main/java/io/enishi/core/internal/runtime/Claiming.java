package io.enishi.core.internal.runtime;

import io.enishi.core.process.Clearance;
import io.enishi.core.process.Clearance.Refusal;
import io.enishi.core.process.Command;
import io.enishi.core.process.CommandKey;
import io.enishi.core.process.Decision;
import io.enishi.core.process.Effect;
import io.enishi.core.process.Outcome;
import io.enishi.core.spi.Channel;
import io.enishi.core.spi.Channel.IssuedCoupon;
import io.enishi.core.spi.ContentRenderer;
import io.enishi.core.spi.CustomerStore.LedgerCheck;
import io.enishi.core.spi.Recommender;
import io.enishi.core.spi.SendClaim;
import io.enishi.core.spi.StoredCommand;
import io.enishi.core.spi.StoredCommand.Status;
import io.enishi.core.spi.StoredCustomer.SeenIdentifier;
import io.enishi.core.value.MatchKey;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The claim of a command, under the customer's lock: consent read and its ledger version checked by the commit, the run asked again
 * ({@code Dispatching}), quotas reserved, content rendered and frozen, the lease taken.
 */
final class Claiming {

    /** How long a worker may take to call the host and settle. */
    static final Duration LEASE = Duration.ofMinutes(2);
    /** After this many calls a command is left to a person. */
    static final int MAX_ATTEMPTS = 8;

    private static final Logger LOG = LoggerFactory.getLogger(Claiming.class);

    private final Engine engine;
    private final Clearing clearing;
    private final Draws draws;
    private final ContentRenderer renderer;
    private final Recommender recommender;
    private final CouponCodes coupons;
    private final Switches switches;

    Claiming(
            Engine engine,
            Clearing clearing,
            Draws draws,
            ContentRenderer renderer,
            Recommender recommender,
            CouponCodes coupons,
            Switches switches) {
        this.engine = engine;
        this.clearing = clearing;
        this.draws = draws;
        this.renderer = renderer;
        this.recommender = recommender;
        this.coupons = coupons;
        this.switches = switches;
    }

    /** What a claim leads to. */
    sealed interface Claim {
        /** Call the host with this row. */
        record Call(StoredCommand row) implements Claim {}

        /** Another send of the same customer goes first. */
        record After(CommandKey first) implements Claim {}

        /** Nothing to call: held, dropped, revoked, gone, or somebody else has it. */
        record None() implements Claim {}
    }

    /** @param drawn set when quotas were reserved for a call */
    Claim claim(Hot hot, Draft draft, CommandKey key, Instant clock, Set<CommandKey> passed, boolean[] drawn) {
        engine.due.bringTo(hot, clock.toEpochMilli(), false, draft);
        StoredCommand row = hot.openCommands.get(key);
        // The store had it open a moment ago: either it was settled since, or this memory is behind another JVM's.
        draft.force |= row == null && hot.version > 0;
        if (row == null || !row.isOpen() || Precedence.isLeased(row, clock) || Precedence.waitsForEarlier(hot, row)) {
            return new Claim.None();
        }
        Instant now = Instant.ofEpochMilli(Math.max(clock.toEpochMilli(), hot.lastDecided));
        Command command = row.command();
        String paused = switches.pausedBy(hot, key.journey());
        if (row.status() == Status.DISPATCHED) {
            String stopped = paused == null ? switches.pausedChannel(row.channel()) : paused;
            if (stopped != null) {
                draft.keep(open(hot, row.resting(now.plus(Switches.RECHECK))));
                return new Claim.None();
            }
            return again(hot, draft, row, now);
        }
        if (command.notBefore().isAfter(now)) {
            return new Claim.None();
        }
        if (paused != null) {
            hold(hot, draft, row, now.plus(Switches.RECHECK), "paused", paused);
            return new Claim.None();
        }
        Instance run = hot.instances.get(Precedence.runOf(key));
        if (run != null && run.isRunning() && run.journey == null) {
            hold(hot, draft, row, now.plus(Standstill.RECHECK), "standstill", "its definition is not wired");
            return new Claim.None();
        }
        if (run == null || !run.isRunning()) {
            close(hot, draft, row.closed(Status.REVOKED, "its run has ended"));
            return new Claim.None();
        }
        CommandKey first = Precedence.moreImportant(hot, row, run, now, passed);
        if (first != null) {
            return new Claim.After(first);
        }
        if (command.notAfter() != null && now.isAfter(command.notAfter())) {
            expire(hot, draft, row, run, now);
            return new Claim.None();
        }
        Clearing.Candidate candidate = command.effect() instanceof Effect.Send send
                ? clearing.clear(hot, send, key, now)
                : new Clearing.Candidate(new Clearance.Cleared("", "", List.of()), null, 0);
        drawn[0] |= candidate.address() != null;
        engine.decider.claimed(hot, run, command, candidate.clearance(), now.toEpochMilli(), draft);
        Decision.Dispatch verdict = draft.dispatch;
        draft.dispatch = null;
        if (verdict instanceof Decision.Dispatch.Go && candidate.clearance() instanceof Clearance.Cleared cleared) {
            return go(hot, draft, row, run, candidate, cleared, now);
        }
        stay(hot, draft, row, candidate.clearance(), verdict, now);
        return new Claim.None();
    }

    private void expire(Hot hot, Draft draft, StoredCommand row, Instance run, Instant now) {
        Clearance expired = new Clearance.Refused(List.of(new Refusal("", "expired", "its time is over")));
        engine.decider.claimed(hot, run, row.command(), expired, now.toEpochMilli(), draft);
        engine.due.followUp(hot, false, now.toEpochMilli(), draft);
        close(hot, draft, row.closed(Status.DROPPED, "expired"));
        count(expired);
    }

    /** The run says that the command does not leave now, or never. */
    private void stay(
            Hot hot,
            Draft draft,
            StoredCommand row,
            Clearance clearance,
            Decision.@Nullable Dispatch verdict,
            Instant now) {
        CommandKey key = row.key();
        draws.release(key);
        engine.due.followUp(hot, false, now.toEpochMilli(), draft);
        if (verdict instanceof Decision.Dispatch.Hold held) {
            if (hot.openCommands.containsKey(key)) {
                hold(hot, draft, row, later(held.until(), now), reasonCode(clearance, "held"), held.reason());
            }
            return;
        }
        if (verdict instanceof Decision.Dispatch.Go) {
            throw new IllegalStateException(
                    "journey " + key.journey() + " wants to send without clearance; it must hold or drop");
        }
        String reason = verdict instanceof Decision.Dispatch.Drop drop ? drop.code() : "ended";
        if (hot.openCommands.containsKey(key)) {
            close(hot, draft, row.closed(Status.DROPPED, reason));
        }
        if (clearance instanceof Clearance.Cleared) {
            engine.meters.count("sends.dropped", reason, 1);
        } else {
            count(clearance);
        }
    }

    private Claim go(
            Hot hot,
            Draft draft,
            StoredCommand row,
            Instance run,
            Clearing.Candidate candidate,
            Clearance.Cleared cleared,
            Instant now) {
        Channel.Message message = null;
        if (candidate.task() != null) {
            row = row.handedOver(candidate.task());
        } else if (row.command().effect() instanceof Effect.Send send) {
            SeenIdentifier address = Objects.requireNonNull(candidate.address());
            IssuedCoupon coupon = issue(send, row.key(), hot, now);
            View view = new View(engine.environment, hot, now.toEpochMilli(), List.of()).as(run.journey);
            Map<String, String> parts = render(new SendClaim(row.key(), send, view, recommender), cleared, coupon);
            message = new Channel.Message(
                    row.key(),
                    address.identifier(),
                    row.key().origin(),
                    cleared.content(),
                    parts,
                    headers(send),
                    coupon);
            if (coupon != null) {
                engine.decider.couponIssued(hot, coupon, row.key(), now.toEpochMilli(), draft);
            }
            MatchKey key = address.key();
            if (key != null) {
                draft.ledgerCheck = new LedgerCheck(key, candidate.ledgerVersion());
            }
        }
        String channel = candidate.task() == null ? cleared.channel() : "";
        StoredCommand dispatched = row.dispatched(message, channel, now, now.plus(LEASE));
        hot.openCommands.put(row.key(), dispatched);
        draft.keep(dispatched);
        engine.due.followUp(hot, false, now.toEpochMilli(), draft);
        engine.meters.count(
                "sends.dispatched",
                cleared.channel().isEmpty() ? row.command().effect().kind() : cleared.channel(),
                1);
        return new Claim.Call(dispatched);
    }

    private Map<String, String> render(SendClaim claim, Clearance.Cleared cleared, @Nullable IssuedCoupon coupon) {
        try {
            return renderer.render(claim, new Effect.Offer(cleared.channel(), cleared.content()), coupon);
        } catch (RuntimeException cannotRender) {
            String why = cannotRender instanceof ContentRenderer.CannotRender told
                    ? told.reason()
                    : cannotRender.getClass().getSimpleName();
            LOG.warn("content {} cannot be rendered: {}", cleared.content(), why);
            throw new PoisonContent(cleared.content(), why, cannotRender);
        }
    }

    /** The tags, and what the channel has to know by law. */
    private static Map<String, String> headers(Effect.Send send) {
        Map<String, String> headers = new TreeMap<>(send.tags());
        headers.put(Channel.Message.MESSAGE_CLASS, send.messageClass().name().toLowerCase(Locale.ROOT));
        return headers;
    }

    /** A command that was dispatched before: its worker died, or the host asked us to come back. */
    private Claim again(Hot hot, Draft draft, StoredCommand row, Instant now) {
        boolean promised = row.outcome() instanceof Outcome.RetryAfter;
        Channel channel = engine.environment.channels.get(row.channel());
        boolean safe = promised
                || (channel != null
                        && channel.capabilities().deduplicates()
                        && row.dispatchedAt() != null
                        && !now.isAfter(
                                row.dispatchedAt().plus(channel.capabilities().keyLifetime())))
                || (channel == null && !(row.command().effect() instanceof Effect.Send));
        if (!safe || row.attempts() >= MAX_ATTEMPTS) {
            String why = safe ? "given up after " + row.attempts() + " attempts" : "it is unknown whether it was sent";
            giveUp(hot, draft, row.closed(Status.DEAD, why), why, now);
            engine.meters.count("commands.dead", row.key().journey(), 1);
            return new Claim.None();
        }
        Instant end = row.command().notAfter();
        if (promised && end != null && now.isAfter(end)) {
            giveUp(hot, draft, row.closed(Status.DROPPED, "expired"), "expired", now);
            return new Claim.None();
        }
        if (row.command().effect() instanceof Effect.Send send && row.message() != null) {
            // The message is frozen for one address: what counts is what was stated about that one.
            Environment.Contact contact = engine.environment.contact(
                    hot, row.channel(), row.message().to(), send.purpose(), send.messageClass(), now.toEpochMilli());
            if (contact.address() == null) {
                String code = reasonCode(contact.clearance(), "refused");
                giveUp(hot, draft, row.closed(Status.DROPPED, code), code, now);
                count(contact.clearance());
                return new Claim.None();
            }
            MatchKey key = contact.address().key();
            if (key != null) {
                draft.ledgerCheck = new LedgerCheck(key, contact.ledgerVersion());
            }
        }
        StoredCommand leased = row.leased(now.plus(LEASE));
        hot.openCommands.put(row.key(), leased);
        draft.keep(leased);
        return new Claim.Call(leased);
    }

    /** Closes a command that was dispatched before and will not be called again; its run is told, and what it drew is given back unless it may have left. */
    private void giveUp(Hot hot, Draft draft, StoredCommand closed, String reason, Instant now) {
        close(hot, draft, closed);
        boolean mayHaveLeft = closed.callsMayHaveLeft();
        if (mayHaveLeft) {
            draws.confirm(closed.key());
        } else {
            draws.release(closed.key());
        }
        Instance run = hot.instances.get(Precedence.runOf(closed.key()));
        engine.decider.settled(
                hot, run, closed.command(), new Outcome.Rejected(reason), mayHaveLeft, now.toEpochMilli(), draft);
        engine.due.followUp(hot, false, now.toEpochMilli(), draft);
    }

    private @Nullable IssuedCoupon issue(Effect.Send send, CommandKey key, Hot hot, Instant now) {
        Effect.Coupon coupon = send.coupon();
        if (coupon == null) {
            return null;
        }
        Instant expiresAt = coupon.validFor().after(now, hot.zone());
        return new IssuedCoupon(coupons.codeFor(key), coupon.campaign(), coupon.terms(), expiresAt);
    }

    private static void hold(Hot hot, Draft draft, StoredCommand row, Instant until, String code, String why) {
        StoredCommand held = row.held(until);
        hot.openCommands.put(row.key(), held);
        draft.keep(held);
        if (LOG.isDebugEnabled()) {
            LOG.debug("held {} of {}: {} ({})", row.key().visit(), row.key().journey(), code, why);
        }
    }

    static void close(Hot hot, Draft draft, StoredCommand row) {
        hot.openCommands.remove(row.key());
        draft.keep(row);
    }

    private static StoredCommand open(Hot hot, StoredCommand row) {
        hot.openCommands.put(row.key(), row);
        return row;
    }

    private static Instant later(Instant until, Instant now) {
        return until.isAfter(now) ? until : now.plusMillis(1); // a hold that ends now would be asked in a circle
    }

    private void count(Clearance clearance) {
        if (clearance instanceof Clearance.Refused refused) {
            refused.reasons().forEach(reason -> engine.meters.count("sends.refused", reason.code(), 1));
        } else if (clearance instanceof Clearance.Capped capped) {
            capped.reasons().forEach(reason -> engine.meters.count("sends.refused", reason.code(), 1));
        }
    }

    private static String reasonCode(Clearance clearance, String otherwise) {
        if (clearance instanceof Clearance.Refused refused && !refused.reasons().isEmpty()) {
            return refused.reasons().get(0).code();
        }
        if (clearance instanceof Clearance.Capped capped && !capped.reasons().isEmpty()) {
            return capped.reasons().get(0).code();
        }
        return otherwise;
    }

    /** Thrown inside a claim to undo it; its message is kept with the dead letter. */
    static final class PoisonContent extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final String told;

        PoisonContent(String content, String why, RuntimeException cause) {
            super(cause);
            this.told = "content " + content + " cannot be rendered: " + why;
        }

        @Override
        public String getMessage() {
            return told;
        }
    }

    /** Makes a coupon code from a command's key. */
    @FunctionalInterface
    interface CouponCodes {
        String codeFor(CommandKey key);
    }
}
