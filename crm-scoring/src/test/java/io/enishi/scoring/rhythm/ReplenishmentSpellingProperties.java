package io.enishi.scoring.rhythm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.enishi.core.condition.Span;
import io.enishi.core.value.DefinitionException;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class ReplenishmentSpellingProperties {

    @Property(tries = 300)
    void whatIsWrittenIsReadAsTheSame(@ForAll("all") Replenishment replenishment) {
        assertThat(Replenishment.parse(replenishment.toYaml())).isEqualTo(replenishment);
        assertThat(Replenishment.parse(replenishment.toJson())).isEqualTo(replenishment);
    }

    @Provide
    Arbitrary<Replenishment> all() {
        Arbitrary<Span> spans = Arbitraries.of(Span.months(1), Span.days(60), Span.hours(36));
        Arbitrary<Set<String>> names =
                Arbitraries.of("ink", "ink black", "プリンター", "5").set().ofMaxSize(3);
        Arbitrary<Consumable> consumables = Combinators.combine(
                        Arbitraries.of("ink", "coffee", "filter"),
                        names.filter(some -> !some.isEmpty()),
                        names,
                        spans,
                        spans)
                .as(Consumable::new);
        return Combinators.combine(
                        Arbitraries.just(ZoneId.of("Asia/Tokyo")),
                        consumables.list().ofMaxSize(3).uniqueElements(Consumable::name),
                        Arbitraries.of(900, 1, 1_500),
                        Arbitraries.of(0, Rhythm.USUAL_WEIGHT, 9))
                .as(Replenishment::new);
    }

    @Example
    void mistakesAreToldAtOnce() {
        DefinitionException refused = catchThrowableOfType(DefinitionException.class, () -> Replenishment.parse("""
            zone: Asia/Tokyo
            due-at: 0
            consumables: [{consumable: ink, products: ink, usual: sometimes}, {consumable: coffee, usual: 30 days}]
            """));

        assertThat(refused.problems())
                .extracting(problem -> problem.path())
                .contains("due-at", "consumables[0].usual", "consumables[1]");
        assertThat(List.of(refused.problems().size())).containsExactly(3);
    }
}
