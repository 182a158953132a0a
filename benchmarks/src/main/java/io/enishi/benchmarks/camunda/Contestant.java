package io.enishi.benchmarks.camunda;

/** Somebody who runs the journey on a database. Every call commits before it returns. */
interface Contestant extends AutoCloseable {

    /** A person registers: a run starts. */
    void start(int person);

    /** A person opened the first message. */
    void opened(int person);

    /** Time passes: all waits end that are over by then, epoch milliseconds. */
    void timeOuts(long later);

    /** Lets messages leave that wait, if they do. */
    void deliver();

    long sent();

    /** Runs that go on. */
    long running();

    @Override
    void close();
}
