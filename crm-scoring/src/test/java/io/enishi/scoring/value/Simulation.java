package io.enishi.scoring.value;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Customers who buy and leave as the models say; written from the story, not from the formulas. */
public final class Simulation {

    private final Random random;

    public Simulation(Random random) {
        this.random = random;
    }

    public List<RepeatHistory> histories(PurchaseModel model, int customers) {
        double[] p = model.parameters().values().stream()
                .mapToDouble(Double::doubleValue)
                .toArray();
        List<RepeatHistory> histories = new ArrayList<>(customers);
        for (int i = 0; i < customers; i++) {
            double end = 40 + random.nextInt(280) / 7.0;
            double rate = gamma(p[0]) / p[1];
            double leaves = Double.POSITIVE_INFINITY;
            double chance = 0;
            if (model instanceof ParetoNbd) {
                leaves = exponential() / (gamma(p[2]) / p[3]);
            } else {
                double a = gamma(p[2]);
                chance = a / (a + gamma(p[3]));
            }
            double now = 0;
            double last = 0;
            int x = 0;
            boolean alive = !(model instanceof MbgNbd) || random.nextDouble() >= chance;
            while (alive) {
                now += exponential() / rate;
                if (now > end || now > leaves) {
                    break;
                }
                last = now;
                x++;
                alive = random.nextDouble() >= chance;
            }
            histories.add(new RepeatHistory(x, last, end));
        }
        return histories;
    }

    private double exponential() {
        return -Math.log(1 - random.nextDouble());
    }

    /** Marsaglia and Tsang (2000). */
    private double gamma(double shape) {
        if (shape < 1) {
            return gamma(shape + 1) * Math.pow(1 - random.nextDouble(), 1 / shape);
        }
        double d = shape - 1.0 / 3;
        double c = 1 / Math.sqrt(9 * d);
        while (true) {
            double z = random.nextGaussian();
            double v = 1 + c * z;
            if (v > 0) {
                v = v * v * v;
                if (Math.log(1 - random.nextDouble()) < 0.5 * z * z + d - d * v + d * Math.log(v)) {
                    return d * v;
                }
            }
        }
    }
}
