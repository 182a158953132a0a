package io.enishi.core;

/** Whether an input is news or history. */
public enum Mode {
    /** News: folds and segments move, scenarios decide. */
    LIVE,
    /**
     * History: folds and segments move; what scenarios would have started is only counted. That holds for what time brought between the event and its
     * being taken in, too, whoever decides it: a turn may come in between, also on another JVM.
     */
    BACKFILL
}
