package io.enishi.scoring;

import io.enishi.core.value.DecayingSum;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a {@link ScoreFold} remembers of a customer. Opaque: made, changed, written and read by its fold alone. Mutable, not
 * thread-safe.
 *
 * <p>Its size depends on the model and on what is still alive, not on the number of events: one long for points that stay, at most
 * 60 buckets for each half-life, one entry for each instant at which points will be gone, one or two longs for each cap, one entry
 * for each event inside a rolling cap, and, if a rule is reversed on refund, one entry for each order.
 */
public final class ScoreState {

    private static final @Nullable DecayingSum[] NO_SUMS = {};
    private static final @Nullable Fading[] NO_FADING = {};
    private static final long[] NO_CAPS = {};

    /** When the last event that changed something occurred, epoch milliseconds. */
    long lastTime = Long.MIN_VALUE;
    /** How many bands above the lowest were entered before {@link #lastTime}, for models with hysteresis. */
    int bandsEntered;
    /** The same for each group; empty unless one has hysteresis. */
    final int[] groupBands;
    /** Points that do not decay, of rules of no group. */
    private long kept;
    /** Those of each group; empty until a rule of a group gives some. */
    private long[] keptByGroup = NO_CAPS;
    /** Of the fold's first half-life; most models have one, and a look-up less is a cache miss less. */
    private @Nullable DecayingSum decaying;
    /** Of its other half-lives. */
    private final @Nullable DecayingSum[] moreDecaying;
    /** By the fold's index of ways to fade. */
    final @Nullable Fading[] fading;
    /** By the fold's index of calendar and lifetime caps. */
    final long[] caps;
    /** By the fold's index of rolling caps. */
    final @Nullable Fading[] rolling;
    /** By order id; null until there is one. */
    @Nullable
    Map<String, OrderPoints> orders;

    ScoreState(int bandsEntered, int[] groupBands, int halfLives, int fadings, int caps, int rollings) {
        this.bandsEntered = bandsEntered;
        this.groupBands = groupBands;
        this.moreDecaying = halfLives < 2 ? NO_SUMS : new DecayingSum[halfLives - 1];
        this.fading = fadings == 0 ? NO_FADING : new Fading[fadings];
        this.caps = caps == 0 ? NO_CAPS : new long[caps];
        this.rolling = rollings == 0 ? NO_FADING : new Fading[rollings];
    }

    private ScoreState(ScoreState other) {
        this.lastTime = other.lastTime;
        this.bandsEntered = other.bandsEntered;
        this.groupBands = other.groupBands.length == 0 ? other.groupBands : other.groupBands.clone();
        this.kept = other.kept;
        this.keptByGroup = other.keptByGroup.length == 0 ? NO_CAPS : other.keptByGroup.clone();
        this.decaying = other.decaying == null ? null : other.decaying.copy();
        this.moreDecaying = other.moreDecaying.length == 0 ? NO_SUMS : other.moreDecaying.clone();
        for (int i = 0; i < moreDecaying.length; i++) {
            DecayingSum sum = moreDecaying[i];
            moreDecaying[i] = sum == null ? null : sum.copy();
        }
        this.fading = copies(other.fading);
        this.caps = other.caps.length == 0 ? NO_CAPS : other.caps.clone();
        this.rolling = copies(other.rolling);
        Map<String, OrderPoints> theirs = other.orders;
        if (theirs != null) {
            Map<String, OrderPoints> copies = new HashMap<>(theirs.size() * 2);
            theirs.forEach((id, order) -> copies.put(id, order.copy()));
            this.orders = copies;
        }
    }

    private static @Nullable Fading[] copies(@Nullable Fading[] originals) {
        if (originals.length == 0) {
            return originals;
        }
        @Nullable Fading[] copies = new Fading[originals.length];
        for (int i = 0; i < copies.length; i++) {
            Fading fading = originals[i];
            copies[i] = fading == null ? null : fading.copy();
        }
        return copies;
    }

    /** Another state that is equal to this one and shares nothing with it. */
    ScoreState copy() {
        return new ScoreState(this);
    }

    /** Points that stay, of a group: 0 for the rules that name none. */
    long kept(int group) {
        if (group == 0) {
            return kept;
        }
        return group <= keptByGroup.length ? keptByGroup[group - 1] : 0;
    }

    void keep(int group, long points) {
        if (group == 0) {
            kept += points;
            return;
        }
        if (group > keptByGroup.length) {
            keptByGroup = Arrays.copyOf(keptByGroup, group);
        }
        keptByGroup[group - 1] += points;
    }

    @Nullable
    DecayingSum decaying(int halfLife) {
        return halfLife == 0 ? decaying : moreDecaying[halfLife - 1];
    }

    DecayingSum decayingFor(int halfLife, StateLayout layout) {
        DecayingSum sum = decaying(halfLife);
        if (sum == null) {
            sum = new DecayingSum(layout.halfLife(halfLife));
            if (halfLife == 0) {
                decaying = sum;
            } else {
                moreDecaying[halfLife - 1] = sum;
            }
        }
        return sum;
    }

    OrderPoints order(String id) {
        if (orders == null) {
            orders = new HashMap<>(4);
        }
        return orders.computeIfAbsent(id, absent -> new OrderPoints());
    }
}
