package io.enishi.core.protocol;

import io.enishi.core.protocol.Row.Run;
import io.enishi.core.protocol.Row.Send;
import io.enishi.core.protocol.State.Durable;
import io.enishi.core.protocol.Worker.Phase;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What must hold of every step from one state to the next (and so of every state).
 *
 * @param name what it says
 * @param holds whether a step keeps it
 */
record Law(String name, Check holds) {

    interface Check {
        boolean of(State before, State after, World world);
    }

    static final List<Law> TABLE = List.of(
            new Law("no advertising claim commits while the committed ledger refuses", Law::claimLaw),
            new Law("an event that arrived before the timer's commit wins", Law::earlierEventWins),
            new Law("every origin belongs to exactly one customer", (before, after, world) -> isPartition(after)),
            new Law("a merge is whole or not at all", (before, after, world) -> isWholeMerge(after.durable())),
            new Law("no commit is half applied", (before, after, world) -> isWhole(after.durable())),
            new Law("nothing that was committed is lost", Law::nothingIsLost),
            new Law("what has ended stays as it ended", Law::endsOnce),
            new Law("a command is asked for once", Law::oneCommand),
            new Law("no wake-up is lost", (before, after, world) -> hasWakeUp(after.durable())),
            new Law("a cache is never ahead of the commit", (before, after, world) -> isBehind(after)),
            new Law("one worker at a time calls the channel under a lease", (before, after, world) -> isAlone(after)),
            new Law("a command under a running lease is not up for claim", (before, after, world) -> isHeld(after)),
            new Law("a channel that does not de-duplicate is never made to send twice", Law::sentOnce));

    private static boolean claimLaw(State before, State after, World world) {
        for (int w = 0; w < 2; w++) {
            boolean claims =
                    after.worker(w).phase() == Phase.CLAIMED && before.worker(w).phase() != Phase.CLAIMED;
            if (claims && before.durable().refused()) {
                return false;
            }
        }
        return true;
    }

    private static boolean earlierEventWins(State before, State after, World world) {
        boolean fired = before.durable().run() == Run.WAITING && after.durable().run() == Run.TIMED_OUT;
        return !fired || !before.durable().waitsInInbox(Row.REPLY);
    }

    private static boolean isPartition(State state) {
        for (int origin = 0; origin < 2; origin++) {
            int holders = 0;
            for (Row row : state.durable().rows()) {
                holders += row.holds(origin) ? 1 : 0;
            }
            if (holders != 1) {
                return false;
            }
        }
        return true;
    }

    private static boolean isWholeMerge(Durable durable) {
        return durable.judged() == (durable.rows().size() == 1);
    }

    /** State, command and inbox move together. */
    private static boolean isWhole(Durable durable) {
        int known = 0;
        for (Row row : durable.rows()) {
            known |= row.events();
        }
        boolean started = (durable.decided() & 1 << Row.START) != 0;
        return known == durable.decided()
                && started == (durable.run() != Run.NONE)
                && (durable.run() == Run.TIMED_OUT) == (durable.send() != Send.NONE);
    }

    private static boolean nothingIsLost(State before, State after, World world) {
        int known = 0;
        int knownAfter = 0;
        for (Row row : before.durable().rows()) {
            known |= row.events();
        }
        for (Row row : after.durable().rows()) {
            knownAfter |= row.events();
        }
        return (known & ~knownAfter) == 0
                && (before.durable().arrived() & ~after.durable().arrived()) == 0
                && attempts(before) <= attempts(after);
    }

    private static int attempts(State state) {
        return state.durable().rows().stream().mapToInt(Row::attempts).max().orElse(0);
    }

    private static boolean endsOnce(State before, State after, World world) {
        Run run = before.durable().run();
        Send send = before.durable().send();
        boolean runStays =
                run == Run.NONE || run == Run.WAITING || after.durable().run() == run;
        return runStays && (!send.isClosed() || after.durable().send() == send);
    }

    private static boolean oneCommand(State before, State after, World world) {
        boolean asked =
                after.durable().send() == Send.PENDING && before.durable().send() != Send.PENDING;
        return !asked || before.durable().send() == Send.NONE;
    }

    private static boolean hasWakeUp(Durable durable) {
        return durable.rows().stream().allMatch(row -> row.run() != Run.WAITING || row.wake());
    }

    private static boolean isBehind(State state) {
        for (int process = 0; process < 2; process++) {
            for (int label = 0; label < 2; label++) {
                if (!isBehind(
                        state.memories().row(process, label), state.durable().row(label))) {
                    return false;
                }
            }
        }
        return true;
    }

    private static boolean isBehind(@Nullable Row copy, @Nullable Row committed) {
        return copy == null
                || committed == null // absorbed: no commit can be made on the copy any more
                || copy.version() < committed.version()
                || copy.equals(committed);
    }

    private static boolean isAlone(State state) {
        return !(state.first().callsUnderLease() && state.second().callsUnderLease());
    }

    private static boolean isHeld(State state) {
        for (int w = 0; w < 2; w++) {
            Worker worker = state.worker(w);
            Send send = state.durable().send();
            if (worker.phase() == Phase.CLAIMED && worker.leased() && (send == Send.PENDING || send == Send.PROMISED)) {
                return false;
            }
        }
        return true;
    }

    private static boolean sentOnce(State before, State after, World world) {
        return world.deduplicates() || after.accepted() <= 1;
    }
}
