package io.enishi.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.enishi.core.Crm;
import io.enishi.core.customer.GoldenRecord;
import io.enishi.core.customer.GoldenRecord.GoldenValue;
import io.enishi.core.customer.Stated;
import io.enishi.core.event.CustomerEvent;
import io.enishi.core.event.EventBody;
import io.enishi.core.spi.IdentityResolver.Verdict;
import io.enishi.core.value.AttributeValue;
import io.enishi.core.value.CustomerId;
import io.enishi.core.value.DefinitionException;
import io.enishi.core.value.EventId;
import io.enishi.core.value.Identifier;
import io.enishi.core.value.Problem;
import io.enishi.core.value.Scheme;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class GoldenRecordTest {

    private static final Instant NOON = Instant.parse("2026-04-01T03:00:00Z");

    // ------------------------------------------------------------------ rules

    @Test
    void eachRuleNarrowsWhatTheOnesBeforeItLeft() {
        RuleBasedSurvivorship rules = RuleBasedSurvivorship.of(
                SurvivorshipPolicy.parse("""
                    survivorship: shop
                    fields:
                      name: [verified, {sources: [ec, pos]}, most-recent]
                      city: [most-frequent]
                      address: [longest]
                      nickname: [{host: first}]
                    otherwise: [most-recent]
                    verified-sources: [kyc]
                    """),
                Map.of("first", (field, candidates) -> candidates.get(candidates.size() - 1)));
        GoldenRecord golden = rules.of(List.of(
                stated("name", "山田 太郎", "pos", 1),
                stated("name", "ヤマダ", "web", 9),
                stated("city", "東京", "ec", 1),
                stated("city", "大阪", "pos", 9),
                stated("city", "東京", "app", 2),
                stated("address", "千代田区", "ec", 9),
                stated("address", "千代田区千代田1-1", "ec", 1),
                stated("nickname", "b", "ec", 5),
                stated("nickname", "a", "ec", 4),
                stated("points-name", "x", "ec", 1),
                stated("points-name", "y", "ec", 2),
                stated("gender", " ", "ec", 9),
                stated("gender", "女", "ec", 1)));
        assertThat(told(golden, "name")).isEqualTo("山田 太郎 by pos, sources, 1 of 2");
        assertThat(told(golden, "city")).isEqualTo("東京 by app, most-frequent, 2 of 2");
        assertThat(told(golden, "address")).isEqualTo("千代田区千代田1-1 by ec, longest, 1 of 2");
        assertThat(told(golden, "nickname")).isEqualTo("a by ec, host:first, 1 of 2");
        assertThat(told(golden, "points-name")).isEqualTo("y by ec, most-recent, 1 of 2");
        assertThat(told(golden, "gender")).isEqualTo("女 by ec, only-value, 1 of 1");
        assertThat(told(
                        rules.of(List.of(stated("name", "山田 太郎", "pos", 1), stated("name", "山田 次郎", "kyc", 0))),
                        "name"))
                .isEqualTo("山田 次郎 by kyc, verified, 1 of 2");
        assertThat(golden.fields().get("name").stated().at()).isEqualTo(NOON.plusSeconds(1));
    }

    private static String told(GoldenRecord golden, String field) {
        GoldenValue value = golden.fields().get(field);
        return value.stated().value().plain() + " by " + value.stated().source() + ", " + value.rule() + ", "
                + value.supporters() + " of " + value.candidates();
    }

    private static Stated stated(String field, String value, String source, int second) {
        return new Stated(
                field, AttributeValue.of(value), World.id(source.length()), source, NOON.plusSeconds(second), false);
    }

    @Property(tries = 300)
    void theOrderOfStatementsDoesNotMatter(@ForAll("policies") SurvivorshipPolicy policy, @ForAll Random random) {
        List<Stated> statements = new ArrayList<>();
        String[] values = {"a", "bb", "cc", " ", "ddd"};
        for (int i = 0; i < 12; i++) {
            statements.add(new Stated(
                    random.nextBoolean() ? "name" : "city",
                    AttributeValue.of(values[random.nextInt(values.length)]),
                    World.id(random.nextInt(3)),
                    random.nextBoolean() ? "ec" : "pos",
                    NOON.plusSeconds(random.nextInt(3)),
                    random.nextBoolean()));
        }
        RuleBasedSurvivorship rules =
                RuleBasedSurvivorship.of(policy, Map.of("f", (field, candidates) -> candidates.get(0)));
        GoldenRecord expected = rules.of(statements);
        Collections.shuffle(statements, random);
        assertThat(rules.of(statements)).isEqualTo(expected);
        assertThat(GoldenRecord.latest(statements)).isEqualTo(GoldenRecord.latest(List.copyOf(statements)));
    }

    // ------------------------------------------------------------------ definitions

    @Provide
    Arbitrary<SurvivorshipPolicy> policies() {
        Arbitrary<List<SurvivorshipRule>> rules = Arbitraries.of(
                        SurvivorshipRule.verified(),
                        SurvivorshipRule.mostRecent(),
                        SurvivorshipRule.mostFrequent(),
                        SurvivorshipRule.longest(),
                        SurvivorshipRule.sources("pos", "ec"),
                        SurvivorshipRule.host("f"))
                .list()
                .ofMinSize(1)
                .ofMaxSize(4)
                .uniqueElements();
        return Combinators.combine(rules, rules, Arbitraries.of("kyc", "null", "1"))
                .as((one, other, source) -> new SurvivorshipPolicy(
                        "p", new TreeMap<>(Map.of("name", one)), other, new TreeSet<>(List.of(source))));
    }

    @Property(tries = 200)
    void everyPolicySurvivesYamlAndJson(@ForAll("policies") SurvivorshipPolicy policy) {
        assertThat(SurvivorshipPolicy.parse(policy.toYaml())).isEqualTo(policy);
        assertThat(SurvivorshipPolicy.parse(policy.toJson())).isEqualTo(policy);
        assertThat(SurvivorshipPolicy.parse(policy.toJson()).definitionHash()).isEqualTo(policy.definitionHash());
    }

    @Test
    void aPolicyIsRefusedWithEverythingThatIsWrong() {
        assertThatThrownBy(() -> SurvivorshipPolicy.parse("""
            survivorship: shop
            fields:
              name: [newest, {sources: []}]
            otherwise: [{hosts: x}]
            sauces: [kyc]
            """))
                .isInstanceOf(DefinitionException.class)
                .hasMessageContaining("fields.name[0]: \"newest\" is no rule")
                .hasMessageContaining("otherwise[0]")
                .hasMessageContaining("sauces: unknown field");
        assertThatThrownBy(() -> new SurvivorshipPolicy(
                        "Shop!",
                        new TreeMap<>(Map.of(
                                "name",
                                List.of(SurvivorshipRule.longest(), SurvivorshipRule.longest()),
                                "city",
                                List.of())),
                        List.of(SurvivorshipRule.sources("a", "a")),
                        new TreeSet<>()))
                .isInstanceOfSatisfying(
                        DefinitionException.class,
                        refused -> assertThat(refused.problems())
                                .extracting(Problem::path)
                                .containsExactlyInAnyOrder("name", "fields.name[1]", "fields.city", "otherwise[0]"));
        assertThatThrownBy(() -> RuleBasedSurvivorship.of(SurvivorshipPolicy.parse(
                        "{\"survivorship\": \"s\", \"otherwise\": [{\"host\": \"missing\"}]}")))
                .isInstanceOf(DefinitionException.class)
                .hasMessageContaining("no host function is called \"missing\"");
    }

    // ------------------------------------------------------------------ rows and customers

    @Test
    void rowsOfOnePersonMakeAGoldenRecordWithoutARuntime() {
        SourceRecord ec = SourceRecord.of("ec", "1")
                .with(Identifier.verified(Scheme.EMAIL, "taro@mail.jp"))
                .name("山田 太郎", "ヤマダ タロウ")
                .seenAt(NOON);
        SourceRecord pos = SourceRecord.of("pos", "1")
                .with(Identifier.email("old@mail.jp"))
                .name("山田太郎", "ヤマダ")
                .seenAt(NOON.plusSeconds(60));
        GoldenRecord golden =
                RuleBasedSurvivorship.of(SurvivorshipPolicy.standard()).ofRows(List.of(pos, ec));
        assertThat(told(golden, "email")).isEqualTo("taro@mail.jp by ec, verified, 1 of 2");
        assertThat(told(golden, "kana")).isEqualTo("ヤマダ タロウ by ec, longest, 1 of 2");
        assertThat(told(golden, "name")).isEqualTo("山田太郎 by pos, most-recent, 1 of 2");
        assertThat(golden.fields().get("name").stated().origin()).isEqualTo(pos.origin());
    }

    @Test
    void aMergedCustomersGoldenRecordFollowsTheirOrigins() {
        Identifier account = Identifier.member("M1");
        Identifier card = Identifier.of(Scheme.POS_CARD, "2811");
        try (Crm crm = Crm.builder("shop")
                .clock(() -> NOON.plusSeconds(500))
                .identity(RuleBasedResolver.of(IdentityPolicy.standard()))
                .survivorship(RuleBasedSurvivorship.of(SurvivorshipPolicy.standard()))
                .build()) {
            crm.accept(stated(1, account, "ec", "山田 太郎"));
            crm.accept(stated(2, card, "pos", "山田太郎"));
            CustomerId one = crm.find(account).orElseThrow();
            assertThat(told(crm.goldenRecord(one).orElseThrow(), "name")).isEqualTo("山田 太郎 by ec, only-value, 1 of 1");
            crm.merge(account, card, "staff", "shown at the counter");
            GoldenRecord merged = crm.goldenRecord(one).orElseThrow();
            assertThat(told(merged, "name")).isEqualTo("山田太郎 by pos, most-recent, 1 of 2");
            assertThat(told(merged, "member")).isEqualTo("M1 by ec, only-value, 1 of 1");
            assertThat(merged.fields().get("name").stated().origin())
                    .isEqualTo(crm.originOf(card).orElseThrow());
            crm.unmerge(account, card, "staff", "a mistake");
            assertThat(told(crm.goldenRecord(one).orElseThrow(), "name")).isEqualTo("山田 太郎 by ec, only-value, 1 of 1");
        }
    }

    private static CustomerEvent stated(int id, Identifier who, String source, String name) {
        return CustomerEvent.of(
                source,
                EventId.of(id),
                who,
                NOON.plusSeconds(id),
                new EventBody.ProfileChanged(Map.of("name", AttributeValue.of(name))));
    }

    // ------------------------------------------------------------------ rows under origins, edges of models

    @Test
    void anOriginHoldsSeveralRowsOfItsSourceAndARowOneOrigin() {
        SourceRecord first = SourceRecord.of("ec", "1")
                .with(Identifier.email("a@mail.jp"))
                .name("山田 太郎")
                .seenAt(NOON);
        SourceRecord second = SourceRecord.of("ec", "2")
                .with(Identifier.email("b@mail.jp"))
                .name("山田太郎")
                .seenAt(NOON.plusSeconds(1))
                .under(first.origin());
        assertThat(SourceRecord.evidence(List.of(second, first)))
                .singleElement()
                .satisfies(origin -> {
                    assertThat(origin.sightings()).hasSize(2);
                    assertThat(origin.attributes()).containsEntry("name", AttributeValue.of("山田太郎"));
                });
        SourceRecord stray = SourceRecord.of("ec", "2");
        assertThatThrownBy(() -> SourceRecord.evidence(List.of(second, stray)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("belongs to one origin");
        assertThatThrownBy(() -> SourceRecord.evidence(List.of(first, first))).hasMessageContaining("comes twice");
        assertThatThrownBy(() -> SourceRecord.evidence(
                        List.of(first, SourceRecord.of("pos", "1").under(first.origin()))))
                .hasMessageContaining("rows of one source");
    }

    @Test
    void edgesOfAModelAreEvidenceForTheRuntime() {
        Identifier account = Identifier.member("M1");
        Identifier card = Identifier.of(Scheme.POS_CARD, "2811");
        try (Crm crm = Crm.builder("shop")
                .clock(() -> NOON.plusSeconds(500))
                .identity(RuleBasedResolver.of(IdentityPolicy.standard()))
                .build()) {
            crm.accept(stated(1, account, "ec", "山田 太郎"));
            crm.accept(stated(2, card, "pos", "山田太郎"));
            assertThat(ProbableEdge.band(12.5, 10, 4)).isEqualTo(ProbableEdge.Band.ACCEPT);
            assertThat(ProbableEdge.band(4, 10, 4)).isEqualTo(ProbableEdge.Band.REVIEW);
            assertThat(ProbableEdge.band(3.9, 10, 4)).isEqualTo(ProbableEdge.Band.REFUSE);
            ProbableEdge possible = edge(crm, account, card, ProbableEdge.Band.REVIEW, 1);
            assertThat(possible.judgement().verdict()).isEqualTo(Verdict.POSSIBLE);
            assertThat(crm.judgeAll(List.of(possible.judgement())).reviews()).hasSize(1);
            assertThat(crm.find(account)).isNotEqualTo(crm.find(card));
            crm.judgeAll(List.of(
                    edge(crm, account, card, ProbableEdge.Band.ACCEPT, 2).judgement()));
            assertThat(crm.find(account)).isEqualTo(crm.find(card));
            assertThat(crm.audit(account, card).toText()).contains("a model finds them likely to be one");
            crm.judgeAll(
                    List.of(edge(crm, account, card, ProbableEdge.Band.NONE, 3).judgement()));
            assertThat(crm.find(account)).isNotEqualTo(crm.find(card));
            assertThat(crm.reviewQueue()).isEmpty();
            assertThat(crm.verify().differences()).isEmpty();
        }
    }

    private static ProbableEdge edge(Crm crm, Identifier one, Identifier other, ProbableEdge.Band band, int second) {
        return new ProbableEdge(
                crm.originOf(one).orElseThrow(),
                crm.originOf(other).orElseThrow(),
                band,
                8.25,
                "jp-persons-1",
                NOON.plusSeconds(second));
    }
}
