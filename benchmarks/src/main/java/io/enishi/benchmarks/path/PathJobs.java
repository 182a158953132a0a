package io.enishi.benchmarks.path;

import io.enishi.benchmarks.Job;
import io.enishi.benchmarks.Race;
import io.enishi.benchmarks.SharedData;
import java.nio.file.Path;
import java.util.Locale;
import java.util.function.Function;

/** The two races over the whole path. */
public final class PathJobs {

    private static final String DATA = "scoring/online_retail.csv.gz";

    private PathJobs() {}

    public static Job dormant() {
        return Job.of(
                "path.dormant",
                "Online Retail from CSV to decisions, dormant rule alone, against reading it into a map of lists",
                () -> race("path.dormant", 0.4, EnginePath::dormant));
    }

    public static Job full() {
        return Job.of(
                "path.full",
                "the same with five segments, a score and the log of decisions",
                () -> race("path.full", 0.25, EnginePath::segmentsAndScore));
    }

    private static void race(String name, double goal, Function<Path, EnginePath> contestant) throws Exception {
        Path file = SharedData.file(DATA);
        EnginePath ours = contestant.apply(file);
        Race.of(name, goal).run(() -> RowsByCustomer.read(file).checksum(), ours::run);
        System.out.println("   ours came to " + ours.whatWasDone());
        long total = ours.phases().values().stream().mapToLong(Long::longValue).sum();
        System.out.println("   where the time of ours goes, warm-up included:");
        ours.phases()
                .forEach((phase, nanos) ->
                        System.out.printf(Locale.ROOT, "   %3d %%  %s%n", Math.round(100.0 * nanos / total), phase));
    }
}
