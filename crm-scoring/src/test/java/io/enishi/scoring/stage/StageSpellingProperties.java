package io.enishi.scoring.stage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.enishi.core.condition.Span;
import io.enishi.core.value.DefinitionException;
import io.enishi.core.value.Money;
import io.enishi.scoring.stage.VipRule.Criterion;
import java.time.ZoneId;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class StageSpellingProperties {

    @Property(tries = 300)
    void whatIsWrittenIsReadAsTheSameRules(@ForAll("rules") StageRules rules) {
        assertThat(StageRules.parse(rules.toYaml())).isEqualTo(rules);
        assertThat(StageRules.parse(rules.toJson())).isEqualTo(rules);
    }

    @Provide
    Arbitrary<StageRules> rules() {
        Arbitrary<Criterion> windowed = Combinators.combine(
                        Arbitraries.oneOf(
                                Arbitraries.longs().between(1, 99).map(VipRule::orders),
                                Arbitraries.longs().between(1, 99).map(VipRule::pointsUsed),
                                Arbitraries.longs().between(1, 99).map(VipRule::timesPointsUsed),
                                Arbitraries.longs().between(1, 1_000_000).map(yen -> VipRule.amount(Money.yen(yen)))),
                        Arbitraries.of(Span.days(90), Span.months(12)).injectNull(0.3))
                .as((criterion, span) -> span == null ? criterion : criterion.within(span));
        Arbitrary<Criterion> criteria = Arbitraries.oneOf(
                windowed,
                Arbitraries.longs().between(1, 99).map(VipRule::ordersAYear),
                Arbitraries.longs().between(1, 99).map(VipRule::pointsBalance));
        return Combinators.combine(
                        Arbitraries.of(ZoneId.of("Asia/Tokyo"), ZoneId.of("America/New_York")),
                        Arbitraries.of(Span.months(3), Span.days(100), Span.months(6)),
                        Arbitraries.of(Span.months(12), Span.days(700)),
                        Arbitraries.of(StageRules.SignOfLife.class),
                        criteria.list()
                                .ofMinSize(1)
                                .ofMaxSize(3)
                                .map(VipRule::new)
                                .list()
                                .ofMaxSize(3))
                .as(StageRules::new);
    }

    @Example
    void mistakesAreToldAtOnce() {
        DefinitionException refused = catchThrowableOfType(DefinitionException.class, () -> StageRules.parse("""
            zone: Asia/Tokio
            sign-of-life: breath
            vip: [[{order: 5}], [{amount: 5000}], []]
            """));

        assertThat(refused.problems())
                .extracting(problem -> problem.path())
                .contains("zone", "sign-of-life", "vip[0][0]", "vip[1][0].amount", "vip[2]");
    }
}
