package io.enishi.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.enishi.core.spi.Audit;
import io.enishi.core.spi.IdentityResolver.Household;
import io.enishi.core.spi.IdentityResolver.Judgement;
import io.enishi.core.spi.IdentityResolver.OriginEvidence;
import io.enishi.core.spi.IdentityResolver.Resolution;
import io.enishi.core.spi.IdentityResolver.Review;
import io.enishi.core.spi.IdentityResolver.Verdict;
import io.enishi.core.value.Identifier;
import io.enishi.core.value.Scheme;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a policy can say beyond strengths: bounds in time, accounts, priority, demotion, what models say, households, reasons. */
class PolicyRulesTest {

    private static final Instant NOON = Instant.parse("2026-04-01T03:00:00Z");
    private static final Identifier MAIL = Identifier.verified(Scheme.EMAIL, "taro@mail.jp");
    private static final Identifier OTHER_MAIL = Identifier.verified(Scheme.EMAIL, "jiro@mail.jp");
    private static final Identifier MOBILE = Identifier.verified(Scheme.PHONE, "090-1234-5670");

    private final SourceRecord ec = SourceRecord.of("ec", "1").with(Identifier.member("M1"));
    private final SourceRecord second = SourceRecord.of("ec", "2").with(Identifier.member("M2"));
    private final SourceRecord pos = SourceRecord.of("pos", "1").with(Identifier.of(Scheme.POS_CARD, "2811"));

    // ------------------------------------------------------------------ bounds

    @Test
    void nobodyGainsMoreValuesWithinASpanThanThePolicyAllows() {
        RuleBasedResolver resolver = RuleBasedResolver.of(IdentityPolicy.standard().toBuilder("slow")
                .limit("email", 1, Duration.ofDays(7))
                .build());
        SourceRecord one = ec.with(MOBILE).with(MAIL).seenAt(NOON);
        SourceRecord soon = pos.with(MOBILE)
                .with(OTHER_MAIL)
                .seenAt(NOON.plus(Duration.ofDays(7).minusMillis(1)));
        SourceRecord late = pos.with(MOBILE).with(OTHER_MAIL).seenAt(NOON.plus(Duration.ofDays(7)));
        assertThat(resolve(resolver, one, late).people()).hasSize(1);
        Resolution refused = resolve(resolver, one, soon);
        assertThat(refused.people()).hasSize(2);
        assertThat(refused.reviews())
                .extracting(Review::rule, Review::refused, Review::reason)
                .containsExactly(
                        tuple(
                                "rate:email",
                                true,
                                "same verified phone-mobile; one person does not gain so many email identifiers in so short a time"));
    }

    @Test
    void ofMoreValuesThanAPersonCanHaveTheOldestVerifiedCount() {
        RuleBasedResolver resolver = RuleBasedResolver.of(
                IdentityPolicy.standard().toBuilder("few").limit("email", 1).build());
        SourceRecord two = ec.with(Identifier.email("old@mail.jp")).with(MAIL);
        assertThat(resolve(resolver, two, pos.with(MAIL)).people()).hasSize(1);
        Resolution demoted = resolve(resolver, two, pos.with(Identifier.verified(Scheme.EMAIL, "old@mail.jp")));
        assertThat(demoted.people()).hasSize(2);
        assertThat(demoted.reviews())
                .extracting(Review::rule, Review::refused, Review::reason)
                .containsExactly(tuple("demoted:email", true, "same email beyond the limit; names cannot be compared"));
    }

    @Test
    void anEventThatNamesTwoMembersMakesThemNotOne() {
        RuleBasedResolver resolver = RuleBasedResolver.of(IdentityPolicy.standard());
        assertThat(resolve(resolver, ec.with(Identifier.member("M2")), second).people())
                .hasSize(2);
    }

    // ------------------------------------------------------------------ accounts

    @Test
    void twoMembersOfOneSourceAreNeverOneWithoutAPerson() {
        IdentityPolicy loose =
                IdentityPolicy.standard().toBuilder("loose").limit("member", 9).build();
        RuleBasedResolver resolver = RuleBasedResolver.of(loose);
        SourceRecord one = ec.with(MAIL).with(MOBILE).name("山田 太郎");
        SourceRecord other = second.with(MAIL).with(MOBILE).name("山田 太郎");
        Resolution resolution = resolve(resolver, one, other);
        assertThat(resolution.people()).hasSize(2);
        assertThat(resolution.reviews())
                .extracting(Review::rule, Review::refused)
                .containsExactly(tuple("same-source:ec", true));
        Judgement same = judged(one, other, Verdict.SAME, 1);
        assertThat(resolver.resolveAll(List.of(one.evidence(), other.evidence()), List.of(same))
                        .people())
                .hasSize(1);
        SourceRecord outlet = SourceRecord.of("outlet", "2")
                .with(Identifier.member("M2"))
                .with(MAIL)
                .with(MOBILE);
        assertThat(resolve(resolver, one, outlet).people()).hasSize(1);
    }

    // ------------------------------------------------------------------ priority

    @Test
    void thePreferredSignalDecidesWhereTwoOfEqualStrengthExcludeEachOther() {
        SourceRecord byMail = ec.with(MAIL);
        SourceRecord byMobile = second.with(MOBILE);
        SourceRecord both = pos.with(MAIL).with(MOBILE);
        Resolution undecided = resolve(RuleBasedResolver.of(IdentityPolicy.standard()), byMail, byMobile, both);
        assertThat(undecided.people()).hasSize(3);
        assertThat(undecided.reviews()).extracting(Review::rule).containsOnly("ambiguous");
        Resolution decided = resolve(
                RuleBasedResolver.of(IdentityPolicy.standard().toBuilder("mobile-first")
                        .priority("phone-mobile", "email")
                        .build()),
                byMail,
                byMobile,
                both);
        assertThat(decided.personOf(both.origin())).containsExactlyInAnyOrder(byMobile.origin(), both.origin());
        assertThat(decided.reviews()).extracting(Review::rule, Review::refused).contains(tuple("limit:member", true));
    }

    // ------------------------------------------------------------------ what models say

    @Test
    void whatAModelFindsLikelyLinksAndWhatItFindsPossibleIsLookedAt() {
        RuleBasedResolver resolver = RuleBasedResolver.of(IdentityPolicy.standard());
        Resolution likely = resolver.resolveAll(evidence(ec, pos), List.of(judged(ec, pos, Verdict.LIKELY, 1)));
        assertThat(likely.people()).hasSize(1);
        assertThat(likely.links().get(0).rule()).isEqualTo("strong:linkage");
        Resolution possible = resolver.resolveAll(evidence(ec, pos), List.of(judged(ec, pos, Verdict.POSSIBLE, 1)));
        assertThat(possible.reviews())
                .extracting(Review::rule, Review::refused, Review::reason)
                .containsExactly(
                        tuple("medium:linkage", false, "a model finds that they may be one; names cannot be compared"));
        Resolution taken = resolver.resolveAll(
                evidence(ec, pos), List.of(judged(ec, pos, Verdict.LIKELY, 1), judged(ec, pos, Verdict.UNSCORED, 2)));
        assertThat(taken.people()).hasSize(2);
    }

    @Test
    void aModelNeitherOverridesFactsNorPeople() {
        RuleBasedResolver resolver = RuleBasedResolver.of(IdentityPolicy.standard());
        Judgement likely = judged(ec, pos, Verdict.LIKELY, 9);
        assertThat(resolver.resolveAll(evidence(ec.name("山田 太郎"), pos.name("山田 花子")), List.of(likely))
                        .people())
                .hasSize(2);
        assertThat(resolver.resolveAll(evidence(ec, pos), List.of(likely, judged(ec, pos, Verdict.NOT_SAME, 1)))
                        .people())
                .hasSize(2);
        assertThat(resolve(RuleBasedResolver.of(IdentityPolicy.standard()), second, ec)
                        .people())
                .hasSize(2);
        assertThat(resolver.resolveAll(evidence(ec, second), List.of(judged(ec, second, Verdict.LIKELY, 1)))
                        .people())
                .hasSize(2);
    }

    @Test
    void whatAModelFindsUnlikelyIsNotLinkedByInference() {
        RuleBasedResolver resolver = RuleBasedResolver.of(IdentityPolicy.standard());
        Judgement unlikely = judged(ec, pos, Verdict.UNLIKELY, 1);
        Resolution resolution = resolver.resolveAll(evidence(ec.with(MAIL), pos.with(MAIL)), List.of(unlikely));
        assertThat(resolution.people()).hasSize(2);
        assertThat(resolution.reviews())
                .extracting(Review::rule, Review::refused)
                .containsExactly(tuple("unlikely", false));
        SourceRecord app = SourceRecord.of("app", "1").with(Identifier.member("M1"));
        assertThat(resolver.resolveAll(evidence(ec, app), List.of(judged(ec, app, Verdict.UNLIKELY, 1)))
                        .people())
                .hasSize(1);
    }

    @Test
    void aModelsWordDoesNotAddUpWithWhatItRestsOn() {
        RuleBasedResolver resolver = RuleBasedResolver.of(IdentityPolicy.standard());
        Identifier typed = Identifier.email("taro@mail.jp");
        Resolution resolution = resolver.resolveAll(
                evidence(ec.with(typed).name("山田 太郎"), pos.with(typed).name("山田 太郎")),
                List.of(judged(ec, pos, Verdict.POSSIBLE, 1)));
        assertThat(resolution.people()).hasSize(2);
    }

    // ------------------------------------------------------------------ households

    @Test
    void aFamilyIsAHouseholdAndNotAPerson() {
        SourceRecord taro = ec.name("山田 太郎").address("100-0001", "千代田区千代田1-1");
        SourceRecord hanako = pos.name("山田 花子").address("100-0001", "千代田区千代田1丁目1番");
        SourceRecord jiro = second.name("山田 次郎").with(Identifier.phone("03-1234-5670"));
        SourceRecord taros =
                SourceRecord.of("app", "1").with(Identifier.member("M1")).with(Identifier.phone("03-1234-5670"));
        SourceRecord stranger =
                SourceRecord.of("ec", "9").with(Identifier.member("M9")).name("佐藤 花子");
        Resolution resolution =
                resolve(RuleBasedResolver.of(IdentityPolicy.standard()), taro, hanako, jiro, taros, stranger);
        assertThat(resolution.people()).hasSize(4);
        assertThat(resolution.households()).hasSize(1);
        Household household = resolution.households().get(0);
        assertThat(household.people())
                .containsExactlyInAnyOrder(
                        resolution.personOf(taro.origin()),
                        resolution.personOf(hanako.origin()),
                        resolution.personOf(jiro.origin()));
        assertThat(household.ties())
                .extracting("rule")
                .containsExactlyInAnyOrder("household:surname-address", "household:phone-fixed");
    }

    // ------------------------------------------------------------------ audit

    @Test
    void anAuditTellsTheChainThatMakesTwoOriginsOnePerson() {
        SourceRecord app = SourceRecord.of("app", "1").with(Identifier.member("M1"));
        Audit audit = RuleBasedResolver.of(IdentityPolicy.standard())
                .audit(evidence(ec.with(MAIL), pos.with(MAIL), app), List.of(), Map.of(), app.origin(), pos.origin());
        assertThat(audit.onePerson()).isTrue();
        assertThat(audit.findings())
                .extracting(Audit.Finding::kind, Audit.Finding::rule)
                .containsExactlyInAnyOrder(
                        tuple(Audit.Kind.LINK, "strong:email"),
                        tuple(Audit.Kind.EVIDENCE, "strong:email"),
                        tuple(Audit.Kind.FACT, "names:unknown"),
                        tuple(Audit.Kind.LINK, "deterministic:member"),
                        tuple(Audit.Kind.EVIDENCE, "deterministic:member"),
                        tuple(Audit.Kind.FACT, "names:unknown"));
        assertThat(audit.toText())
                .startsWith("one person: ")
                .contains("same verified email; names cannot be compared (strong:email)")
                .contains("same verified email: strong");
        assertThat(audit.toText(Locale.JAPAN))
                .startsWith("同一人物と判断: ")
                .contains("同じ確認済みのメールアドレス。氏名は比べられない (strong:email)")
                .contains("同じ確認済みのメールアドレス: 強");
    }

    @Test
    void anAuditTellsWhatKeepsTwoOriginsApart() {
        RuleBasedResolver resolver = RuleBasedResolver.of(IdentityPolicy.standard());
        Audit family = resolver.audit(
                evidence(ec.with(MAIL).name("山田 太郎"), pos.with(MAIL).name("山田 花子")),
                List.of(),
                Map.of(),
                ec.origin(),
                pos.origin());
        assertThat(family.onePerson()).isFalse();
        assertThat(family.findings().get(0).rule()).isEqualTo("household");
        assertThat(family.toText(Locale.JAPANESE))
                .contains("却下")
                .contains("名が異なる")
                .startsWith("別人として扱う");
        Audit strangers = resolver.audit(evidence(ec, pos), List.of(), Map.of(), ec.origin(), pos.origin());
        assertThat(strangers.findings())
                .extracting(Audit.Finding::kind, Audit.Finding::japanese)
                .containsExactly(tuple(Audit.Kind.NOTHING, "方針が見る共通点がない"));
        Audit judged = resolver.audit(
                evidence(ec.with(MAIL), pos.with(MAIL)),
                List.of(judged(ec, pos, Verdict.NOT_SAME, 1)),
                Map.of(),
                ec.origin(),
                pos.origin());
        assertThat(judged.toText()).contains("a person judged that they are not the same");
    }

    @Test
    void contradictoryWordsOfPeopleAreKeptAndTheLatestOfAPairCounts() {
        RuleBasedResolver resolver = RuleBasedResolver.of(IdentityPolicy.standard());
        SourceRecord app = SourceRecord.of("app", "1").with(Identifier.of(Scheme.APP, "A1"));
        List<OriginEvidence> three = evidence(ec, pos, app);
        Judgement yes = judged(ec, pos, Verdict.SAME, 1);
        Judgement no = judged(ec, pos, Verdict.NOT_SAME, 2);
        assertThat(resolver.resolveAll(three, List.of(yes, no)).people()).hasSize(3);
        assertThat(resolver.resolveAll(three, List.of(yes, no, judged(ec, pos, Verdict.SAME, 3)))
                        .people())
                .hasSize(2);
        Judgement atOnce = judged(ec, pos, Verdict.SAME, 2);
        assertThat(resolver.resolveAll(three, List.of(atOnce, no)).people()).hasSize(3);
        // A chain of yes that a no contradicts: the newest yes stand, the others are told.
        Resolution chain = resolver.resolveAll(
                three, List.of(no, judged(ec, app, Verdict.SAME, 3), judged(app, pos, Verdict.SAME, 4)));
        assertThat(chain.personOf(app.origin())).contains(pos.origin());
        assertThat(chain.reviews())
                .extracting(Review::rule, Review::refused)
                .containsExactly(tuple("judged-not-same", true));
        Audit audit = resolver.audit(
                three,
                List.of(no, judged(ec, app, Verdict.SAME, 3), judged(app, pos, Verdict.SAME, 4)),
                Map.of(),
                ec.origin(),
                app.origin());
        assertThat(audit.toText()).contains("judged the same, but not joined");
    }

    // ------------------------------------------------------------------

    private static Resolution resolve(RuleBasedResolver resolver, SourceRecord... rows) {
        return resolver.resolveAll(evidence(rows), List.of());
    }

    private static List<OriginEvidence> evidence(SourceRecord... rows) {
        return List.of(rows).stream().map(SourceRecord::evidence).toList();
    }

    private static Judgement judged(SourceRecord one, SourceRecord other, Verdict verdict, int second) {
        return new Judgement(one.origin(), other.origin(), verdict, "seen", "staff", NOON.plusSeconds(second));
    }

    @Test
    void aBlockedValueThatIsTakenBackCountsAgain() {
        IdentityPolicy blocking = IdentityPolicy.standard().toBuilder("blocking")
                .block("email", "taro@*", "jiro@*")
                .build();
        IdentityPolicy partly =
                blocking.toBuilder("partly").unblock("email", "taro@*").build();

        assertThat(resolve(RuleBasedResolver.of(blocking), ec.with(MAIL), pos.with(MAIL))
                        .people())
                .hasSize(2);
        assertThat(resolve(RuleBasedResolver.of(partly), ec.with(MAIL), pos.with(MAIL))
                        .people())
                .hasSize(1);
        assertThat(resolve(RuleBasedResolver.of(partly), ec.with(OTHER_MAIL), pos.with(OTHER_MAIL))
                        .people())
                .hasSize(2);
    }
}
