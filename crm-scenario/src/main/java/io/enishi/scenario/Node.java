package io.enishi.scenario;

import io.enishi.core.process.Clearance;
import io.enishi.core.process.Input;
import io.enishi.core.process.Outcome;
import io.enishi.core.value.Trajectory;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A step as the engine runs it: it knows what follows it. A node either goes on at once or rests until an input concerns it.
 */
abstract sealed class Node
        permits Sending,
                Acting,
                Emitting,
                HandingOver,
                Approving,
                Waiting,
                WaitingForClock,
                Awaiting,
                WaitingForFact,
                Branching,
                Splitting,
                RepeatStart,
                RepeatRound,
                Leaving {

    final String name;
    /** What follows; null is the end of the scenario. */
    final @Nullable Node next;
    /** What follows when it does not come to what the step is for; the same as {@link #next} where that cannot be. */
    final @Nullable Node otherwise;
    /** Whether the run keeps memory of this step: others refer to it, or it can be visited again. */
    final boolean remembered;
    /** Waits whose periods count from this step. */
    final List<String> anchored = new ArrayList<>(0);
    /** Where a run keeps the memory of this step, among those that are remembered; below zero for one that is not. */
    int place = -1;

    Node(String name, @Nullable Node next, boolean remembered) {
        this(name, next, next, remembered);
    }

    Node(String name, @Nullable Node next, @Nullable Node otherwise, boolean remembered) {
        this.name = name;
        this.next = next;
        this.otherwise = otherwise;
        this.remembered = remembered;
    }

    /** The run came here. Returns where it goes on, or this node when it rests here. */
    abstract @Nullable Node arrive(Run run);

    /** An input while the run rests here. Returns where it goes on, or this node when it stays. */
    @Nullable
    Node on(Run run, Input input) {
        return this;
    }

    /** The command that the run rests on is being claimed; the verdict goes to the run. Returns where it goes on, or this node. */
    @Nullable
    Node claimed(Run run, Clearance clearance) {
        return this;
    }

    /** Where a run may go on from here; the end of the scenario is not among them. */
    final Set<Node> ways() {
        Set<Node> ways = new LinkedHashSet<>();
        addWays(way -> {
            if (way != null) {
                ways.add(way);
            }
        });
        return ways;
    }

    /** Adds each way on; null is the end of the scenario. */
    void addWays(Consumer<@Nullable Node> ways) {
        ways.accept(next);
        ways.accept(otherwise);
    }

    /** Every node that a run may come to from here, this one only if it may come back. */
    final Set<Node> reached() {
        Set<Node> reached = new LinkedHashSet<>();
        Deque<Node> left = new ArrayDeque<>(ways());
        while (!left.isEmpty()) {
            Node node = left.poll();
            if (reached.add(node)) {
                left.addAll(node.ways());
            }
        }
        return reached;
    }

    /** Whether a run may stay here for a while. */
    boolean rests() {
        return this instanceof Sending
                || this instanceof Acting
                || this instanceof Approving
                || this instanceof Waiting
                || this instanceof WaitingForClock
                || this instanceof Awaiting
                || this instanceof WaitingForFact;
    }

    /** Whether it asks the host for something, under a key that holds its name. */
    boolean asksTheHost() {
        return this instanceof Sending || this instanceof Acting || this instanceof Approving;
    }

    /** Until when the node rests for sure when nothing happens and no timer of it is due. */
    long nextChange(Run run) {
        return Trajectory.NEVER;
    }

    /** Whether {@code input} is the timer that the run rests on. */
    static boolean isOurTimer(Run run, Input input) {
        return input instanceof Input.Due due
                && due.timer().name().equals(Run.WAIT)
                && due.timer().due().toEpochMilli() == run.state.due();
    }

    /** Whether the host gave up the command on which the run rests: content that cannot be rendered, for example. */
    boolean isGivenUp(Run run, Input input) {
        return input instanceof Input.Settled settled
                && settled.outcome() instanceof Outcome.Rejected
                && settled.command().key().visit().equals(run.visit(this));
    }

    /** Goes on as if it had been done: the run of somebody who is held out is the yardstick of the others. */
    @Nullable
    Node withheld(Run run) {
        run.done(this);
        run.trace(HOLDOUT, name, "is held out: nothing is done");
        return next;
    }

    static final String HOLDOUT = "holdout";
}
