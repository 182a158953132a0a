package io.enishi.core.internal.runtime;

import io.enishi.core.internal.runtime.Claiming.Claim;
import io.enishi.core.internal.runtime.Claiming.CouponCodes;
import io.enishi.core.internal.runtime.Claiming.PoisonContent;
import io.enishi.core.process.CommandKey;
import io.enishi.core.process.Effect;
import io.enishi.core.process.Outcome;
import io.enishi.core.spi.Channel;
import io.enishi.core.spi.CommandHandler;
import io.enishi.core.spi.ContactPolicy;
import io.enishi.core.spi.ContentRenderer;
import io.enishi.core.spi.Quota;
import io.enishi.core.spi.Recommender;
import io.enishi.core.spi.StoreFailure;
import io.enishi.core.spi.StoredCommand;
import io.enishi.core.spi.StoredCommand.Status;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Claims commands, calls the host, settles: the second half of "decided twice, done once".
 *
 * <p>A claim is one commit under the customer's lock: consent read and its ledger version checked by the commit, the run asked again
 * ({@code Dispatching}), quotas reserved, content rendered and frozen, the lease taken. Only then, outside all locks, the channel is
 * called; then the answer is committed. A claim whose worker died is taken up when its lease ends, with the same frozen message and
 * the same key. Where a channel is a dry run, claim, call and answer are one commit.
 */
final class Dispatcher {

    private static final Logger LOG = LoggerFactory.getLogger(Dispatcher.class);
    private static final Duration FIRST_BACKOFF = Duration.ofSeconds(30);

    private final Engine engine;
    private final Map<Class<? extends Effect>, CommandHandler<? super Effect>> handlers;
    private final Draws draws;
    private final Claiming claiming;

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
        this.handlers = Map.copyOf(handlers);
        this.draws = new Draws(quotas, engine.store);
        Clearing clearing = new Clearing(engine.environment, policy, recommender, draws, switches);
        this.claiming = new Claiming(engine, clearing, draws, renderer, recommender, coupons, switches);
    }

    /** The customer of these commands was erased. */
    void erased(Collection<StoredCommand> open, Instant now) {
        draws.erased(open, now);
    }

    /** Claims, carries out and settles one command. */
    void dispatch(CommandKey key, Instant now, InstantSource settled) {
        dispatch(key, now, settled, new HashSet<>());
    }

    /** @param passed sends that went first, or tried to: none is waited for twice */
    private void dispatch(CommandKey key, Instant now, InstantSource settled, Set<CommandKey> passed) {
        passed.add(key);
        Claim claim = claim(key, now, settled, passed);
        while (claim instanceof Claim.After after) {
            dispatch(after.first(), now, settled, passed);
            claim = claim(key, now, settled, passed);
        }
        if (claim instanceof Claim.Call call) {
            StoredCommand row = call.row();
            Outcome outcome = carryOut(row);
            try {
                engine.customers.withCustomer(key.origin(), (hot, draft) -> {
                    settle(hot, draft, key, row.attempts(), outcome, settled.instant());
                    return Boolean.TRUE;
                });
            } catch (RuntimeException failed) { // it may have left: the lease brings it back, nothing is called before
                LOG.error("the answer for a command of {} could not be kept", key.journey(), failed);
            }
        }
    }

    /**
     * The row to call the host with, or what else there is to do. A command that cannot be decided about is buried; one whose
     * customer cannot be read or written now stays where it is.
     */
    private Claim claim(CommandKey key, Instant now, InstantSource settled, Set<CommandKey> passed) {
        try {
            boolean[] drawn = new boolean[1]; // over all attempts: a commit that is lost keeps what it reserved
            return engine.customers.withCustomer(key.origin(), (hot, draft) -> {
                Claim made = decided(() -> claiming.claim(hot, draft, key, now, passed, drawn));
                if (drawn[0] && !(made instanceof Claim.Call)) {
                    draws.giveBack(hot, key);
                    drawn[0] = false;
                }
                if (made instanceof Claim.Call call && isDryRun(call.row())) {
                    return decided(() -> settleAtOnce(hot, draft, call.row(), settled));
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

    // ---------------------------------------------------------------- call and settle

    private Claim settleAtOnce(Hot hot, Draft draft, StoredCommand row, InstantSource settled) {
        engine.due.closeEntries(hot, draft);
        settle(hot, draft, row.key(), row.attempts(), carryOut(row), settled.instant());
        return new Claim.None();
    }

    private boolean isDryRun(StoredCommand row) {
        Channel channel = row.message() == null ? null : engine.environment.channels.get(row.channel());
        return channel != null && channel.isDryRun();
    }

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
            if (left) {
                draws.confirm(key);
            } else {
                draws.release(key);
            }
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
        if (accepted) {
            draws.confirm(key);
        } else {
            draws.release(key);
        }
        Claiming.close(hot, draft, row.answered(accepted ? Status.DONE : Status.REJECTED, outcome, null));
        Instance run = hot.instances.get(Precedence.runOf(key));
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
        draws.giveBack(hot, key);
        if (tell) {
            engine.due.bringTo(hot, clock.toEpochMilli(), false, draft);
        }
        StoredCommand row = hot.openCommands.get(key);
        if (row == null || row.status() != Status.PENDING) {
            return Boolean.FALSE; // what was dispatched may have left; its lease decides
        }
        Claiming.close(hot, draft, row.closed(Status.DEAD, reason));
        engine.meters.count("commands.dead", key.journey(), 1);
        if (tell) {
            long now = Math.max(clock.toEpochMilli(), hot.lastDecided);
            Outcome rejected = new Outcome.Rejected(reason);
            engine.decider.settled(
                    hot, hot.instances.get(Precedence.runOf(key)), row.command(), rejected, false, now, draft);
            engine.due.followUp(hot, false, now, draft);
        }
        return Boolean.TRUE;
    }
}
