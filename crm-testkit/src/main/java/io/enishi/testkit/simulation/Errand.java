package io.enishi.testkit.simulation;

import java.util.function.Consumer;

/**
 * Something that a host wants done, and tries again until it was told that it is done; work that is merely due is tried once, since it
 * stays due.
 *
 * @param text what, for the story
 * @param mustSucceed whether the host tries again
 * @param work does it on a worker
 */
record Errand(String text, boolean mustSucceed, Consumer<Worker> work) {

    void run(Worker worker) {
        work.accept(worker);
    }

    static Errand once(String text, Consumer<Worker> work) {
        return new Errand(text, false, work);
    }

    static Errand untilDone(String text, Consumer<Worker> work) {
        return new Errand(text, true, work);
    }
}
