package io.enishi.examples.replay;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;

/** Adds up where time goes, by phase. */
public final class Stopwatch {

    private final Map<String, Long> nanos = new LinkedHashMap<>();

    public void time(String phase, Runnable work) {
        long start = System.nanoTime();
        work.run();
        add(phase, System.nanoTime() - start);
    }

    public <T> T call(String phase, Callable<T> work) throws Exception {
        long start = System.nanoTime();
        T result = work.call();
        add(phase, System.nanoTime() - start);
        return result;
    }

    private void add(String phase, long spent) {
        nanos.merge(phase, spent, Long::sum);
    }

    public Map<String, Duration> phases() {
        Map<String, Duration> phases = new LinkedHashMap<>();
        nanos.forEach((phase, spent) -> phases.put(phase, Duration.ofNanos(spent)));
        return phases;
    }
}
