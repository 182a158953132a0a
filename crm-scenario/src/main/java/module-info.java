import org.jspecify.annotations.NullMarked;

/** Scenarios as journeys: entry, waits, branches, sends, goals and caps. */
@NullMarked
module io.enishi.scenario {
    requires static org.jspecify;
    requires transitive io.enishi.core;
    requires com.samskivert.jmustache;
    requires org.apache.commons.numbers.gamma;
    requires org.apache.commons.statistics.distribution;

    exports io.enishi.scenario;
    exports io.enishi.scenario.contact;
    exports io.enishi.scenario.content;
    exports io.enishi.scenario.experiment;
    exports io.enishi.scenario.experiment.statistics;
    exports io.enishi.scenario.funnel;
    exports io.enishi.scenario.rehearsal;
}
