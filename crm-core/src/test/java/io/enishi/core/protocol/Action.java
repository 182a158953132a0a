package io.enishi.core.protocol;

import io.enishi.core.protocol.Row.Run;
import io.enishi.core.protocol.Row.Send;
import io.enishi.core.protocol.State.Durable;
import io.enishi.core.protocol.State.Memories;
import io.enishi.core.protocol.Worker.Answer;
import io.enishi.core.protocol.Worker.Phase;
import io.enishi.core.protocol.Worker.Task;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One kind of step of the commit and claim protocol.
 *
 * @param name what happens
 * @param inRuntime its counterpart: {@code Class.method} of {@code io.enishi.core}, or words where there is none
 * @param step all states that it may lead to
 */
record Action(String name, String inRuntime, Step step) {

    interface Step {
        void from(State state, World world, Successors successors);
    }

    interface Successors {
        /** @param who the worker, process or event that the step is about; -1 for none */
        void add(int who, State next);
    }

    static final List<Action> TABLE = List.of(
            // the world
            new Action("the reply arrives", "Inputs.accept; in a host's transaction its inbox row", Action::arrive),
            new Action("the timer falls due", "time passes", Action::fallDue),
            new Action("consent is withdrawn", "CustomerStore.commit of a statement", Action::withdraw),
            new Action("the lease ends", "time passes", Action::endLease),
            new Action("a process crashes", "all of memory is gone", Action::crash),
            // a worker finds work
            new Action("a worker takes an event", "Inputs.accept, Customers.labelOf", Action::takeEvent),
            new Action("a worker takes the timer", "CustomerStore.due, Engine.wake", Action::takeTimer),
            new Action("a worker takes the judgement", "Partition.judge", Action::takeJudgement),
            new Action(
                    "a worker takes the command", "CustomerStore.claimable, Dispatcher.dispatch", Action::takeCommand),
            // and carries it out
            new Action("a worker locks, loads and decides", "Customers.withCustomer, Memory.of", Action::load),
            new Action("a worker commits", "CustomerStore.commit", Action::commit),
            new Action(
                    "a worker commits the other half",
                    "nothing: one commit spans all customers",
                    Action::commitOtherHalf),
            new Action("the channel takes the message", "Channel.send", Action::send),
            new Action("the channel asks to come back", "Channel.send", Action::sendLater));

    // ------------------------------------------------------------------ the world

    private static void arrive(State state, World world, Successors successors) {
        if ((state.durable().arrived() & 1 << Row.REPLY) == 0) {
            successors.add(-1, state.with(state.durable().withArrived(Row.REPLY)));
        }
    }

    private static void fallDue(State state, World world, Successors successors) {
        if (!state.due()) {
            successors.add(-1, state.withDue());
        }
    }

    private static void withdraw(State state, World world, Successors successors) {
        if (!state.durable().refused()) {
            successors.add(-1, state.with(state.durable().withRefused()));
        }
    }

    private static void endLease(State state, World world, Successors successors) {
        if (state.leased()) {
            State ended = state.withLease(false);
            for (int w = 0; w < 2; w++) {
                ended = ended.with(w, ended.worker(w).withoutLease());
            }
            successors.add(-1, ended);
        }
    }

    private static void crash(State state, World world, Successors successors) {
        if (state.crashes() == 0) {
            return;
        }
        for (int process = 0; process < world.processes(); process++) {
            Memories lost = state.memories().with(process, 0, null).with(process, 1, null);
            State down = state.withCrashUsed().with(lost);
            boolean busy = false;
            for (int w = 0; w < 2; w++) {
                if (world.processOf(w) == process) {
                    busy |= !state.worker(w).isIdle();
                    down = down.with(w, Worker.IDLE);
                }
            }
            if (busy) {
                successors.add(process, down);
            }
        }
    }

    // ------------------------------------------------------------------ finding work

    private static void takeEvent(State state, World world, Successors successors) {
        for (int event = 0; event < 3; event++) {
            if (state.durable().waitsInInbox(event)) {
                take(state, Task.decide(event), state.ownerOf(Row.originOf(event)), successors);
            }
        }
    }

    private static void takeTimer(State state, World world, Successors successors) {
        for (int label = 0; label < 2; label++) {
            Row row = state.durable().row(label);
            if (state.due() && row != null && row.wake()) {
                take(state, Task.TIMER, label, successors);
            }
        }
    }

    private static void takeJudgement(State state, World world, Successors successors) {
        if (!state.durable().judged()) {
            take(state, Task.MERGE, 1, successors);
        }
    }

    private static void takeCommand(State state, World world, Successors successors) {
        int label = state.ownerOf(Task.SEND.origin());
        Row row = state.durable().row(label);
        if (row != null && isClaimable(row.send(), state.leased(), world)) {
            take(state, Task.SEND, label, successors);
        }
    }

    private static boolean isClaimable(Send send, boolean leased, World world) {
        return send == Send.PENDING
                || send == Send.PROMISED
                || (send == Send.DISPATCHED && (!leased || world.has(Fault.LEASE_IGNORED)));
    }

    private static void take(State state, Task task, int label, Successors successors) {
        for (int w = 0; w < 2; w++) {
            if (state.worker(w).isIdle()) {
                successors.add(w, state.with(w, Worker.IDLE.resolved(task, label)));
            }
        }
    }

    // ------------------------------------------------------------------ locking, loading, deciding

    private static void load(State state, World world, Successors successors) {
        for (int w = 0; w < 2; w++) {
            Worker worker = state.worker(w);
            if (worker.phase() == Phase.ANSWERED) { // a settling worker looks its customer up right before it locks
                worker = worker.resolved(
                        worker.task(), state.ownerOf(worker.task().origin()));
            }
            if (worker.phase() == Phase.RESOLVED && !isLocked(worker, state.worker(1 - w), world)) {
                successors.add(
                        w,
                        worker.task() == Task.MERGE
                                ? loadBoth(state, world, w, worker)
                                : loadOne(state, world, w, worker));
            }
        }
    }

    private static boolean isLocked(Worker worker, Worker other, World world) {
        if (world.processes() > 1) {
            return false; // a lock says nothing to another process
        }
        return worker.task() == Task.MERGE ? other.holdsLock() : other.locks(worker.label());
    }

    private static State loadBoth(State state, World world, int w, Worker worker) {
        Row older = read(state, world, w, 1);
        Row younger = read(state, world, w, 0);
        if (state.durable().judged() || older == null || younger == null) {
            return state.with(w, Worker.IDLE);
        }
        return state.with(w, worker.loaded(older, younger, false));
    }

    private static State loadOne(State state, World world, int w, Worker worker) {
        int label = worker.label();
        int origin = worker.task().origin();
        if (state.ownerOf(origin) != label && !world.has(Fault.NO_RESOLVE_AFTER_LOCKING)) {
            return state.with(w, worker.again());
        }
        Row row = read(state, world, w, label);
        Row snapshot = row == null ? Row.of(origin, 0) : row;
        if (!hasWork(state, world, worker, snapshot)) {
            // An old copy may not know of the work yet: the store has to be asked before giving up.
            boolean wasCopy = state.memories().row(world.processOf(w), label) != null;
            return wasCopy
                    ? remember(state, world, w, label, null).with(w, worker.again())
                    : state.with(w, Worker.IDLE);
        }
        Worker loaded = worker.loaded(snapshot, null, state.durable().refused());
        State decided = state.with(w, loaded);
        return world.has(Fault.CACHE_PUBLISHED_BEFORE_COMMIT)
                ? remember(decided, world, w, label, decide(world, loaded).next())
                : decided;
    }

    /** Working memory, else the store. */
    private static @Nullable Row read(State state, World world, int w, int label) {
        Row copy = state.memories().row(world.processOf(w), label);
        return copy == null ? state.durable().row(label) : copy;
    }

    /** Working memory is filled by commits only: to keep what was merely read makes no difference that anybody could see. */
    private static State remember(State state, World world, int w, int label, @Nullable Row row) {
        return world.caches() ? state.with(state.memories().with(world.processOf(w), label, row)) : state;
    }

    private static boolean hasWork(State state, World world, Worker worker, Row row) {
        int event = worker.task().event();
        if (event >= 0) {
            return !row.knows(event);
        }
        if (worker.task() == Task.TIMER) {
            return row.run() == Run.WAITING && state.due() && !isEarlierEventWaiting(state, world);
        }
        if (worker.isSettling()) {
            boolean current = row.attempts() == worker.attempt() || world.has(Fault.LATE_ANSWER_REOPENS);
            return row.send() == Send.DISPATCHED && (current || worker.answer() == Answer.ACCEPTED);
        }
        return isClaimable(row.send(), state.leased(), world);
    }

    /** Whether the inbox holds an event that happened before the timer was due. */
    private static boolean isEarlierEventWaiting(State state, World world) {
        return state.durable().waitsInInbox(Row.REPLY) && !world.has(Fault.TIMER_BEATS_EARLIER_EVENT);
    }

    /** The row that the worker's decision makes of its snapshot. */
    private static Row decide(World world, Worker worker) {
        Row row = worker.loaded();
        if (row == null) {
            throw new IllegalStateException("a worker decides on a snapshot");
        }
        if (worker.task().event() >= 0) {
            return row.decide(worker.task().event());
        }
        if (worker.task() == Task.TIMER) {
            return row.timeOut();
        }
        if (worker.isSettling()) {
            return row.with(worker.answer() == Answer.ACCEPTED ? Send.DONE : Send.PROMISED);
        }
        boolean unknown = row.send() == Send.DISPATCHED;
        boolean unsafe = unknown && !world.deduplicates() && !world.has(Fault.UNKNOWN_SENT_AGAIN);
        if (unsafe || row.attempts() >= World.MAX_ATTEMPTS) {
            return row.with(Send.DEAD);
        }
        boolean refused = worker.refused() && !world.has(Fault.CONSENT_NOT_REREAD_AT_CLAIM);
        return refused ? row.with(Send.DROPPED) : row.claim();
    }

    // ------------------------------------------------------------------ committing

    private static void commit(State state, World world, Successors successors) {
        for (int w = 0; w < 2; w++) {
            if (state.worker(w).phase() == Phase.LOADED) {
                boolean merge = state.worker(w).task() == Task.MERGE;
                successors.add(w, merge ? commitMerge(state, world, w) : commitOne(state, world, w));
            }
        }
    }

    private static boolean isCurrent(State state, World world, int label, @Nullable Row loaded) {
        Row current = state.durable().row(label);
        int version = loaded == null ? 0 : loaded.version();
        return world.has(Fault.NO_VERSION_CHECK) || (current == null ? 0 : current.version()) == version;
    }

    private static State commitOne(State state, World world, int w) {
        Worker worker = state.worker(w);
        int label = worker.label();
        Row decided = decide(world, worker).next();
        Row next = world.has(Fault.WAKE_UP_NOT_COMMITTED) ? decided.withoutWakeUp() : decided;
        boolean claims = worker.task() == Task.SEND && next.send() == Send.DISPATCHED;
        boolean ledgerMoved = claims
                && state.durable().refused() != worker.refused()
                && !world.has(Fault.CONSENT_NOT_REREAD_AT_CLAIM)
                && !world.has(Fault.LEDGER_NOT_CHECKED_AT_COMMIT);
        boolean overtaken = worker.task() == Task.TIMER && isEarlierEventWaiting(state, world);
        if (!isCurrent(state, world, label, worker.loaded()) || ledgerMoved || overtaken) {
            return remember(state, world, w, label, null).with(w, worker.again());
        }
        Durable durable = state.durable().with(label, next);
        if (worker.task().event() >= 0) {
            durable = durable.withDecided(worker.task().event());
        }
        State committed = remember(state.with(durable), world, w, label, next);
        if (claims) {
            return committed.withLease(true).with(w, worker.claimed(next.attempts()));
        }
        return (worker.isSettling() ? committed.withLease(false) : committed).with(w, Worker.IDLE);
    }

    private static State commitMerge(State state, World world, int w) {
        Worker worker = state.worker(w);
        Row older = worker.loaded();
        Row younger = worker.absorbed();
        if (older == null
                || younger == null
                || !isCurrent(state, world, 1, older)
                || !isCurrent(state, world, 0, younger)) {
            return remember(remember(state, world, w, 0, null), world, w, 1, null)
                    .with(w, Worker.IDLE);
        }
        Row union = older.absorb(younger).next();
        Durable half = state.durable().with(1, union);
        if (world.has(Fault.HALF_A_MERGE_COMMITTED)) {
            return state.with(half).with(w, worker.halfCommitted());
        }
        State committed = state.with(half.with(0, null).withJudged()).with(w, Worker.IDLE);
        return remember(remember(committed, world, w, 0, null), world, w, 1, union);
    }

    private static void commitOtherHalf(State state, World world, Successors successors) {
        for (int w = 0; w < 2; w++) {
            if (state.worker(w).phase() == Phase.HALF_COMMITTED) {
                State committed =
                        state.with(state.durable().with(0, null).withJudged()).with(w, Worker.IDLE);
                successors.add(w, remember(remember(committed, world, w, 0, null), world, w, 1, null));
            }
        }
    }

    // ------------------------------------------------------------------ calling the channel

    private static void send(State state, World world, Successors successors) {
        for (int w = 0; w < 2; w++) {
            if (state.worker(w).phase() == Phase.CLAIMED) {
                successors.add(w, state.withAccepted().with(w, state.worker(w).answered(Answer.ACCEPTED)));
            }
        }
    }

    private static void sendLater(State state, World world, Successors successors) {
        for (int w = 0; w < 2; w++) {
            if (state.worker(w).phase() == Phase.CLAIMED && state.retries() > 0) {
                successors.add(w, state.withRetryUsed().with(w, state.worker(w).answered(Answer.RETRY_AFTER)));
            }
        }
    }
}
