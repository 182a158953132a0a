package io.enishi.benchmarks.start;

import io.enishi.benchmarks.Job;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;

/** Starts {@link FirstEvent} in a JVM of its own and waits for its word. */
public final class StartJob implements Job {

    private static final int RUNS = 5;

    @Override
    public String name() {
        return "start.first-event";
    }

    @Override
    public String description() {
        return "from the start of the JVM to the first decided event";
    }

    @Override
    public void run() throws IOException, InterruptedException {
        once(); // the first reads the jar from the disk
        long[] nanos = new long[RUNS];
        for (int run = 0; run < RUNS; run++) {
            nanos[run] = once();
        }
        Arrays.sort(nanos);
        System.out.printf(
                Locale.ROOT,
                "start.first-event median_ms=%.0f fastest_ms=%.0f slowest_ms=%.0f runs=%d%n",
                nanos[RUNS / 2] / 1e6,
                nanos[0] / 1e6,
                nanos[RUNS - 1] / 1e6,
                RUNS);
    }

    private static long once() throws IOException, InterruptedException {
        long start = System.nanoTime();
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        FirstEvent.class.getName())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try (BufferedReader words =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            String word = words.readLine();
            long nanos = System.nanoTime() - start;
            if (!FirstEvent.DONE.equals(word) || process.waitFor() != 0) {
                throw new IllegalStateException("the program did not get so far; it said " + word);
            }
            return nanos;
        }
    }
}
