import org.jspecify.annotations.NullMarked;

/** Events, timelines, conditions, segments, consent and the commit and claim protocol. */
@SuppressWarnings("module") // the qualified exports name modules that are built after this one
@NullMarked
module io.enishi.core {
    requires static org.jspecify;
    requires org.slf4j;
    requires com.github.benmanes.caffeine;
    requires tools.jackson.databind;
    requires tools.jackson.dataformat.yaml;

    exports io.enishi.core.event;
    exports io.enishi.core.value;
    exports io.enishi.core.condition;
    exports io.enishi.core.process;
    exports io.enishi.core.consent;
    exports io.enishi.core.explain;
    exports io.enishi.core.segment;
    exports io.enishi.core.spi;
    exports io.enishi.core.customer;
    exports io.enishi.core.internal.doc to
            io.enishi.scoring,
            io.enishi.scenario,
            io.enishi.identity;
    exports io.enishi.core.internal.spelling to
            io.enishi.scoring,
            io.enishi.scenario,
            io.enishi.identity;
    exports io.enishi.core.internal.fold to
            io.enishi.scoring;
    exports io.enishi.core.internal.place to
            io.enishi.identity;
    exports io.enishi.core.internal.time to
            io.enishi.scoring;
    exports io.enishi.core.internal.timeline to
            io.enishi.scoring;
    exports io.enishi.core;
    exports io.enishi.core.memory;
}
