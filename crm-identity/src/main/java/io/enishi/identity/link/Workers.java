package io.enishi.identity.link;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import java.util.function.IntFunction;

/** Numbered pieces of work, shared among a few threads that live as long as the job. */
final class Workers {

    private final int threads;

    Workers(int threads) {
        this.threads = threads;
    }

    /**
     * Does pieces 0 to {@code count - 1}, each once, by whichever worker is free; results must not depend on which.
     *
     * @param worker makes what a worker needs for itself and takes pieces into it
     * @return what each worker made
     */
    <T> List<T> share(int count, IntFunction<T> maker, Worker<T> worker) {
        AtomicInteger next = new AtomicInteger();
        List<T> made = new ArrayList<>();
        for (int w = 0; w < Math.min(threads, Math.max(1, count)); w++) {
            made.add(maker.apply(w));
        }
        run(made.size(), w -> {
            for (int piece = next.getAndIncrement(); piece < count; piece = next.getAndIncrement()) {
                worker.work(made.get(w), piece);
            }
        });
        return made;
    }

    /** Takes one piece. */
    interface Worker<T> {
        void work(T mine, int piece);
    }

    private static void run(int count, IntConsumer work) {
        if (count == 1) {
            work.accept(0);
            return;
        }
        ExecutorService pool = Executors.newFixedThreadPool(count);
        try {
            List<Future<?>> running = new ArrayList<>();
            for (int w = 0; w < count; w++) {
                int mine = w;
                running.add(pool.submit(() -> work.accept(mine)));
            }
            for (Future<?> one : running) {
                one.get();
            }
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while linking", e);
        } finally {
            pool.shutdownNow();
        }
    }
}
