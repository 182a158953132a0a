import org.jspecify.annotations.NullMarked;

/** Contracts for host implementations, the scenario harness and manual time. */
@NullMarked
module io.enishi.testkit {
    requires static org.jspecify;
    requires transitive io.enishi.core;
    requires transitive io.enishi.scenario;
    requires transitive org.junit.jupiter.api;
    requires transitive org.assertj.core;

    exports io.enishi.testkit;
    exports io.enishi.testkit.simulation;
}
