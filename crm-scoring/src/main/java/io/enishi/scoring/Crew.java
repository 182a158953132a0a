package io.enishi.scoring;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Threads that work on one thing side by side: the caller's, and some of the host's.
 *
 * @param size how many threads, the caller's included
 */
record Crew(Executor others, int size) {

    /** The caller's thread alone. */
    static final Crew CALLER = new Crew(Runnable::run, 1);

    /**
     * Runs a task once for each number from 0 below {@link #size}, and returns when all have ended. What is done before a call is seen by its
     * tasks, and what they do is seen after it. If several throw, the one of the lowest number is heard of.
     */
    void run(IntConsumer task) {
        @Nullable RuntimeException[] failures = new RuntimeException[size];
        List<FutureTask<?>> shares = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            int number = i;
            shares.add(new FutureTask<>(() -> tell(task, number, failures), null));
        }
        shares.subList(1, size).forEach(others::execute);
        for (FutureTask<?> share : shares) {
            share.run(); // unless a thread has begun with it: one that is not free yet is not waited for
        }
        shares.forEach(Crew::await);
        for (RuntimeException failure : failures) {
            if (failure != null) {
                throw failure;
            }
        }
    }

    private static void tell(IntConsumer task, int number, @Nullable RuntimeException[] failures) {
        try {
            task.accept(number);
        } catch (RuntimeException e) {
            failures[number] = e;
        }
    }

    /** Also where this thread is interrupted: the others still work on what is shared. */
    private static void await(FutureTask<?> share) {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    share.get();
                    return;
                } catch (InterruptedException e) {
                    interrupted = true;
                } catch (ExecutionException e) {
                    throw new IllegalStateException("a share of the work failed", e.getCause());
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
