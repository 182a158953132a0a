package io.enishi.examples.link;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;

/** Hands things over to another thread, in order; what goes wrong there is thrown here. */
final class Conveyor<T> implements AutoCloseable {

    /** Things under way; whoever puts more waits for the oldest. */
    private static final int MOST_UNDER_WAY = 8;

    private final Consumer<T> taker;
    private final ExecutorService other;
    private final boolean alone;
    private final Queue<Future<?>> underWay = new ArrayDeque<>();

    /** @param threads with one there is no other thread */
    Conveyor(int threads, Consumer<T> taker) {
        this.taker = taker;
        this.alone = threads < 2;
        this.other = Executors.newSingleThreadExecutor();
    }

    void put(T thing) {
        if (alone) {
            taker.accept(thing);
            return;
        }
        underWay.add(other.submit(() -> taker.accept(thing)));
        if (underWay.size() > MOST_UNDER_WAY) {
            await();
        }
    }

    /** Waits until all is taken. */
    void finish() {
        while (!underWay.isEmpty()) {
            await();
        }
    }

    private void await() {
        try {
            underWay.remove().get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while reading", e);
        }
    }

    @Override
    public void close() {
        other.shutdownNow();
    }
}
