package io.enishi.scoring.attribution;

import java.time.Duration;
import java.util.Collection;

/**
 * Divides a conversion by how long ago each contact was: a contact that is one half-life older counts half as much. With age a and
 * half-life h the weight is 2<sup>-a/h</sup>; weights of a path are scaled to add up to 1.
 *
 * @param halfLife longer than zero
 */
public record TimeDecay(Duration halfLife) {

    /** @throws IllegalArgumentException if the half-life is not longer than zero */
    public TimeDecay {
        if (halfLife.isNegative() || halfLife.isZero()) {
            throw new IllegalArgumentException("half-life " + halfLife + ": longer than zero");
        }
    }

    /** Divides the conversions of these paths; their order does not matter. */
    public Attribution attribute(Collection<TimedPath> paths) {
        Ledger ledger = new Ledger();
        for (TimedPath path : paths) {
            path.touches().forEach(touch -> ledger.meet(touch.channel()));
            if (!path.converted()) {
                continue;
            }
            if (path.touches().isEmpty()) {
                ledger.leave(1, path.value());
                continue;
            }
            double[] weights = weights(path);
            for (int i = 0; i < weights.length; i++) {
                ledger.credit(path.touches().get(i).channel(), weights[i], weights[i] * path.value());
            }
        }
        return ledger.attribution("time-decay");
    }

    /** Ages count from the latest contact: the scale drops out, and paths of long ago do not vanish. */
    private double[] weights(TimedPath path) {
        int n = path.touches().size();
        double[] weights = new double[n];
        double sum = 0;
        for (int i = 0; i < n; i++) {
            Duration older = Duration.between(
                    path.touches().get(i).at(), path.touches().get(n - 1).at());
            weights[i] = StrictMath.pow(2, -(seconds(older) / seconds(halfLife)));
            sum += weights[i];
        }
        for (int i = 0; i < n; i++) {
            weights[i] /= sum;
        }
        return weights;
    }

    private static double seconds(Duration duration) {
        return duration.getSeconds() + duration.getNano() / 1e9;
    }
}
