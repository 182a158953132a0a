package io.enishi.scenario.rehearsal;

import io.enishi.core.spi.StoredCommand;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Stages whose messages draw on shared limits: at each barrier those of the time before it leave one after the other, by time, priority
 * and key.
 *
 * <p>What another stage does is of no concern before a message waits, so each goes on by itself to the barrier at which one does. There
 * it stands until every other has come as far.
 */
final class Barriers {

    private final List<Walk> walks = new ArrayList<>();
    private final Map<String, Integer> priorities;
    private final Duration between;
    private final Instant end;

    /**
     * @param first the time before everything that happens, from which barriers are counted
     * @param between the time from one to the next
     * @param priorities of the scenarios, by name
     */
    Barriers(List<Stage> stages, Instant first, Duration between, Instant end, Map<String, Integer> priorities) {
        stages.forEach(stage -> walks.add(new Walk(stage, first)));
        this.between = between;
        this.end = end;
        this.priorities = priorities;
    }

    /** Carries out the same for each of several, on whatever threads, and returns when all of it is done. */
    @FunctionalInterface
    interface Workers {
        void each(List<Walk> walks, Consumer<Walk> work);
    }

    /** A stage on its way. */
    final class Walk {
        private final Stage stage;
        private Instant at;
        private List<StoredCommand> waiting = List.of();

        private Walk(Stage stage, Instant at) {
            this.stage = stage;
            this.at = at;
        }

        /** Goes on to the next barrier at which messages wait; to the end when there is none. */
        private void goOn() {
            waiting = List.of();
            while (waiting.isEmpty() && at.isBefore(end)) {
                Instant next = at.plus(between);
                at = next.isBefore(end) ? next : end;
                if (!stage.isIdle(at)) {
                    stage.runTo(at);
                    waiting = stage.waiting(at);
                }
            }
        }
    }

    /** Lets all stages come to the end. */
    void run(Workers workers) {
        List<Walk> moving = walks;
        while (!moving.isEmpty()) {
            workers.each(moving, Walk::goOn);
            moving = hindmost();
            grant(moving);
        }
    }

    /** Those who wait at the earliest barrier at which anybody does. */
    private List<Walk> hindmost() {
        Instant earliest = null;
        for (Walk walk : walks) {
            boolean waits = !walk.waiting.isEmpty();
            earliest = waits && (earliest == null || walk.at.isBefore(earliest)) ? walk.at : earliest;
        }
        @Nullable Instant barrier = earliest;
        return walks.stream()
                .filter(walk -> !walk.waiting.isEmpty() && Objects.equals(walk.at, barrier))
                .toList();
    }

    private record Waiting(Stage stage, StoredCommand row) {}

    private void grant(List<Walk> there) {
        List<Waiting> waiting = new ArrayList<>();
        there.forEach(walk -> walk.waiting.forEach(row -> waiting.add(new Waiting(walk.stage, row))));
        waiting.sort(Comparator.comparing((Waiting one) -> Stage.from(one.row()))
                .thenComparing(one -> -priorities.getOrDefault(one.row().key().journey(), 0))
                .thenComparing(one -> one.row().key()));
        waiting.forEach(one -> one.stage().claim(one.row()));
    }
}
