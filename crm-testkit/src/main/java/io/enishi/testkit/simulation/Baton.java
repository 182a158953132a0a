package io.enishi.testkit.simulation;

import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A thread that runs only while it is told to: whoever starts it waits until it pauses or has finished, so that of all threads of a
 * simulation exactly one moves at any time. Handing over is a happens-before edge in both directions, so nothing shared needs a lock.
 */
final class Baton implements AutoCloseable {

    /** Nothing takes this long but a thread that waits for itself. */
    private static final long PATIENCE_SECONDS = 60;

    private final Semaphore runner = new Semaphore(0);
    private final Semaphore director = new Semaphore(0);
    private final Thread thread;
    private @Nullable Runnable work;
    private @Nullable Throwable thrown;
    private boolean busy;
    private boolean closed;

    Baton(String name) {
        thread = new Thread(this::loop, name);
        thread.setDaemon(true);
        thread.start();
    }

    private void loop() {
        while (true) {
            runner.acquireUninterruptibly();
            Runnable next = work;
            if (closed || next == null) {
                return;
            }
            try {
                next.run();
            } catch (Throwable any) { // told by finished()
                thrown = any;
            }
            busy = false;
            director.release();
        }
    }

    /** Whether something was started that has not finished. */
    boolean isBusy() {
        return busy;
    }

    /** Runs {@code next} until it pauses or has finished. */
    void start(Runnable next) {
        if (busy) {
            throw new IllegalStateException("still busy");
        }
        work = next;
        thrown = null;
        busy = true;
        goOn();
    }

    /** Runs what paused until it pauses again or has finished. */
    void goOn() {
        runner.release();
        try {
            // Second by second: a process that was stopped for a while has waited for one of them.
            int seconds = 0;
            while (!director.tryAcquire(1, TimeUnit.SECONDS)) {
                if (++seconds == PATIENCE_SECONDS) {
                    throw new IllegalStateException("the worker does not come back:" + where());
                }
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", interrupted);
        }
    }

    private String where() {
        StringBuilder where = new StringBuilder();
        for (StackTraceElement frame : thread.getStackTrace()) {
            where.append("\n  at ").append(frame);
        }
        return where.toString();
    }

    /** Lets others move; called by what was started. */
    void pause() {
        director.release();
        runner.acquireUninterruptibly();
    }

    /** What ended the work that finished last; null when it returned. */
    @Nullable
    Throwable thrown() {
        return thrown;
    }

    /** Ends the thread, once nothing is busy. */
    @Override
    public void close() {
        closed = true;
        work = null;
        runner.release();
    }
}
