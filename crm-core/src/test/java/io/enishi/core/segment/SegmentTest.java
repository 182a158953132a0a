package io.enishi.core.segment;

import static io.enishi.core.condition.Conditions.inSegment;
import static io.enishi.core.condition.Conditions.orders;
import static io.enishi.core.condition.Conditions.sum;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.enishi.core.condition.ConditionContext;
import io.enishi.core.condition.ConditionSet;
import io.enishi.core.value.DefinitionException;
import io.enishi.core.value.Problem;
import java.util.List;
import org.junit.jupiter.api.Test;

class SegmentTest {

    private static final Segment VIP = Segment.live(
                    "vip", sum("amount").of(orders()).thisYear().atLeast(100_000))
            .withDescription("Bought for 100,000 yen this year");

    private static final String YAML = """
            segment: vip
            description: "Bought for 100,000 yen this year"
            when:
              sum: amount
              of: orders
              within: this year
              at-least: 100000
            """;

    @Test
    void javaAndYamlSpellOneSegment() {
        assertThat(SegmentSpelling.toYaml(VIP)).isEqualTo(YAML);
        assertThat(SegmentSpelling.parse(YAML)).isEqualTo(VIP);
        assertThat(SegmentSpelling.parse(SegmentSpelling.toJson(VIP))).isEqualTo(VIP);
    }

    @Test
    void severalStandInAList() {
        List<Segment> segments = List.of(VIP, Segment.snapshot("launch", inSegment("vip")));
        assertThat(SegmentSpelling.parseAll(SegmentSpelling.toYaml(segments))).isEqualTo(segments);
        assertThat(SegmentSpelling.parseAll(YAML)).containsExactly(VIP);
    }

    @Test
    void refusesEverythingThatIsWrongAtOnce() {
        DefinitionException refused =
                catchThrowableOfType(DefinitionException.class, () -> SegmentSpelling.parseAll("""
                        segments:
                          - segment: VIP
                            when: {count: orders, at-least: many}
                          - segment: new
                            membership: sometimes
                          - {segment: x, when: {all: []}, colour: red}
                        """));
        assertThat(refused.problems())
                .extracting(Problem::path)
                .containsExactly(
                        "segments[0].segment",
                        "segments[0].when.at-least",
                        "segments[1].membership",
                        "segments[1]",
                        "segments[2].colour");
    }

    @Test
    void refusesTwoOfOneName() {
        assertThatThrownBy(() -> SegmentSpelling.parseAll(SegmentSpelling.toYaml(List.of(VIP, VIP))))
                .hasMessage("segments[1].segment: a segment is named \"vip\" already; choose another name");
    }

    @Test
    void aNewDescriptionIsNoNewDefinition() {
        assertThat(VIP.withDescription("x").definitionHash()).isEqualTo(VIP.definitionHash());
        assertThat(Segment.snapshot("vip", VIP.when()).definitionHash()).isNotEqualTo(VIP.definitionHash());
    }

    @Test
    void segmentsInACircleAreRefusedWhenCompiled() {
        Segment one = Segment.live("one", inSegment("two"));
        Segment two = Segment.live("two", inSegment("one"));
        assertThatThrownBy(() -> ConditionSet.builder(ConditionContext.open())
                        .segment(one.name(), one.when())
                        .segment(two.name(), two.when())
                        .build())
                .isInstanceOf(DefinitionException.class)
                .hasMessageContaining("one -> two -> one");
    }
}
