package io.enishi.scenario;

import io.enishi.core.condition.Span;
import io.enishi.core.value.Trajectory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Everything of a resting run's state that is no time, and which of its times are one. Of the times of a run that came to its first wait
 * at once (it was triggered, it started, it sent, it arrived; the wait ends three days later) there is one to keep.
 */
final class Shape {

    /** In place of the place of a time: it is {@link Trajectory#NEVER}, or never was. */
    private static final byte NEVER = -1;

    private static final byte NEVER_WAS = -2;

    final int number;
    private final Node node;
    private final boolean reachable;
    private final Places places;
    private final int[] visits;
    private final int[] periods;
    /** By step; null for one without memory. */
    private final @Nullable String[] channels;

    /** Shapes that decisions led to from here. */
    private final List<Shape> followers = new ArrayList<>(2);

    private Shape(int number, Node node, Standing standing, Places places, int memories) {
        this.number = number;
        this.node = node;
        this.reachable = standing.reachable();
        this.places = places;
        this.visits = new int[memories];
        this.periods = new int[memories];
        this.channels = new String[memories];
        for (int i = 0; i < memories; i++) {
            StepMemory memory = standing.memoryAt(i);
            visits[i] = memory.visits();
            periods[i] = memory.periods();
            channels[i] = memory.isKept() ? memory.channel() : null;
        }
    }

    /** How many times a row of this shape keeps. */
    int times() {
        return places.count;
    }

    private boolean isOf(Standing standing, Places at) {
        if (node != standing.node() || reachable != standing.reachable() || !places.equalTo(at)) {
            return false;
        }
        for (int i = 0; i < visits.length; i++) {
            StepMemory memory = standing.memoryAt(i);
            String channel = channels[i];
            if (visits[i] != memory.visits()
                    || periods[i] != memory.periods()
                    || (channel == null ? memory.isKept() : !memory.isKept() || !channel.equals(memory.channel()))) {
                return false;
            }
        }
        return true;
    }

    /** For when a row of this shape waits. */
    long due(RunRows rows, int row) {
        long from = places.time(places.due, rows, row);
        return from == Trajectory.NEVER ? from : from + places.dueAfter;
    }

    /** Puts a row into {@code standing}, all but the subject. */
    void load(RunRows rows, int row, Standing standing) {
        standing.setTimes(
                places.time(places.since, rows, row),
                rows.time(row, 0),
                places.time(places.arrivedAt, rows, row),
                due(rows, row));
        standing.setPlace(node, reachable);
        for (int i = 0; i < visits.length; i++) {
            String channel = channels[i];
            if (channel == null) {
                standing.memoryAt(i).clear();
            } else {
                standing.memoryAt(i).set(visits[i], periods[i], places.time(places.doneAt[i], rows, row), channel);
            }
        }
    }

    /** Where the times of a state are in a row: equal ones are kept once, the start first. */
    private static final class Places {
        private byte since;
        private byte arrivedAt;
        private byte due;
        /** What is to be added for the end of a wait whose length is fixed. */
        private long dueAfter;

        private final byte[] doneAt;
        private int count;

        Places(int memories) {
            doneAt = new byte[memories];
        }

        Places(Places other) {
            since = other.since;
            arrivedAt = other.arrivedAt;
            due = other.due;
            dueAfter = other.dueAfter;
            doneAt = other.doneAt.clone();
            count = other.count;
        }

        boolean equalTo(Places other) {
            return since == other.since
                    && arrivedAt == other.arrivedAt
                    && due == other.due
                    && dueAfter == other.dueAfter
                    && Arrays.equals(doneAt, other.doneAt);
        }

        long time(byte place, RunRows rows, int row) {
            if (place >= 0) {
                return rows.time(row, place);
            }
            return place == NEVER ? Trajectory.NEVER : Long.MIN_VALUE;
        }

        /** @param times gets the times that are kept */
        void lay(Standing standing, long[] times, long[] lengths) {
            times[0] = standing.startedAt();
            count = 1;
            since = place(standing.since(), times);
            arrivedAt = place(standing.arrivedAt(), times);
            for (int i = 0; i < doneAt.length; i++) {
                doneAt[i] = place(standing.memoryAt(i).doneAt(), times);
            }
            long length = standing.due() - standing.arrivedAt();
            if (Arrays.binarySearch(lengths, length) >= 0) {
                due = arrivedAt;
                dueAfter = length;
            } else {
                due = place(standing.due(), times);
                dueAfter = 0;
            }
        }

        private byte place(long time, long[] times) {
            if (time == Trajectory.NEVER) {
                return NEVER;
            }
            if (time == Long.MIN_VALUE) {
                return NEVER_WAS;
            }
            int place = 0;
            while (place < count && times[place] != time) {
                place++;
            }
            if (place == count) {
                times[count++] = time;
            }
            return (byte) place;
        }
    }

    /** The shapes of one book, found again from where a decision leads. */
    static final class Known {
        private final List<Shape> shapes = new ArrayList<>();
        private final List<Shape> first = new ArrayList<>(2);
        private final int memories;
        private final long[] lengths;

        // of the latest standing
        private final Places places;
        private final long[] times;

        Known(CompiledScenario scenario) {
            this.memories = scenario.flow().rememberedSteps().length;
            this.lengths = lengths(scenario.definition());
            this.places = new Places(memories);
            this.times = new long[memories + 4]; // since, startedAt, arrivedAt, due
        }

        /** Of waits that count from the arrival, in milliseconds, in order. */
        private static long[] lengths(Scenario definition) {
            SortedSet<Long> lengths = new TreeSet<>();
            Placed.each(Placed.of(definition), placed -> {
                Span span = null;
                if (placed.step() instanceof Step.Await await) {
                    span = await.timeout();
                } else if (placed.step() instanceof Step.Wait wait
                        && wait.anchor() instanceof Anchor.Arrival
                        && wait.length() instanceof Length.Fixed fixed) {
                    span = fixed.span();
                }
                if (span instanceof Span.Exact exact) {
                    lengths.add(exact.duration().toMillis());
                }
            });
            return lengths.stream().mapToLong(Long::longValue).toArray();
        }

        Shape get(int number) {
            return shapes.get(number);
        }

        /** Writes {@code standing} into a row, all but the subject. */
        void save(Standing standing, @Nullable Shape before, RunRows rows, int row) {
            places.lay(standing, times, lengths);
            Shape shape = shape(standing, before == null ? first : before.followers);
            rows.needTimes(shape.times());
            for (int i = 0; i < places.count; i++) {
                rows.setTime(row, i, times[i]);
            }
            rows.setShape(row, shape.number);
        }

        private Shape shape(Standing standing, List<Shape> likely) {
            for (int i = 0; i < likely.size(); i++) {
                if (likely.get(i).isOf(standing, places)) {
                    return likely.get(i);
                }
            }
            Shape found = null;
            for (Shape shape : shapes) {
                found = shape.isOf(standing, places) ? shape : found;
            }
            if (found == null) {
                Node node = Objects.requireNonNull(standing.node());
                found = new Shape(shapes.size(), node, standing, new Places(places), memories);
                shapes.add(found);
            }
            likely.add(found);
            return found;
        }
    }
}
