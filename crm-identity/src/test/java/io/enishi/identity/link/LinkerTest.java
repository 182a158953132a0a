package io.enishi.identity.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.enishi.core.value.DefinitionException;
import io.enishi.identity.ja.NameDictionary;
import io.enishi.identity.ja.PlaceTable;
import io.enishi.identity.link.Training.LevelWeights;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LinkerTest {

    /** m and u by hand; frequencies and households left out, so that every bit can be checked. */
    private static final LinkModel BY_HAND = new LinkModel(
            "by-hand",
            List.of(
                    Comparison.of("name", "category").withFrequencies(Comparison.NONE),
                    Comparison.of("city", "category").withFrequencies(Comparison.NONE)),
            List.of(List.of("name")),
            Mode.DEDUPE,
            Optional.of(new Training(
                    0.1,
                    0,
                    0.5,
                    List.of(
                            new LevelWeights(List.of(0.8, 0.2), List.of(0.1, 0.9), List.of(0.1, 0.9)),
                            new LevelWeights(List.of(0.5, 0.5), List.of(0.25, 0.75), List.of(0.25, 0.75))))));

    @Test
    void bitsAreLogarithmsOfMOverUOnTopOfThePrior() {
        RecordTable table = RecordTable.builder("name", "city")
                .add("a", "ann", "york")
                .add("b", "ann", "york")
                .add("c", "ann", "bath")
                .add("d", "ann", "")
                .build();
        Linkage linkage = Linker.of(BY_HAND).link(table);
        double prior = StrictMath.log(0.1 / 0.9) / StrictMath.log(2);
        assertThat(linkage.score("a", "b").bits()).isCloseTo(prior + 3 + 1, within(1e-9)); // 0.8/0.1, 0.5/0.25
        assertThat(linkage.score("a", "b").probability()).isCloseTo(16.0 / 25, within(1e-9)); // 1/9 x 8 x 2 = 16/9
        assertThat(linkage.score("a", "c").bits())
                .isCloseTo(prior + 3 + StrictMath.log(0.5 / 0.75) / StrictMath.log(2), within(1e-9));
        assertThat(linkage.score("a", "d").bits()).isCloseTo(prior + 3, within(1e-9)); // unknown says nothing
        assertThat(linkage.score("a", "d").steps().stream()
                        .mapToDouble(PairScore.Step::bits)
                        .sum())
                .isCloseTo(linkage.score("a", "d").bits(), within(1e-9));
        assertThat(linkage.score("a", "b").toText()).contains("name: exact").doesNotContain("ann");
    }

    @Test
    void whatNeighboursShareIsTakenOff() {
        Training training = new Training(
                0.1,
                0,
                0.2,
                0.5,
                List.of(
                        new LevelWeights(List.of(0.8, 0.2), List.of(0.1, 0.9), List.of(0.1, 0.9), List.of(0.1, 0.9)),
                        new LevelWeights(
                                List.of(0.5, 0.5), List.of(0.25, 0.75), List.of(0.25, 0.75), List.of(0.75, 0.25))));
        RecordTable table = RecordTable.builder("name", "city")
                .add("a", "ann", "york")
                .add("b", "ann", "york")
                .build();

        LinkModel model = BY_HAND.with(training);
        PairScore score = Linker.of(model).link(table).score("a", "b");

        // .1 x .8 x .5 for one person; .9 x .1 x (.8 x .25 + .2 x .75) for two
        assertThat(score.probability()).isCloseTo(0.04 / (0.04 + 0.0315), within(1e-9));
        assertThat(score.toText()).contains("household or place");
        assertThat(LinkModel.parse(model.toYaml())).isEqualTo(model);
    }

    @Test
    void familiesStayApartAlsoWhereTheyAreManyAndRepeatedPeopleAreFew() {
        RecordTable.Builder table = RecordTable.builder("given", "family", "born", "phone");
        for (int home = 0; home < 500; home++) {
            for (int member = 0; member < 3; member++) {
                long person = Mix.of(home, member);
                String born = String.valueOf(1950 + Mix.below(person, 60)) + (10 + Mix.below(person + 1, 3)) + "15";
                String given = "g" + Long.toString(Mix.below(person + 2, 400), 26);
                String family = "f" + Long.toString(Mix.of(home) >>> 40, 26);
                table.add("h" + home + "." + member, given, family, born, "0" + Math.abs(Mix.of(home)) % 100_000_000);
                if (home % 50 == 0 && member == 0) {
                    table.add("h" + home + ".again", given, family, born, "0" + Math.abs(Mix.of(home)) % 100_000_000);
                }
            }
        }
        Clusters clusters = Linker.of(Crowd.MODEL).link(table.build()).clusters();
        assertThat(clusters.count()).isBetween(1_450, 1_500);
        assertThat(clusters.members().get("h0.0")).containsExactly("h0.0", "h0.again");
    }

    @Test
    void peopleAreFoundWithoutLabelsAndTheLiveIndexFindsThemAgain() {
        List<Crowd.Row> rows = Crowd.of(7, 400);
        RecordTable table = Crowd.table(rows);
        Linkage linkage = Linker.of(Crowd.MODEL).link(table);
        int[] people = new int[table.size()];
        for (int i = 0; i < people.length; i++) {
            people[i] = Integer.parseInt(table.id(i).substring(1, table.id(i).indexOf('.')));
        }
        Evaluation evaluation = Evaluation.of(linkage.clusters().toArray(), people);
        assertThat(evaluation.f1()).isGreaterThan(0.97);
        Evaluation.Intervals intervals = Evaluation.intervals(linkage.clusters().toArray(), people, 100);
        assertThat(evaluation.f1())
                .isBetween(intervals.pairwise().low(), intervals.pairwise().high());
        LiveIndex index = linkage.index();
        int found = 0;
        for (int i = 0; i < table.size(); i++) {
            List<LiveIndex.Found> best = index.find(
                    Map.of(
                            "given", table.value(i, "given"),
                            "family", table.value(i, "family"),
                            "born", table.value(i, "born"),
                            "phone", table.value(i, "phone")),
                    3);
            found += best.get(0).person().equals(linkage.clusters().label(i)) ? 1 : 0;
            int other = table.indexOf(best.get(0).id());
            assertThat(best.get(0).bits()).isCloseTo(linkage.score(i, other).bits(), within(1e-6));
        }
        assertThat(found).isGreaterThan(table.size() * 97 / 100);
        assertThat(index.find(Map.of("given", "nobody"), 3)).isEmpty();
        LinkDiagnostics diagnostics = linkage.diagnostics();
        assertThat(diagnostics.blockingRecall()).isBetween(0.9, 1.0);
        assertThat(diagnostics.rules()).hasSize(4);
        assertThat(diagnostics.toText()).contains("rule phone");
        assertThat(linkage.links(0.1))
                .isNotEmpty()
                .allSatisfy(link -> assertThat(link.probability()).isBetween(0.0, 1.0));
    }

    @Test
    void aBlockOfEveryoneIsRefinedAndOneValuedColumnsDoNoHarm() {
        RecordTable.Builder rows = RecordTable.builder("country", "name", "born");
        for (int i = 0; i < 6_000; i++) {
            rows.add("r" + i, "jp", "name" + i / 2, String.valueOf(19500101 + i / 2));
        }
        LinkModel model = LinkModel.of(
                "all",
                List.of(
                        Comparison.of("country", "category"),
                        Comparison.of("name", "name"),
                        Comparison.of("born", "code")),
                List.of(List.of("country"), List.of("name")));
        Linkage linkage = Linker.of(model).link(rows.build());
        assertThat(linkage.blocking().rules().get(0).refined()).isPositive();
        assertThat(linkage.clusters().count()).isBetween(2_900, 6_000);
    }

    @Test
    void whatDoesNotFitIsToldAllAtOnce() {
        RecordTable table = RecordTable.builder("name").add("a", "ann").build();
        LinkModel wrong = LinkModel.of(
                "wrong",
                List.of(Comparison.of("nome", "name"), Comparison.of("name:upside-down", "name")),
                List.of(List.of("city")));
        assertThatThrownBy(() -> Linker.of(wrong).link(table))
                .isInstanceOfSatisfying(
                        DefinitionException.class, e -> assertThat(e.problems()).hasSize(3));
        assertThatThrownBy(() ->
                        LinkModel.parse("link: x\ncomparisons:\n  - of: a\n    as: nothing\nblocking: [a]\nmore: 1\n"))
                .isInstanceOfSatisfying(
                        DefinitionException.class, e -> assertThat(e.problems()).hasSize(2));
        assertThatThrownBy(() ->
                        RecordTable.builder("name").add("a", "x").add("a", "y").build())
                .hasMessageContaining("ids must not repeat");
        assertThatThrownBy(() -> RecordTable.builder("name").add("", "x")).hasMessageContaining("no id");
        assertThatThrownBy(() -> Linker.of(BY_HAND)
                        .link(RecordTable.builder("name", "city").build()))
                .hasMessageContaining("empty");
    }

    @Test
    void contradictoryJudgementsAreListedAndApartWins() {
        Judgements judged = Judgements.none().same("a", "b").same("b", "c").notSame("a", "c");
        assertThat(judged.contradictions()).containsExactly(new Judgements.Judgement("a", "c", false));
        RecordTable table = RecordTable.builder("name", "city")
                .add("a", "ann", "york")
                .add("b", "ann", "york")
                .add("c", "ann", "york")
                .build();
        Clusters clusters =
                Linker.of(BY_HAND).withJudgements(judged).link(table).clusters();
        assertThat(clusters.together(0, 2)).isFalse();
    }

    @Test
    void whatPeopleJudgedIsLearntFromAndWithoutItNothingChanges() {
        List<Crowd.Row> rows = Crowd.of(5, 300);
        RecordTable table = Crowd.table(rows);
        Training without = Linker.of(Crowd.MODEL).link(table).model().training().orElseThrow();
        Judgements judged = Judgements.none();
        for (int i = 1; i < rows.size(); i++) {
            if (rows.get(i).person() == rows.get(i - 1).person()
                    && !rows.get(i)
                            .values()
                            .get(1)
                            .equals(rows.get(i - 1).values().get(1))) {
                judged = judged.same(rows.get(i - 1).id(), rows.get(i).id());
            }
        }
        assertThat(judged.pairs()).hasSizeGreaterThan(10);
        Training with = Linker.of(Crowd.MODEL)
                .withJudgements(judged)
                .link(table)
                .model()
                .training()
                .orElseThrow();
        int family = 1;
        // All of them have a typing error in the family name, one letter more: more of that than was guessed.
        assertThat(with.weights().get(family).m().get(1))
                .isGreaterThan(without.weights().get(family).m().get(1));
        assertThat(with.prior()).isGreaterThanOrEqualTo(without.prior() * 0.99);
        assertThat(Linker.of(Crowd.MODEL)
                        .withJudgements(Judgements.none())
                        .link(table)
                        .model()
                        .training())
                .contains(without);
    }

    @Test
    void japaneseNamesAreReadAndSplitByWhatOtherRecordsTeach() {
        JapaneseNames names = new JapaneseNames(NameDictionary.empty());
        names.learn("古屋 思", "フルヤ アイ");
        names.learn("古屋 健太", "ふるや けんた");
        assertThat(names.parse("古屋思", "").familyReading()).isEqualTo(JapaneseNames.reading("フルヤ"));
        assertThat(names.parse("", "ﾌﾙﾔｹﾝﾀ").givenReading()).isEqualTo(JapaneseNames.reading("ケンタ"));
        assertThat(names.parse("FURUYA AI", "").familyReading()).isEqualTo(JapaneseNames.reading("フルヤ"));
        assertThat(Transforms.standard().find("ja-address").apply("岡山県美作市江見1丁目33番27号 サンタワー956号室"))
                .isEqualTo(Transforms.standard().find("ja-address").apply("美作市江見一丁目３３－２７サンタワー９５６"));
    }

    @Test
    void whatNoRecordTeachesOfJapaneseNamesIsLookedUp() {
        NameDictionary dictionary = NameDictionary.builder()
                .surname("五十嵐", "いがらし", 0)
                .givenName("花", "はな")
                .givenName("翔", "しょう")
                .givenName("翔", "かける")
                .build();
        JapaneseNames names = new JapaneseNames(dictionary);
        JapaneseNames.Parsed hana = names.parse("五十嵐花", "");
        assertThat(hana.family()).isEqualTo("五十嵐");
        assertThat(hana.familyReading()).isEqualTo(JapaneseNames.reading("イガラシ"));
        assertThat(hana.givenReading()).isEqualTo(JapaneseNames.reading("ハナ"));
        assertThat(names.parse("五十嵐翔", "").givenReading()).as("two readings").isEmpty();

        names.learn("五十嵐 翔", "イガラシ カケル");
        assertThat(names.parse("五十嵐翔", "").givenReading()).isEqualTo(JapaneseNames.reading("カケル"));
    }

    @Test
    void addressesAreReadByATableOfPlaces() {
        PlaceTable places =
                PlaceTable.builder().place("7072121", "岡山県", "美作市", "江見").build();
        assertThat(Transforms.standard().withPlaces(places).find("ja-address").apply("美作市江見１−３３"))
                .isEqualTo(Transforms.standard()
                        .withPlaces(places)
                        .find("ja-address")
                        .apply("岡山県美作市大字江見1番地33"));
    }

    @Test
    void aSuggestedModelLinksTheTableItWasMadeFrom() {
        RecordTable table = Crowd.table(Crowd.of(3, 300));
        LinkModel suggested = LinkSuggestion.of(table, "suggested");
        assertThat(LinkModel.parse(suggested.toYaml())).isEqualTo(suggested);
        assertThat(Linker.of(suggested).link(table).clusters().count()).isBetween(250, 350);
    }

    @Test
    void aModelThatForgetsWhatItLearntLearnsAnew() {
        RecordTable table = Crowd.table(Crowd.of(5, 300));
        LinkModel taught = Crowd.MODEL.with(Linker.of(Crowd.MODEL)
                .link(Crowd.table(Crowd.of(6, 30)))
                .model()
                .training()
                .orElseThrow());
        Training anew = Linker.of(Crowd.MODEL).link(table).model().training().orElseThrow();

        assertThat(Linker.of(taught).link(table).model().training()).isEqualTo(taught.training());
        assertThat(Linker.of(taught.untrained()).link(table).model().training()).contains(anew);
        assertThat(taught.training()).isNotEqualTo(Optional.of(anew));
    }
}
