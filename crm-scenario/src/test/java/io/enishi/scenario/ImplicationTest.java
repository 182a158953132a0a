package io.enishi.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.enishi.core.condition.Comparison;
import io.enishi.core.condition.Condition;
import io.enishi.core.condition.Selection;
import io.enishi.core.condition.Span;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ImplicationTest {

    @Test
    void aComparisonIsWithinAnotherIffNoWholeNumberTellsThemApartTheOtherWay() {
        List<Comparison> all = new ArrayList<>();
        for (Comparison.Operator operator : Comparison.Operator.values()) {
            for (long bound = -3; bound <= 3; bound++) {
                all.add(new Comparison(operator, bound));
            }
        }
        int found = 0;
        for (Comparison narrow : all) {
            for (Comparison wide : all) {
                boolean holds = true;
                for (long twice = -10; twice <= 10; twice++) { // halves, too: averages are fractions
                    holds &= !halved(narrow, twice) || halved(wide, twice);
                }
                assertThat(Implication.within(narrow, wide))
                        .as(narrow + " within " + wide)
                        .isEqualTo(holds);
                found += holds ? 1 : 0;
            }
        }
        assertThat(found).isGreaterThan(all.size());
    }

    private static boolean halved(Comparison comparison, long twice) {
        return comparison.operator().test(Long.compare(twice, 2 * comparison.bound()));
    }

    @Test
    void aLongerSilenceImpliesAShorterOneOfTheSameKind() {
        Condition months3 = new Condition.Absence(Selection.actions(), Span.months(3));
        Condition months6 = new Condition.Absence(Selection.actions(), Span.months(6));
        Condition vip = new Condition.InSegment("vip");

        assertThat(Implication.implies(months6, months3)).isTrue();
        assertThat(Implication.implies(months3, months6)).isFalse();
        assertThat(Implication.implies(new Condition.All(List.of(vip, months6)), months3))
                .isTrue();
        assertThat(Implication.implies(new Condition.Any(List.of(vip, months6)), months3))
                .isFalse();
        assertThat(Implication.implies(months6, new Condition.Any(List.of(vip, months3))))
                .isTrue();
        assertThat(Implication.implies(new Condition.Not(months3), new Condition.Not(months6)))
                .isTrue();
        assertThat(Implication.implies(new Condition.Absence(Selection.orders(), Span.months(6)), months3))
                .isFalse();
    }
}
