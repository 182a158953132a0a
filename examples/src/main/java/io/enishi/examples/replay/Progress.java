package io.enishi.examples.replay;

import java.io.PrintStream;
import java.util.concurrent.TimeUnit;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import org.jspecify.annotations.Nullable;

/** A progress bar that shows itself only once the work has taken a second. */
public final class Progress implements AutoCloseable {

    private static final int COLUMNS = 100;
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final String task;
    private final long total;
    private final PrintStream out;
    private final long start = System.nanoTime();
    private @Nullable ProgressBar bar;

    public Progress(String task, long total, PrintStream out) {
        this.task = task;
        this.total = total;
        this.out = out;
    }

    public void at(long done) {
        if (bar == null && System.nanoTime() - start > PATIENCE_NANOS) {
            bar = new ProgressBarBuilder()
                    .setTaskName(task)
                    .setInitialMax(total)
                    .setUpdateIntervalMillis(200)
                    .setConsumer(new ConsoleProgressBarConsumer(out, COLUMNS))
                    .build();
        }
        if (bar != null) {
            bar.stepTo(done);
        }
    }

    @Override
    public void close() {
        if (bar != null) {
            bar.close();
        }
    }
}
