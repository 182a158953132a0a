package io.enishi.scenario.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.enishi.core.condition.Selection;
import io.enishi.core.condition.Span;
import io.enishi.core.value.DefinitionException;
import io.enishi.core.value.OriginId;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExperimentTest {

    private static final ZoneId TOKYO = ZoneId.of("Asia/Tokyo");
    private static final ZoneId HAWAII = ZoneId.of("Pacific/Honolulu");
    private static final OriginId SOMEBODY = OriginId.parse("0123456789abcdef0123456789abcdef");

    /** Computed with Python's hashlib; a change here would move every customer of every running experiment. */
    @ParameterizedTest
    @CsvSource({
        "offer-subject, 00000000000000000000000000000000, 9388",
        "offer-subject, ffffffffffffffffffffffffffffffff, 6726",
        "offer-subject, 0123456789abcdef0123456789abcdef, 3162",
        "a, 00000000000000000000000000000000, 6937",
        "a, ffffffffffffffffffffffffffffffff, 7390",
        "a, 0123456789abcdef0123456789abcdef, 3122",
        "実験, 00000000000000000000000000000000, 2683",
        "実験, ffffffffffffffffffffffffffffffff, 3931",
        "実験, 0123456789abcdef0123456789abcdef, 3511",
        "win-back/holdout, 00000000000000000000000000000000, 2238",
        "win-back/holdout, ffffffffffffffffffffffffffffffff, 9734",
        "win-back/holdout, 0123456789abcdef0123456789abcdef, 4660",
    })
    void bucketsAreWhatTheyHaveAlwaysBeen(String salt, String origin, int bucket) {
        assertThat(Buckets.of(salt, OriginId.parse(origin))).isEqualTo(bucket);
    }

    @Test
    void saltsOfExperimentAndHoldoutAreTheirOwn() {
        assertThat(Experiment.named("win-back").arms("a", "b").build().salt()).isEqualTo("win-back");
        assertThat(Holdout.of("win-back", "5%").salt()).isEqualTo("win-back/holdout");
        assertThat(Holdout.of("win-back", "5%").bucket(SOMEBODY)).isEqualTo(4660);
    }

    @Test
    void sharesTakeTheNextFreeBucketsInOrder() {
        Experiment experiment = Experiment.named("subject")
                .share("plain", "50%")
                .share("product", "25%")
                .share("rare", "0.01%")
                .build();
        assertThat(experiment.arms())
                .containsExactly(
                        new Arm("plain", List.of(new BucketRange(0, 4999))),
                        new Arm("product", List.of(new BucketRange(5000, 7499))),
                        new Arm("rare", List.of(new BucketRange(7500, 7500))));
        assertThat(experiment.unassigned()).isEqualTo(2499);
        assertThat(experiment.control()).isEqualTo("plain");
        assertThat(experiment.afterEnd()).isEqualTo("plain");
    }

    @Test
    void equalArmsDivideEverybody() {
        Experiment experiment = Experiment.named("x").arms("a", "b", "c").build();
        assertThat(experiment.arms().stream().map(Arm::size)).containsExactly(3334, 3333, 3333);
        assertThat(experiment.unassigned()).isZero();
    }

    @Test
    void wideningTakesTheLowestBucketsThatNobodyHas() {
        Experiment experiment = Experiment.named("x")
                .arm("a", new BucketRange(10, 19), new BucketRange(30, 39))
                .arm("b", 40, 9_989)
                .build();
        assertThat(experiment.widen("b", 25).arm("b").orElseThrow().buckets())
                .containsExactly(new BucketRange(0, 9), new BucketRange(20, 29), new BucketRange(40, 9_994));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> experiment.widen("b", 31))
                .withMessage("buckets must be 1 to the 30 that no arm of \"x\" has, but is 31");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> experiment.widen("c", 1))
                .withMessage("experiment \"x\" has no arm \"c\"");
    }

    @Test
    void runsAfterTheLastDayGetTheArmAfterTheEnd() {
        Experiment experiment = Experiment.named("x")
                .arm("a", 0, 9_999)
                .arm("b")
                .endsAfter(LocalDate.of(2026, 12, 31))
                .afterEnd("b")
                .build();
        Instant midnight = Instant.parse("2026-12-31T15:00:00Z");
        assertThat(experiment.armOf(SOMEBODY, midnight.minusMillis(1), TOKYO)).contains("a");
        assertThat(experiment.armOf(SOMEBODY, midnight, TOKYO)).contains("b");
        assertThat(experiment.armOf(SOMEBODY, midnight, HAWAII)).contains("a");
    }

    @Test
    void anEndWithItsOwnZoneIsTheSameForEverybody() {
        Experiment experiment = Experiment.named("x")
                .arms("a", "b")
                .endsAfter(LocalDate.of(2026, 12, 31), TOKYO)
                .build();
        Instant midnight = Instant.parse("2026-12-31T15:00:00Z");
        assertThat(experiment.hasEnded(midnight, HAWAII)).isTrue();
        assertThat(experiment.hasEnded(midnight.minusMillis(1), HAWAII)).isFalse();
    }

    @Test
    void yamlWithSharesIsTheSameValueAsJavaAndJson() {
        Experiment java = Experiment.named("second-order-subject")
                .hypothesis("A subject that names the product brings more second orders")
                .share("plain", "50%")
                .share("product", "25.5%")
                .control("product")
                .endsAfter(LocalDate.of(2026, 12, 31), TOKYO)
                .afterEnd("plain")
                .measure(Measure.PROFIT)
                .counts(Selection.orders())
                .within(Span.days(30))
                .plan(Plan.of(0.02, 0.005))
                .build();
        String yaml = """
            experiment: second-order-subject
            hypothesis: A subject that names the product brings more second orders
            arms:
              - {arm: plain, share: 50%}
              - {arm: product, share: 25.5%}
            control: product
            ends: 2026-12-31
            zone: Asia/Tokyo
            after-end: plain
            measure: profit
            counts: orders
            within: 30 days
            plan: {expects: 2%, detects: 0.5%}
            """;
        assertThat(Experiment.parse(yaml)).isEqualTo(java);
        assertThat(Experiment.parse(java.toJson())).isEqualTo(java);
        assertThat(java.toYaml()).isEqualTo("""
            experiment: second-order-subject
            hypothesis: A subject that names the product brings more second orders
            arms:
              - arm: plain
                buckets: "0-4999"
              - arm: product
                buckets: "5000-7549"
            control: product
            ends: "2026-12-31"
            zone: Asia/Tokyo
            after-end: plain
            measure: profit
            counts: orders
            within: 30 days
            plan:
              expects: "2%"
              detects: "0.5%"
            """);
    }

    @Test
    void armsWithoutSharesAreEqual() {
        assertThat(Experiment.parse("{\"experiment\": \"x\", \"arms\": [\"a\", \"b\", \"c\"]}"))
                .isEqualTo(Experiment.named("x").arms("a", "b", "c").build());
    }

    @Test
    void everythingThatIsWrongIsToldAtOnceWithItsPlace() {
        assertThatThrownBy(() -> Experiment.parse("""
            experiment: x
            arms:
              - {arm: A, share: 50%}
              - {arm: b, share: 50.001%}
              - {arm: c, buckets: 5-3}
              - {arm: d, buckets: "1-5, 5"}
            ends: soon
            measure: clicks
            plan: {expects: 2, detects: 0.5%}
            winner: b
            """))
                .isInstanceOf(DefinitionException.class)
                .hasMessageContaining("arms[0].arm: \"A\" is not a name")
                .hasMessageContaining("arms[1].share: \"50.001%\" is no share from 0% to 100%")
                .hasMessageContaining(
                        "arms[2].buckets: a range of buckets must go upwards within 0 to 9999, but was 5 to 3")
                .hasMessageContaining("arms[3]: arm \"d\" has the buckets 5 twice: they meet 1-5")
                .hasMessageContaining("ends: \"soon\" is neither a day nor an instant")
                .hasMessageContaining("measure: \"clicks\" is none of the choices")
                .hasMessageContaining("plan.expects: a text is expected here")
                .hasMessageContaining("winner: unknown field");
    }

    @Test
    void armsThatCannotBeToldApartAreRefusedTogether() {
        assertThatThrownBy(() -> new Experiment(
                        "x",
                        "",
                        "",
                        List.of(
                                new Arm("a", List.of(new BucketRange(0, 10))),
                                new Arm("a", List.of()),
                                new Arm("b", List.of(new BucketRange(10, 20)))),
                        "c",
                        null,
                        "aa",
                        Measure.CONVERSION,
                        null,
                        null,
                        null))
                .isInstanceOf(DefinitionException.class)
                .hasMessageContaining("salt: must have 1 to 200 characters, but has 0")
                .hasMessageContaining("arms[1]: there is an arm \"a\" already")
                .hasMessageContaining("arms[2].buckets: buckets 10-20 meet 0-10 of arm \"a\"")
                .hasMessageContaining("control: there is no arm \"c\"")
                .hasMessageContaining("after-end: there is no arm \"aa\"; did you mean \"a\"?");
    }

    @Test
    void sharesBeyondEverybodyAreRefused() {
        assertThatThrownBy(() -> Experiment.named("x")
                        .share("a", "60%")
                        .share("b", "50%")
                        .build())
                .hasMessage("arms[1].share: arm \"b\" wants 50%, but 40% are left; the shares may be 100% together");
        assertThatThrownBy(() -> Experiment.parse("""
            experiment: x
            arms: [{arm: a, share: 60%}, {arm: b, share: 50%}]
            """)).hasMessageContaining("arm \"b\" wants 50%, but 40% are left");
        assertThatThrownBy(() -> Experiment.parse("""
            experiment: x
            arms: [{arm: a, share: 60%}, {arm: b, buckets: "9000-9999"}]
            """)).hasMessageContaining("shares and buckets are mixed");
        assertThatThrownBy(() -> Experiment.named("x")
                        .share("a", "60%")
                        .arm("b", 9_000, 9_999)
                        .build())
                .hasMessageContaining("shares and buckets are mixed");
        assertThatThrownBy(() -> Experiment.parse("""
            experiment: x
            arms: [{arm: a, share: 60%}, b]
            """)).hasMessageContaining("arm \"b\" has no share");
    }

    @Test
    void whatAnAuthorStillOwesIsToldByProblems() {
        Experiment bare = Experiment.named("x").share("a", "0%").build();
        assertThat(bare.problems()).extracting("path").containsExactly("hypothesis", "arms", "arms");
        assertThatThrownBy(bare::checked).isInstanceOf(DefinitionException.class);
        Experiment noControl = Experiment.named("x")
                .hypothesis("h")
                .share("a", "0%")
                .share("b", "5%")
                .build();
        assertThat(noControl.problems()).extracting("path").containsExactly("control");
        Experiment whole = Experiment.named("x").hypothesis("h").arms("a", "b").build();
        assertThat(whole.checked()).isSameAs(whole);
    }

    @Test
    void replacingARunningExperimentTellsWhoWouldMove() {
        Experiment running =
                Experiment.named("x").share("a", "10%").share("b", "10%").build();
        assertThat(running.widen("b", 500).widen("a", 7).problemsReplacing(running))
                .isEmpty();
        Experiment reshared =
                Experiment.named("x").share("a", "20%").share("b", "20%").build();
        assertThat(reshared.problemsReplacing(running))
                .singleElement()
                .asString()
                .startsWith("arms: arm \"b\" loses 1000 of its 1000 buckets");
        assertThat(Experiment.named("x").salt("y").arms("a", "b").build().problemsReplacing(running))
                .singleElement()
                .asString()
                .startsWith("salt: another salt puts everybody into another bucket");
    }

    @Test
    void aHoldoutIsOneValueInJavaYamlAndJson() {
        Holdout holdout = Holdout.of("win-back", "2.25%");
        assertThat(holdout.buckets()).isEqualTo(225);
        assertThat(Holdout.parse("holdout: win-back\nshare: 2.25%\n")).isEqualTo(holdout);
        assertThat(Holdout.parse(holdout.toJson())).isEqualTo(holdout);
        assertThat(holdout.toYaml()).isEqualTo("holdout: win-back\nshare: \"2.25%\"\n");
        assertThatThrownBy(() -> Holdout.parse("holdout: win-back\nshare: 101%\nsalty: x\n"))
                .isInstanceOf(DefinitionException.class)
                .hasMessageContaining("share: \"101%\" is no share from 0% to 100%")
                .hasMessageContaining("salty: unknown field");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Holdout.of("win-back", 10_001))
                .withMessage("buckets must be 0 to 10000, but is 10001");
    }

    @Test
    void aHoldoutOfNobodyHoldsNobodyAndOneOfEverybodyAll() {
        assertThat(Holdout.of("x", 0).holds(SOMEBODY)).isFalse();
        assertThat(Holdout.of("x", 10_000).holds(SOMEBODY)).isTrue();
        Holdout holdout = new Holdout("x", "win-back/holdout", 4661); // SOMEBODY has 4660
        assertThat(holdout.holds(SOMEBODY)).isTrue();
        assertThat(new Holdout("x", "win-back/holdout", 4660).holds(SOMEBODY)).isFalse();
        OriginId held = SOMEBODY;
        OriginId free = OriginId.parse("ffffffffffffffffffffffffffffffff");
        assertThat(holdout.holds(free)).isFalse();
        assertThat(holdout.holdsAny(List.of(free, held))).isTrue();
        assertThat(holdout.holdsAny(List.of(free))).isFalse();
    }
}
