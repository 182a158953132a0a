package io.enishi.core.internal.runtime;

import io.enishi.core.consent.MessageClass;
import io.enishi.core.process.Clearance;
import io.enishi.core.process.Clearance.Refusal;
import io.enishi.core.process.Command;
import io.enishi.core.process.CommandKey;
import io.enishi.core.process.Decision;
import io.enishi.core.process.Effect;
import io.enishi.core.process.InstanceKey;
import io.enishi.core.process.Outcome;
import io.enishi.core.spi.Channel;
import io.enishi.core.spi.Channel.IssuedCoupon;
import io.enishi.core.spi.CommandHandler;
import io.enishi.core.spi.ContactPolicy;
import io.enishi.core.spi.ContentRenderer;
import io.enishi.core.spi.CustomerStore.LedgerCheck;
import io.enishi.core.spi.Quota;
import io.enishi.core.spi.Recommender;
import io.enishi.core.spi.SendClaim;
import io.enishi.core.spi.StoreFailure;
import io.enishi.core.spi.StoredCommand;
import io.enishi.core.spi.StoredCommand.Status;
import io.enishi.core.spi.StoredCustomer.SeenIdentifier;
import io.enishi.core.value.MatchKey;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Claims commands, calls the host, settles: the second half of "decided twice, done once".
 *
 * <p>A claim is one commit under the customer's lock: consent read and its ledger version checked by the commit, the run asked again
 * ({@code Dispatching}), quotas reserved, content rendered and frozen, the lease taken. Only then, outside all locks, the channel is
 * called; then the answer is committed. A claim whose worker died is taken up when its lease ends, with the same frozen message and
 * the same key.
 */
final class Dispatcher {

    private static final Logger LOG = LoggerFactory.getLogger(Dispatcher.class);
    /** How long a worker may take to call the host and settle. */
    static final Duration LEASE = Duration.ofMinutes(2);
    /** After this many calls a command is left to a person. */
    static final int MAX_ATTEMPTS = 8;

    private static final Duration FIRST_BACKOFF = Duration.ofSeconds(30);
    /** The channel of a send that a person carries out. */
    private static final String TASK = "task";

    private static final Duration PAUSE_RECHECK = Duration.ofMinutes(15);

    private final Engine engine;
    private final ContactPolicy policy;
    private final ContentRenderer renderer;
    private final Recommender recommender;
    private final List<Quota> quotas;
    private final Map<Class<? extends Effect>, CommandHandler<? super Effect>> handlers;
    private final CouponCodes coupons;
    private final Switches switches;

    Dispatcher(
            Engine engine,
            ContactPolicy policy,
            ContentRenderer renderer,
            Recommender recommender,
            List<Quota> quotas,
            Map<Class<? extends Effect>, CommandHandler<? super Effect>> handlers,
            CouponCodes coupons,
            Switches switches) {
        this.engine = engine;
        this.policy = policy;
        this.renderer = renderer;
        this.recommender = recommender;
        this.quotas = List.copyOf(quotas);
        this.handlers = Map.copyOf(handlers);
        this.coupons = coupons;
        this.switches = switches;
    }

    /** Makes a coupon code from a command's key. */
    @FunctionalInterface
    interface CouponCodes {
        String codeFor(CommandKey key);
    }

    /** What a claim leads to. */
    private sealed interface Claim {
        /** Call the host with this row. */
        record Call(StoredCommand row) implements Claim {}

        /** Another send of the same customer goes first. */
        record After(CommandKey first) implements Claim {}

        /** Nothing to call: held, dropped, revoked, gone, or somebody else has it. */
        record None() implements Claim {}
    }

    /** Claims, carries out and settles one command. */
    void dispatch(CommandKey key, Instant now, InstantSource settled) {
        dispatch(key, now, settled, new HashSet<>());
    }

    /** @param passed sends that went first, or tried to: none is waited for twice */
    private void dispatch(CommandKey key, Instant now, InstantSource settled, Set<CommandKey> passed) {
        passed.add(key);
        Claim claim = claim(key, now, passed);
        while (claim instanceof Claim.After after) {
            dispatch(after.first(), now, settled, passed);
            claim = claim(key, now, passed);
        }
        if (claim instanceof Claim.Call call) {
            StoredCommand row = call.row();
            Outcome outcome = carryOut(row);
            try {
                engine.customers.withCustomer(key.origin(), (hot, draft) -> {
                    settle(hot, draft, key, row.attempts(), outcome, settled.instant());
                    return Boolean.TRUE;
                });
            } catch (
                    RuntimeException
                            failed) { // it may have left: the lease brings it back, nothing is called anew before
                LOG.error("the answer for a command of {} could not be kept", key.journey(), failed);
            }
        }
    }

    /**
     * The row to call the host with, or what else there is to do. A command that cannot be decided about is buried; one whose
     * customer cannot be read or written now stays where it is.
     */
    private Claim claim(CommandKey key, Instant now, Set<CommandKey> passed) {
        try {
            boolean[] drawn = new boolean[1]; // over all attempts: a commit that is lost keeps what it reserved
            return engine.customers.withCustomer(key.origin(), (hot, draft) -> {
                Claim made = decided(() -> claim(hot, draft, key, now, passed, drawn));
                if (drawn[0] && !(made instanceof Claim.Call)) {
                    giveBack(hot, key);
                    drawn[0] = false;
                }
                return made;
            });
        } catch (PoisonContent poison) {
            bury(key, poison.getMessage(), now);
        } catch (Undecidable poison) {
            LOG.error("a claim of {} failed", key.journey(), poison.getCause());
            bury(key, "failed: " + poison.getCause().getClass().getSimpleName(), now);
        } catch (RuntimeException failed) { // one customer must not stop the others
            Engine.endTurn(failed);
            LOG.error("a claim of {} waits for the store", key.journey(), failed);
            engine.meters.count("claims.failed", failed.getClass().getSimpleName(), 1);
        }
        return new Claim.None();
    }

    /** A rule, a policy or a host's function threw. */
    private static final class Undecidable extends RuntimeException {
        private static final long serialVersionUID = 1;

        private final RuntimeException cause;

        Undecidable(RuntimeException cause) {
            super(cause);
            this.cause = cause;
        }

        @Override
        public synchronized RuntimeException getCause() {
            return cause;
        }
    }

    /** Tells what the decision itself throws from what the store throws before and after it. */
    private static <T> T decided(Supplier<T> decision) {
        try {
            return decision.get();
        } catch (PoisonContent | StoreFailure | OlderNeeded told) {
            throw told;
        } catch (RuntimeException thrown) {
            throw new Undecidable(thrown);
        }
    }

    // ---------------------------------------------------------------- claim

    /** @param drawn set when quotas were reserved for a call */
    private Claim claim(Hot hot, Draft draft, CommandKey key, Instant clock, Set<CommandKey> passed, boolean[] drawn) {
        engine.due.bringTo(hot, clock.toEpochMilli(), false, draft);
        StoredCommand row = hot.openCommands.get(key);
        // The store had it open a moment ago: either it was settled since, or this memory is behind another JVM's.
        draft.force |= row == null && hot.version > 0;
        if (row == null || !row.isOpen() || isLeased(row, clock) || waitsForEarlier(hot, row)) {
            return new Claim.None();
        }
        Instant now = Instant.ofEpochMilli(Math.max(clock.toEpochMilli(), hot.lastDecided));
        Command command = row.command();
        String paused = switches.pausedBy(hot, key.journey());
        if (row.status() == Status.DISPATCHED) {
            String stopped = paused == null ? switches.pausedChannel(row.channel()) : paused;
            if (stopped != null) {
                draft.keep(open(hot, row.resting(now.plus(PAUSE_RECHECK))));
                return new Claim.None();
            }
            return again(hot, draft, row, now);
        }
        if (command.notBefore().isAfter(now)) {
            return new Claim.None();
        }
        if (paused != null) {
            hold(hot, draft, row, now.plus(PAUSE_RECHECK), "paused", paused);
            return new Claim.None();
        }
        Instance run = hot.instances.get(runOf(key));
        if (run == null || !run.isRunning() || run.journey == null) {
            close(hot, draft, row.closed(Status.REVOKED, "its run has ended"));
            return new Claim.None();
        }
        CommandKey first = moreImportant(hot, row, run, now, passed);
        if (first != null) {
            return new Claim.After(first);
        }
        if (command.notAfter() != null && now.isAfter(command.notAfter())) {
            Clearance expired = new Clearance.Refused(List.of(new Refusal("", "expired", "its time is over")));
            engine.decider.claimed(hot, run, command, expired, now.toEpochMilli(), draft);
            engine.due.followUp(hot, false, now.toEpochMilli(), draft);
            close(hot, draft, row.closed(Status.DROPPED, "expired"));
            count(expired);
            return new Claim.None();
        }
        Candidate candidate = command.effect() instanceof Effect.Send send
                ? clear(hot, send, key, now)
                : new Candidate(new Clearance.Cleared("", "", List.of()), null, 0);
        drawn[0] |= candidate.address != null;
        engine.decider.claimed(hot, run, command, candidate.clearance, now.toEpochMilli(), draft);
        Decision.Dispatch verdict = draft.dispatch;
        draft.dispatch = null;
        if (verdict instanceof Decision.Dispatch.Go && candidate.clearance instanceof Clearance.Cleared cleared) {
            return go(hot, draft, row, run, candidate, cleared, now);
        }
        release(key);
        engine.due.followUp(hot, false, now.toEpochMilli(), draft);
        if (verdict instanceof Decision.Dispatch.Hold held) {
            if (hot.openCommands.containsKey(key)) {
                hold(hot, draft, row, later(held.until(), now), reasonCode(candidate.clearance, "held"), held.reason());
            }
            return new Claim.None();
        }
        if (verdict instanceof Decision.Dispatch.Go) {
            throw new IllegalStateException(
                    "journey " + key.journey() + " wants to send without clearance; it must hold or drop");
        }
        String reason = verdict instanceof Decision.Dispatch.Drop drop ? drop.code() : "ended";
        if (hot.openCommands.containsKey(key)) {
            close(hot, draft, row.closed(Status.DROPPED, reason));
        }
        if (candidate.clearance instanceof Clearance.Cleared) {
            engine.meters.count("sends.dropped", reason, 1);
        } else {
            count(candidate.clearance);
        }
        return new Claim.None();
    }

    private Claim go(
            Hot hot,
            Draft draft,
            StoredCommand row,
            Instance run,
            Candidate candidate,
            Clearance.Cleared cleared,
            Instant now) {
        Channel.Message message = null;
        if (candidate.task != null) {
            row = row.handedOver(candidate.task);
        } else if (row.command().effect() instanceof Effect.Send send) {
            SeenIdentifier address = Objects.requireNonNull(candidate.address);
            IssuedCoupon coupon = issue(send, row.key(), hot, now);
            View view = new View(engine.environment, hot, now.toEpochMilli(), List.of()).as(run.journey);
            Map<String, String> parts;
            try {
                parts = renderer.render(
                        new SendClaim(row.key(), send, view, recommender),
                        new Effect.Offer(cleared.channel(), cleared.content()),
                        coupon);
            } catch (RuntimeException cannotRender) {
                String why = cannotRender instanceof ContentRenderer.CannotRender told
                        ? told.reason()
                        : cannotRender.getClass().getSimpleName();
                LOG.warn("content {} cannot be rendered: {}", cleared.content(), why);
                throw new PoisonContent(cleared.content(), why, cannotRender);
            }
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
                draft.ledgerCheck = new LedgerCheck(key, candidate.ledgerVersion);
            }
        }
        String channel = candidate.task == null ? cleared.channel() : "";
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

    /** The tags, and what the channel has to know by law. */
    private static Map<String, String> headers(Effect.Send send) {
        Map<String, String> headers = new java.util.TreeMap<>(send.tags());
        headers.put(Channel.Message.MESSAGE_CLASS, send.messageClass().name().toLowerCase(java.util.Locale.ROOT));
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
        boolean mayHaveLeft = !(closed.outcome() instanceof Outcome.RetryAfter);
        if (mayHaveLeft) {
            quotas.forEach(quota -> quota.confirm(closed.key()));
        } else {
            release(closed.key());
        }
        Instance run = hot.instances.get(runOf(closed.key()));
        engine.decider.settled(
                hot, run, closed.command(), new Outcome.Rejected(reason), mayHaveLeft, now.toEpochMilli(), draft);
        engine.due.followUp(hot, false, now.toEpochMilli(), draft);
    }

    /**
     * The advertising send that draws on the customer's caps before this one: what may leave now contends by priority, then by the
     * time since which it waits, then by key, and not by the order in which workers come to it.
     */
    private static @Nullable CommandKey moreImportant(
            Hot hot, StoredCommand row, Instance run, Instant now, Set<CommandKey> passed) {
        if (!advertises(row.command()) || hot.openCommands.size() == 1) {
            return null;
        }
        StoredCommand first = row;
        int highest = priority(run);
        for (StoredCommand other : hot.openCommands.values()) {
            if (other.status() != Status.PENDING
                    || !advertises(other.command())
                    || other.command().notBefore().isAfter(now)
                    || passed.contains(other.key())
                    || waitsForEarlier(hot, other)) {
                continue;
            }
            Instance rival = hot.instances.get(runOf(other.key()));
            if (rival == null || !rival.isRunning() || rival.journey == null) {
                continue;
            }
            int order = Integer.compare(priority(rival), highest);
            if (order == 0) {
                order = first.command().notBefore().compareTo(other.command().notBefore());
            }
            if (order > 0 || (order == 0 && other.key().compareTo(first.key()) < 0)) {
                first = other;
                highest = priority(rival);
            }
        }
        return first.key().equals(row.key()) ? null : first.key();
    }

    private static int priority(Instance run) {
        return run.journey == null ? 0 : run.journey.priority();
    }

    private static boolean advertises(Command command) {
        return command.effect() instanceof Effect.Send send && send.messageClass() == MessageClass.ADVERTISING;
    }

    private static StoredCommand open(Hot hot, StoredCommand row) {
        hot.openCommands.put(row.key(), row);
        return row;
    }

    static InstanceKey runOf(CommandKey key) {
        return new InstanceKey(key.origin(), key.journey(), key.entry());
    }

    private static boolean isLeased(StoredCommand row, Instant clock) {
        return row.leaseUntil() != null && row.leaseUntil().isAfter(clock);
    }

    /** One run's effects are done in the order in which it asked for them. */
    private static boolean waitsForEarlier(Hot hot, StoredCommand row) {
        for (StoredCommand other : hot.openCommands.values()) {
            CommandKey key = other.key();
            if (key.equals(row.key())) {
                return false;
            }
            if (key.origin().equals(row.key().origin())
                    && key.journey().equals(row.key().journey())
                    && key.entry().equals(row.key().entry())) {
                return true;
            }
        }
        return false;
    }

    /** @param task what a person does in place of the send; null when it leaves as a message */
    private record Candidate(
            Clearance clearance, @Nullable SeenIdentifier address, long ledgerVersion, Effect.@Nullable Task task) {
        Candidate(Clearance clearance, @Nullable SeenIdentifier address, long ledgerVersion) {
            this(clearance, address, ledgerVersion, null);
        }
    }

    /** The first offer that consent, contact policy and quotas let through; otherwise held, else capped, else refused. */
    private Candidate clear(Hot hot, Effect.Send send, CommandKey key, Instant now) {
        List<Refusal> refusals = new ArrayList<>();
        Instant heldUntil = null;
        Instant cappedUntil = null;
        Optional<Effect.Task> instead = null;
        View view = new View(engine.environment, hot, now.toEpochMilli(), List.of());
        for (Effect.Offer offer : send.offers()) {
            String paused = switches.pausedChannel(offer.channel());
            if (paused != null) {
                refusals.add(new Refusal(offer.channel(), "paused", paused));
                heldUntil = earliest(heldUntil, now.plus(PAUSE_RECHECK));
                continue;
            }
            Environment.Contact contact = engine.environment.contact(
                    hot, offer.channel(), send.purpose(), send.messageClass(), now.toEpochMilli());
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
                Full full = reserve(send, offer, key, now);
                if (full == null) {
                    return new Candidate(
                            new Clearance.Cleared(offer.channel(), offer.content(), refusals),
                            contact.address(),
                            contact.ledgerVersion());
                }
                refusals.add(new Refusal(offer.channel(), "quota", "the limit \"" + full.quota + "\" is used up"));
                if (full.until.isBefore(Instant.MAX)) {
                    heldUntil = earliest(heldUntil, full.until);
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

    private static Instant later(Instant until, Instant now) {
        return until.isAfter(now) ? until : now.plusMillis(1); // a hold that ends now would be asked in a circle
    }

    /** A quota that lets nothing leave before {@code until}. */
    private record Full(String quota, Instant until) {}

    private @Nullable Full reserve(Effect.Send send, Effect.Offer offer, CommandKey key, Instant now) {
        if (quotas.isEmpty()) {
            return null;
        }
        Quota.Draw draw = new Quota.Draw(key, offer.channel(), offer.content(), send.messageClass(), send.tags(), now);
        for (int i = 0; i < quotas.size(); i++) {
            Instant wait = quotas.get(i).reserve(draw);
            if (wait != null) {
                for (int j = 0; j < i; j++) {
                    quotas.get(j).release(key);
                }
                return new Full(quotas.get(i).name(), wait);
            }
        }
        return null;
    }

    private void release(CommandKey key) {
        quotas.forEach(quota -> quota.release(key));
    }

    /** Releases what a claim of ours reserved and did not use, unless another worker dispatched the command: the key is the same. */
    private void giveBack(Hot hot, CommandKey key) {
        StoredCommand open = hot.openCommands.get(key);
        Status status = (open == null ? engine.store.command(key) : Optional.of(open))
                .map(StoredCommand::status)
                .orElse(null);
        if (status != Status.DISPATCHED && status != Status.DONE) {
            release(key);
        }
    }

    /**
     * The customer of these commands was erased. What was not taken is given back, what may have left is used up; a call that is
     * under way tells when it comes back.
     */
    void erased(Collection<StoredCommand> open, Instant now) {
        for (StoredCommand row : open) {
            if (row.status() == Status.PENDING || row.outcome() instanceof Outcome.RetryAfter) {
                release(row.key());
            } else if (row.outcome() != null || !isLeased(row, now)) {
                quotas.forEach(quota -> quota.confirm(row.key()));
            }
        }
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

    private static void close(Hot hot, Draft draft, StoredCommand row) {
        hot.openCommands.remove(row.key());
        draft.keep(row);
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

    // ---------------------------------------------------------------- call and settle

    private Outcome carryOut(StoredCommand row) {
        try {
            if (row.message() != null) {
                Channel channel = engine.environment.channels.get(row.channel());
                if (channel == null) {
                    return new Outcome.Unknown("the channel is not wired");
                }
                return channel.send(row.message());
            }
            Effect effect = row.command().effect();
            CommandHandler<? super Effect> handler = handlers.get(effect.getClass());
            if (handler == null) {
                return new Outcome.Rejected("no handler is wired for effect " + effect.kind());
            }
            Instant at = Objects.requireNonNull(row.dispatchedAt());
            return handler.handle(
                    row.key(), effect, engine.customers.labelOf(row.key().origin()), at);
        } catch (RuntimeException unknown) { // the host's code; what it did before it threw is not known
            LOG.warn(
                    "{} threw {}",
                    row.channel().isEmpty() ? "a handler" : "channel " + row.channel(),
                    unknown.getClass().getName());
            return new Outcome.Unknown(unknown.getClass().getSimpleName());
        }
    }

    /** @param attempt the claim that the outcome answers */
    private void settle(Hot hot, Draft draft, CommandKey key, int attempt, Outcome outcome, Instant clock) {
        engine.due.bringTo(hot, clock.toEpochMilli(), false, draft);
        StoredCommand row = hot.openCommands.get(key);
        if (row == null && engine.store.command(key).isEmpty()) { // erased while the host was called
            boolean left = outcome instanceof Outcome.Accepted || outcome instanceof Outcome.Unknown;
            quotas.forEach(left ? quota -> quota.confirm(key) : quota -> quota.release(key));
            return;
        }
        if (row == null || row.status() != Status.DISPATCHED) {
            return; // settled by another worker after our lease ended
        }
        if (row.attempts() != attempt && !(outcome instanceof Outcome.Accepted)) {
            return; // another worker holds it now: only that it was taken is news, the rest is about our own call
        }
        long now = Math.max(clock.toEpochMilli(), hot.lastDecided);
        Instant at = Instant.ofEpochMilli(now);
        if (outcome instanceof Outcome.RetryAfter retry) {
            StoredCommand waiting = row.answered(
                    Status.DISPATCHED, outcome, at.plus(retry.delay()).plusMillis(1));
            hot.openCommands.put(key, waiting);
            draft.keep(waiting);
            return;
        }
        if (outcome instanceof Outcome.Unknown) {
            StoredCommand waiting = row.answered(Status.DISPATCHED, outcome, at.plus(backoff(row)));
            hot.openCommands.put(key, waiting);
            draft.keep(waiting);
            engine.meters.count("sends.unknown", row.channel(), 1);
            return;
        }
        boolean accepted = outcome instanceof Outcome.Accepted;
        for (Quota quota : quotas) {
            if (accepted) {
                quota.confirm(key);
            } else {
                quota.release(key);
            }
        }
        close(hot, draft, row.answered(accepted ? Status.DONE : Status.REJECTED, outcome, null));
        Instance run = hot.instances.get(runOf(key));
        engine.decider.settled(hot, run, row.command(), outcome, false, now, draft);
        engine.due.followUp(hot, false, now, draft);
        engine.meters.count(accepted ? "sends.accepted" : "sends.rejected", row.channel(), 1);
    }

    /** Doubles with every attempt; the spread comes from the key, so that it is the same on every machine. */
    private static Duration backoff(StoredCommand row) {
        long base = FIRST_BACKOFF.toMillis() << Math.min(row.attempts(), 10);
        long spread = Math.floorMod(row.key().toString().hashCode(), 1000) * base / 4000;
        return Duration.ofMillis(base + spread);
    }

    /** A command that cannot be carried out stops alone: it becomes a dead letter, and its run is told that it was rejected. */
    private void bury(CommandKey key, String reason, Instant clock) {
        try {
            engine.customers.withCustomer(key.origin(), (hot, draft) -> bury(hot, draft, key, reason, clock, true));
        } catch (RuntimeException again) { // the run itself throws: it is not asked
            engine.customers.withCustomer(key.origin(), (hot, draft) -> bury(hot, draft, key, reason, clock, false));
        }
    }

    private Boolean bury(Hot hot, Draft draft, CommandKey key, String reason, Instant clock, boolean tell) {
        giveBack(hot, key);
        if (tell) {
            engine.due.bringTo(hot, clock.toEpochMilli(), false, draft);
        }
        StoredCommand row = hot.openCommands.get(key);
        if (row == null || row.status() != Status.PENDING) {
            return Boolean.FALSE; // what was dispatched may have left; its lease decides
        }
        close(hot, draft, row.closed(Status.DEAD, reason));
        engine.meters.count("commands.dead", key.journey(), 1);
        if (tell) {
            long now = Math.max(clock.toEpochMilli(), hot.lastDecided);
            Outcome rejected = new Outcome.Rejected(reason);
            engine.decider.settled(hot, hot.instances.get(runOf(key)), row.command(), rejected, false, now, draft);
            engine.due.followUp(hot, false, now, draft);
        }
        return Boolean.TRUE;
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
}
