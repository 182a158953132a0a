package io.enishi.benchmarks;

/** A whole job that is measured by name. */
public interface Job {

    /** Name on the command line: lower-case words with dots, such as {@code path.dormant}. */
    String name();

    /** What it does, in one line. */
    String description();

    /** Runs it and prints the figures, lines of the form {@code name key=value} last. */
    void run() throws Exception;

    /** A job made of a name, a line and a body. */
    static Job of(String name, String description, Body body) {
        return new Job() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public String description() {
                return description;
            }

            @Override
            public void run() throws Exception {
                body.run();
            }
        };
    }

    /** What a job does. */
    @FunctionalInterface
    interface Body {
        void run() throws Exception;
    }
}
