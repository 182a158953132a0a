package io.enishi.scoring.rfm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.enishi.core.value.DefinitionException;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class RfmSpellingProperties {

    @Property(tries = 300)
    void whatIsWrittenIsReadAsTheSameModel(@ForAll("models") RfmModel model) {
        assertThat(RfmModel.parse(model.toYaml())).isEqualTo(model);
        assertThat(RfmModel.parse(model.toJson())).isEqualTo(model);
    }

    @Provide
    Arbitrary<RfmModel> models() {
        Arbitrary<Scale> scales = Arbitraries.oneOf(
                Arbitraries.integers().between(2, 9).map(Scale::quantiles),
                Arbitraries.integers().between(2, 9).map(Scale::aboveQuantiles),
                Arbitraries.integers().between(2, 9).map(Scale::midranks),
                Arbitraries.integers().between(2, 9).map(Scale::tiles),
                Arbitraries.doubles()
                        .between(-1e12, 1e12)
                        .list()
                        .ofMinSize(1)
                        .ofMaxSize(8)
                        .map(bounds -> new Scale.Cuts(bounds.stream().sorted().toList())));
        Arbitrary<int[]> ranges = Combinators.combine(
                        Arbitraries.integers().between(1, 9),
                        Arbitraries.integers().between(1, 9))
                .as((a, b) -> new int[] {Math.min(a, b), Math.max(a, b)});
        Arbitrary<RfmSegment> segments = Combinators.combine(
                        Arbitraries.of("Champions", "休眠", "a: b", "5"), ranges, ranges, ranges)
                .as((name, r, f, m) -> new RfmSegment(name, r[0], r[1], f[0], f[1], m[0], m[1]));
        Arbitrary<List<RfmSegment>> lists = Arbitraries.oneOf(
                Arbitraries.just(RfmSegment.standard()),
                segments.list().ofMaxSize(3).uniqueElements(RfmSegment::name));
        return Combinators.combine(scales, scales, scales, lists).as(RfmModel::new);
    }

    @Example
    void mistakesAreToldAtOnce() {
        DefinitionException refused = catchThrowableOfType(DefinitionException.class, () -> RfmModel.parse("""
            recency: {cuts: [90, 30]}
            frequency: {quintiles: 5}
            monetary: {quantiles: 12}
            segments: [{segment: Best, recency: 5-3}]
            """));

        assertThat(refused.problems())
                .extracting(problem -> problem.path())
                .contains("recency", "frequency", "monetary.quantiles", "segments[0]");
    }
}
