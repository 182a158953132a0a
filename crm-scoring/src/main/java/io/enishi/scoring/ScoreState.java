package io.enishi.scoring;

import io.enishi.core.value.DecayingSum;
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
    /** Points that do not decay. */
    long kept;
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

    ScoreState(int bandsEntered, int halfLives, int fadings, int caps, int rollings) {
        this.bandsEntered = bandsEntered;
        this.moreDecaying = halfLives < 2 ? NO_SUMS : new DecayingSum[halfLives - 1];
        this.fading = fadings == 0 ? NO_FADING : new Fading[fadings];
        this.caps = caps == 0 ? NO_CAPS : new long[caps];
        this.rolling = rollings == 0 ? NO_FADING : new Fading[rollings];
    }

    @Nullable
    DecayingSum decaying(int halfLife) {
        return halfLife == 0 ? decaying : moreDecaying[halfLife - 1];
    }

    DecayingSum decayingFor(int halfLife, ScoreFold fold) {
        DecayingSum sum = decaying(halfLife);
        if (sum == null) {
            sum = new DecayingSum(fold.halfLife(halfLife));
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
