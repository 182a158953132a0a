package io.enishi.scoring;

import io.enishi.core.value.DecayingSum;
import io.enishi.core.value.Trajectory;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What a state adds up to, as functions of time from its last event on. */
final class ScoreTotals {

    /** Stands for the points of no group where a group is asked for. */
    static final int NO_GROUP = -1;

    private final ScoreModel model;
    private final StateLayout layout;
    private final boolean limitedGroups;

    ScoreTotals(ScoreModel model, StateLayout layout) {
        this.model = model;
        this.layout = layout;
        this.limitedGroups = model.groups().stream().anyMatch(ScoreGroup::isLimited);
    }

    /** All points, before any limit. */
    Trajectory sum(ScoreState state) {
        List<Trajectory> parts = new ArrayList<>(1 + layout.halfLives() + layout.fadings());
        for (int group = 0; group <= model.groups().size(); group++) {
            addParts(state, group, parts);
        }
        return Trajectory.sum(parts);
    }

    /** The score: groups within their limits, then the sum within the model's. */
    Trajectory score(ScoreState state) {
        Trajectory unclamped = limitedGroups ? grouped(state) : sum(state);
        return Trajectory.clamped(unclamped, model.floor(), model.ceiling());
    }

    private Trajectory grouped(ScoreState state) {
        List<Trajectory> unlimited = new ArrayList<>();
        addParts(state, 0, unlimited);
        List<GroupedScore.Limited> limited = new ArrayList<>();
        for (int i = 0; i < model.groups().size(); i++) {
            ScoreGroup group = model.groups().get(i);
            if (group.isLimited()) {
                limited.add(new GroupedScore.Limited(groupSum(state, i), group.floor(), group.ceiling()));
            } else {
                addParts(state, i + 1, unlimited);
            }
        }
        return new GroupedScore(Trajectory.sum(unlimited), limited);
    }

    /** What a group brings, within its limits. */
    Trajectory group(ScoreState state, int group) {
        ScoreGroup limits = model.groups().get(group);
        return Trajectory.clamped(groupSum(state, group), limits.floor(), limits.ceiling());
    }

    /** A group's points before its limits. */
    Trajectory groupSum(ScoreState state, int group) {
        List<Trajectory> parts = new ArrayList<>();
        addParts(state, group + 1, parts);
        return Trajectory.sum(parts);
    }

    /** @param group 0 for the points of no group, else the group's position and one */
    private void addParts(ScoreState state, int group, List<Trajectory> parts) {
        parts.add(Trajectory.constant(state.kept(group)));
        for (int i = 0; i < layout.halfLives(); i++) {
            DecayingSum sum = state.decaying(i);
            if (sum != null && layout.groupOfHalfLife(i) == group) {
                parts.add(sum.trajectory());
            }
        }
        for (int i = 0; i < layout.fadings(); i++) {
            Fading fading = state.fading[i];
            if (fading != null && fading.size() > 0 && layout.groupOfFading(i) == group) {
                parts.add(trajectory(layout.fading(i), fading));
            }
        }
    }

    private static Trajectory trajectory(Decay decay, Fading fading) {
        int n = fading.size();
        if (decay instanceof Decay.Stepped stepped) {
            return stepped(stepped, fading);
        }
        long[] ends = new long[n];
        long[] points = new long[n];
        for (int i = 0; i < n; i++) {
            ends[i] = fading.time(i);
            points[i] = fading.points(i);
        }
        if (decay instanceof Decay.Linear linear) {
            return Trajectory.linear(linear.length().toMillis(), ends, points);
        }
        long left = fading.total();
        for (int i = 0; i < n; i++) {
            left -= points[i];
            points[i] = left;
        }
        return Trajectory.steps(fading.total(), ends, points, 1);
    }

    /** Each entry loses {@code percent} hundredths at the end of each period, the last time what is left. */
    private static Trajectory stepped(Decay.Stepped decay, Fading fading) {
        Map<Long, Long> losses = new TreeMap<>();
        long period = decay.period().toMillis();
        for (int i = 0; i < fading.size(); i++) {
            int left = 100;
            for (int over = 1; left > 0; over++) {
                int lost = Math.min(left, decay.percent());
                losses.merge(fading.time(i) + over * period, fading.points(i) * lost, Long::sum);
                left -= lost;
            }
        }
        long[] times = new long[losses.size()];
        long[] values = new long[losses.size()];
        long value = fading.total() * 100;
        int at = 0;
        for (Map.Entry<Long, Long> loss : losses.entrySet()) {
            value -= loss.getValue();
            times[at] = loss.getKey();
            values[at++] = value;
        }
        return Trajectory.steps(fading.total() * 100, times, values, 100);
    }
}
