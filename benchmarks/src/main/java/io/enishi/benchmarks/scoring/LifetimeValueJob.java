package io.enishi.benchmarks.scoring;

import io.enishi.benchmarks.Job;
import io.enishi.benchmarks.SharedData;
import io.enishi.scoring.fit.Fit;
import io.enishi.scoring.value.BgNbd;
import io.enishi.scoring.value.ParetoNbd;
import io.enishi.scoring.value.PurchaseCounts;
import io.enishi.scoring.value.PurchaseLog;
import java.io.IOException;
import java.nio.file.Files;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.function.Supplier;

/**
 * Fits of BG/NBD and Pareto/NBD: the CDNOW sample, and simulated customers by the hundred thousand, compression included. The baseline
 * is what one writes first ({@link PlainBgNbd}): every customer in every evaluation, simplex search without derivatives.
 */
public final class LifetimeValueJob implements Job {

    private static final int WARM_UPS = 300;
    private static final int RUNS = 5;
    private static final double PLAIN_AND_OURS_AGREE = 1e-3;

    @Override
    public String name() {
        return "scoring.lifetime_value";
    }

    @Override
    public String description() {
        return "BG/NBD and Pareto/NBD fits: CDNOW warm, up to 2,000,000 simulated customers, against a plain fit";
    }

    /** Columns x, tx, T in weeks. */
    private record Columns(int[] x, double[] tx, double[] t) {

        PurchaseCounts counts() {
            return PurchaseCounts.of(x, tx, t);
        }
    }

    @Override
    public void run() throws IOException {
        Columns cdnow = cdnow();
        for (int i = 0; i < WARM_UPS; i++) {
            BgNbd.fit(cdnow.counts());
            if (i % 10 == 0) {
                ParetoNbd.fit(cdnow.counts());
            }
        }
        double plainCdnow = millis(() -> plain(cdnow));
        double ourCdnow = millis(() -> ours(cdnow));
        double pareto = millis(() -> ParetoNbd.fit(cdnow.counts()).orElseThrow().logLikelihood());
        say(
                "cdnow.bg_nbd plain=%.1f ms ours=%.2f ms ratio=%.0f goal=2 ms",
                plainCdnow, ourCdnow, plainCdnow / ourCdnow);
        say("cdnow.pareto_nbd ours=%.1f ms goal=50 ms", pareto);
        Columns some = simulated(100_000, true);
        double plainSome = once(() -> plain(some));
        double ourSome = millis(() -> ours(some));
        say("simulated.100000 plain=%.0f ms ours=%.0f ms ratio=%.0f", plainSome, ourSome, plainSome / ourSome);
        for (int customers : new int[] {250_000, 500_000, 1_000_000, 2_000_000}) {
            Columns many = simulated(customers, true);
            PurchaseCounts counts = many.counts();
            Fit.Identified<BgNbd> fit = BgNbd.fit(counts).orElseThrow();
            double compressing = millis(() -> many.counts().size());
            double all = millis(() -> ours(many));
            say(
                    "simulated.%d ours=%.0f ms, of it compressing=%.0f ms; %d rows, %d evaluations; goal for"
                            + " 1000000=500 ms",
                    customers, all, compressing, counts.size(), fit.evaluations());
        }
        Columns continuous = simulated(1_000_000, false);
        say("simulated.1000000 in continuous time, no two alike: ours=%.0f ms", millis(() -> ours(continuous)));
    }

    private static double ours(Columns columns) {
        return BgNbd.fit(columns.counts()).orElseThrow().logLikelihood();
    }

    private static double plain(Columns columns) {
        double plain = PlainBgNbd.fit(columns.x(), columns.tx(), columns.t());
        double ours = ours(columns);
        if (Math.abs(plain - ours) > PLAIN_AND_OURS_AGREE) {
            throw new IllegalStateException("log-likelihoods differ: plain " + plain + ", ours " + ours);
        }
        return plain;
    }

    /** Median of five runs. */
    private static double millis(Supplier<? extends Number> work) {
        double[] millis = new double[RUNS];
        for (int run = 0; run < RUNS; run++) {
            System.gc();
            millis[run] = once(work);
        }
        Arrays.sort(millis);
        return millis[RUNS / 2];
    }

    private static double once(Supplier<? extends Number> work) {
        long start = System.nanoTime();
        if (Double.isNaN(work.get().doubleValue())) {
            throw new IllegalStateException("no number");
        }
        return (System.nanoTime() - start) / 1e6;
    }

    private static void say(String format, Object... values) {
        System.out.println(String.format(Locale.ROOT, format, values));
    }

    private static Columns cdnow() throws IOException {
        PurchaseLog.Builder builder = PurchaseLog.until(LocalDate.of(1997, 9, 30));
        for (String line : Files.readAllLines(SharedData.file("scoring/cdnow_sample_log.csv"))) {
            String[] row = line.split(",", -1);
            if (!row[0].equals("customer")) {
                builder.add(row[0], LocalDate.parse(row[1]), Double.parseDouble(row[2]));
            }
        }
        PurchaseLog log = builder.build();
        int n = log.size();
        Columns columns = new Columns(new int[n], new double[n], new double[n]);
        for (int i = 0; i < n; i++) {
            columns.x()[i] = log.customer(i).x();
            columns.tx()[i] = log.customer(i).history().tx();
            columns.t()[i] = log.customer(i).history().t();
        }
        return columns;
    }

    /** Customers as the model has them, who began within twelve weeks and were watched for 27 to 39; whole days, or any time. */
    private static Columns simulated(int customers, boolean wholeDays) {
        SplittableRandom random = new SplittableRandom(42);
        Columns columns = new Columns(new int[customers], new double[customers], new double[customers]);
        for (int i = 0; i < customers; i++) {
            double end = wholeDays ? (189 + random.nextInt(84)) / 7.0 : 27 + 12 * random.nextDouble();
            double rate = gamma(random, 0.243) / 4.414;
            double a = gamma(random, 0.793);
            double leaves = a / (a + gamma(random, 2.426));
            double now = 0;
            double last = 0;
            int x = 0;
            while (true) {
                now -= Math.log(1 - random.nextDouble()) / rate;
                if (!(now < end)) {
                    break;
                }
                double day = wholeDays ? Math.ceil(now * 7) / 7 : now;
                if (day > last && day <= end) {
                    x++;
                    last = day;
                }
                if (random.nextDouble() < leaves) {
                    break;
                }
            }
            columns.x()[i] = x;
            columns.tx()[i] = last;
            columns.t()[i] = end;
        }
        return columns;
    }

    /** Marsaglia and Tsang (2000). */
    private static double gamma(SplittableRandom random, double shape) {
        if (shape < 1) {
            return gamma(random, shape + 1) * Math.pow(1 - random.nextDouble(), 1 / shape);
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
