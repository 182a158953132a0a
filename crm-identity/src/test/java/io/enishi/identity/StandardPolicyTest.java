package io.enishi.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.enishi.core.spi.IdentityResolver.Judgement;
import io.enishi.core.spi.IdentityResolver.Link;
import io.enishi.core.spi.IdentityResolver.OriginEvidence;
import io.enishi.core.spi.IdentityResolver.Resolution;
import io.enishi.core.spi.IdentityResolver.Review;
import io.enishi.core.spi.IdentityResolver.Verdict;
import io.enishi.core.value.AttributeValue;
import io.enishi.core.value.Identifier;
import io.enishi.core.value.Scheme;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the standard policy makes of the cases that Japanese shops know. */
class StandardPolicyTest {

    private static final RuleBasedResolver RESOLVER = RuleBasedResolver.of(IdentityPolicy.standard());
    private static final LocalDate BORN = LocalDate.of(1980, 4, 1);
    private static final Identifier MAIL = Identifier.email("taro@mail.example");
    private static final Identifier PROVEN_MAIL = Identifier.verified(Scheme.EMAIL, "taro@mail.example");
    private static final Identifier MOBILE = Identifier.phone("090-1234-5670");
    private static final Identifier PROVEN_MOBILE = Identifier.verified(Scheme.PHONE, "+81 90 1234 5670");
    private static final Identifier LANDLINE = Identifier.phone("03-1234-5670");
    private static final Identifier CARD = Identifier.of(Scheme.POS_CARD, "2811");

    private final SourceRecord ec = SourceRecord.of("ec", "1").with(Identifier.member("M1"));
    private final SourceRecord pos = SourceRecord.of("pos", "1").with(CARD);
    private final SourceRecord mall = SourceRecord.of("rakuten", "1").with(Identifier.of(Scheme.mall("rakuten"), "R1"));

    // ------------------------------------------------------------------ deterministic

    @Test
    void theSameMemberIdLinksWhateverTheNames() {
        SourceRecord app = SourceRecord.of("app", "1")
                .with(Identifier.of(Scheme.APP, "A1"))
                .with(Identifier.member("M1"))
                .name("みゆう");
        assertThat(decided(ec.name("山田 太郎"), app)).isEqualTo("linked deterministic:member");
        assertThat(decided(ec.name("山田 太郎"), app.name("佐藤 花子"))).isEqualTo("linked deterministic:member");
    }

    @Test
    void aLinkedLineAccountLinks() {
        Identifier line = Identifier.of(Scheme.line("p1"), "U1");
        assertThat(decided(ec.with(line), SourceRecord.of("line", "1").with(line)))
                .isEqualTo("linked deterministic:line");
        assertThat(decided(ec.with(line), SourceRecord.of("line", "1").with(Identifier.of(Scheme.line("p2"), "U1"))))
                .isEqualTo("nothing");
    }

    @Test
    void aProvenLinkThatAFactContradictsGoesToReview() {
        SourceRecord app = SourceRecord.of("app", "1").with(Identifier.member("M1"));
        assertThat(decided(ec.birthDate(BORN), app.birthDate(BORN.plusYears(20))))
                .isEqualTo("review deterministic:member");
        assertThat(decided(
                        ec.name("山田 太郎").address("1000001", "千代田区千代田1-1"),
                        app.name("山田 花子").address("1000001", "千代田区千代田1丁目1番")))
                .isEqualTo("review deterministic:member");
    }

    // ------------------------------------------------------------------ strong

    @Test
    void aVerifiedAddressLinksUnlessTheNamesDiffer() {
        SourceRecord known = ec.with(PROVEN_MAIL).name("山田 太郎");
        assertThat(decided(known, mall.with(PROVEN_MAIL).name("山田 太郎"))).isEqualTo("linked strong:email");
        assertThat(decided(known, mall.with(PROVEN_MAIL))).isEqualTo("linked strong:email");
        assertThat(decided(known, mall.with(PROVEN_MAIL).name("佐藤 太郎"))).isEqualTo("review strong:email");
        assertThat(decided(known, mall.with(PROVEN_MAIL).name("山田 花子"))).isEqualTo("refused household");
        assertThat(decided(known.birthDate(BORN), mall.with(PROVEN_MAIL).birthDate(BORN.plusDays(1))))
                .isEqualTo("refused household");
        assertThat(decided(ec.with(PROVEN_MOBILE), pos.with(PROVEN_MOBILE))).isEqualTo("linked strong:phone-mobile");
    }

    @Test
    void anAddressOfItsOwnBelongsToWhoProvedIt() {
        SourceRecord newsletter = SourceRecord.of("newsletter", "1").with(MAIL);
        assertThat(decided(ec.with(PROVEN_MAIL), newsletter)).isEqualTo("linked strong:email");
        assertThat(decided(ec.with(MAIL), newsletter)).isEqualTo("review medium:email");
    }

    @Test
    void aCardScannedInTheAppLinksAndOneTypedInDoesNot() {
        assertThat(decided(ec.with(Identifier.verified(Scheme.POS_CARD, "2811")), pos))
                .isEqualTo("linked strong:pos-card");
        assertThat(decided(ec.with(CARD), pos)).isEqualTo("review medium:pos-card");
    }

    @Test
    void aSurnameChangesAtMarriage() {
        SourceRecord before = pos.name("佐藤 花子").birthDate(BORN).with(PROVEN_MOBILE);
        assertThat(decided(before, ec.name("山田 花子").birthDate(BORN).with(PROVEN_MOBILE)))
                .isEqualTo("linked strong:phone-mobile");
        assertThat(decided(before, ec.name("山田 花子").with(PROVEN_MOBILE))).isEqualTo("review strong:phone-mobile");
    }

    @Test
    void differentGendersWithoutNamesAreLookedAt() {
        assertThat(decided(
                        ec.with(PROVEN_MAIL).with("gender", AttributeValue.of("女")),
                        pos.with(PROVEN_MAIL).with("gender", AttributeValue.of("M"))))
                .isEqualTo("review strong:email");
    }

    // ------------------------------------------------------------------ medium

    @Test
    void oneUnprovenSignalIsLookedAtAndTwoOfThemLinkWithTheName() {
        assertThat(decided(ec.with(MAIL), pos.with(MAIL))).isEqualTo("review medium:email");
        assertThat(decided(ec.with(MAIL).with(MOBILE), pos.with(MAIL).with(MOBILE)))
                .isEqualTo("review strong:email+phone-mobile");
        assertThat(decided(
                        ec.with(MAIL).with(MOBILE).name("山田 太郎"),
                        pos.with(MAIL).with(MOBILE).name("山田太郎")))
                .isEqualTo("linked strong:email+phone-mobile");
    }

    @Test
    void twoAddressesOfOneKindAreOneSignal() {
        Identifier second = Identifier.email("second@mail.example");
        assertThat(decided(
                        ec.with(MAIL).with(second).name("山田 太郎"),
                        pos.with(MAIL).with(second).name("山田 太郎")))
                .isEqualTo("review medium:email");
    }

    @Test
    void readingBirthDateAndPostalCodeTogetherAreOneSignal() {
        SourceRecord store = pos.name("", "ヤマダ タロー").birthDate(BORN).address("100-0001", "");
        SourceRecord web = ec.name("山田 太郎", "やまだ　たろう")
                .with("birth-date", AttributeValue.of("1980/4/1"))
                .address("〒１０００００１", "");
        assertThat(decided(store, web)).isEqualTo("review medium:kana-birth-postal");
        assertThat(decided(store.with(MOBILE), web.with(MOBILE)))
                .isEqualTo("linked strong:kana-birth-postal+phone-mobile");
        assertThat(decided(store.birthDate(LocalDate.of(1900, 1, 1)), web)).isEqualTo("nothing");
    }

    @Test
    void aCouponOfTheOtherAccountIsLookedAt() {
        Identifier coupon = Identifier.of(Scheme.of("coupon"), "C-1");
        assertThat(decided(ec.with(coupon), pos.with(coupon))).isEqualTo("review medium:coupon");
    }

    // ------------------------------------------------------------------ weak and never

    @Test
    void householdSignalsLinkNobody() {
        assertThat(decided(ec.with(LANDLINE).name("山田 太郎"), pos.with(LANDLINE).name("山田 太郎")))
                .isEqualTo("refused weak:phone-fixed");
        assertThat(decided(ec.with(LANDLINE).name("山田 太郎"), pos.with(LANDLINE).name("山田 花子")))
                .isEqualTo("refused household");
        Identifier cookie = Identifier.of(Scheme.COOKIE, "c");
        assertThat(decided(ec.with(cookie), SourceRecord.of("web", "1").with(cookie)))
                .isEqualTo("refused weak:cookie");
        assertThat(decided(
                        ec.name("山田 太郎", "ヤマダ タロウ").address("", "千代田区千代田1-1"),
                        pos.name("", "ヤマダタロウ").address("", "千代田区千代田１丁目１番地")))
                .isEqualTo("refused weak:kana-address");
    }

    @ParameterizedTest
    @ValueSource(strings = {"taro@example.com", "test@shop.jp", "noreply@shop.jp"})
    void exampleAddressesProveNothing(String address) {
        Identifier mail = Identifier.verified(Scheme.EMAIL, address);
        assertThat(decided(ec.with(mail), pos.with(mail))).isEqualTo("nothing");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"0000000000", "090-0000-0000", "090-1234-5678", "0120-111-222", "0800-123-4567", "090-1234-5670 "
            })
    void madeUpAndServiceNumbersProveNothing(String number) {
        Identifier phone = Identifier.verified(Scheme.PHONE, number);
        assertThat(decided(ec.with(phone), pos.with(phone)))
                .isEqualTo(number.endsWith(" ") ? "linked strong:phone-mobile" : "nothing");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "x1@pc.fw.rakuten.ne.jp",
                "x1@mobile.fw.rakuten.ne.jp",
                "x1@marketplace.amazon.co.jp",
                "x1@privaterelay.appleid.com"
            })
    void everyRelayThatTheNormaliserKnowsIsOneForThePolicy(String address) {
        Identifier relay = Identifier.verified(Scheme.EMAIL, address);
        assertThat(decided(ec.with(relay), mall.with(relay))).isEqualTo("nothing");
    }

    @Test
    void relayAddressesSayNothingAcrossSourcesAndLittleWithinOne() {
        Identifier relay = Identifier.verified(Scheme.EMAIL, "x1@fw.rakuten.ne.jp");
        assertThat(decided(ec.with(relay), mall.with(relay))).isEqualTo("nothing");
        assertThat(decided(SourceRecord.of("rakuten", "2").with(relay), mall.with(relay)))
                .isEqualTo("refused weak:email-relay");
    }

    @Test
    void aSchemeWithoutAGradeProvesNothing() {
        Identifier own = Identifier.verified(Scheme.of("loyalty"), "1");
        assertThat(decided(ec.with(own), pos.with(own))).isEqualTo("nothing");
    }

    // ------------------------------------------------------------------ households and ambiguity

    @Test
    void aFamilyThatSharesPhoneAndMailStaysApartEachWithTheirOwn() {
        List<SourceRecord> family = List.of(
                ec.with(MAIL).with(MOBILE).name("山田 太郎"),
                SourceRecord.of("ec", "2")
                        .with(Identifier.member("M2"))
                        .with(MAIL)
                        .with(MOBILE)
                        .name("山田 花子"),
                pos.with(MAIL).with(MOBILE).name("山田太郎"),
                mall.with(MAIL).with(MOBILE).name("山田花子"));
        Resolution resolution = resolve(family, List.of());
        assertThat(resolution.people()).hasSize(2);
        assertThat(personOf(resolution, family.get(0))).isEqualTo(personOf(resolution, family.get(2)));
        assertThat(personOf(resolution, family.get(1))).isEqualTo(personOf(resolution, family.get(3)));
        assertThat(resolution.reviews())
                .extracting(Review::rule, Review::refused)
                .containsExactly(tuple("household", true));
    }

    @Test
    void anAddressThatTwoPeopleProvedBelongsToNeither() {
        SourceRecord wife = SourceRecord.of("ec", "2")
                .with(Identifier.member("M2"))
                .with(PROVEN_MAIL)
                .name("山田 花子");
        SourceRecord husband = ec.with(PROVEN_MAIL).name("山田 太郎");
        SourceRecord mailbox = SourceRecord.of("newsletter", "1").with(PROVEN_MAIL);
        Resolution resolution = resolve(List.of(wife, husband, mailbox), List.of());
        assertThat(resolution.people()).hasSize(3);
        assertThat(resolution.reviews()).filteredOn(review -> !review.refused()).hasSize(2);
        assertThat(resolve(List.of(husband, mailbox), List.of()).people()).hasSize(1);
    }

    @Test
    void whoOnlyTypedAnAddressCastsNoDoubtOnWhoProvedIt() {
        SourceRecord wife = SourceRecord.of("ec", "2")
                .with(Identifier.member("M2"))
                .with(MAIL)
                .name("山田 花子");
        SourceRecord husband = ec.with(PROVEN_MAIL).name("山田 太郎");
        SourceRecord mailbox = SourceRecord.of("newsletter", "1").with(MAIL);
        Resolution resolution = resolve(List.of(wife, husband, mailbox), List.of());
        assertThat(personOf(resolution, mailbox)).isEqualTo(personOf(resolution, husband));
        assertThat(resolution.people()).hasSize(2);
    }

    @Test
    void aLineAccountLinkedToTwoMembersOfOneShopIsAPersonsToDecide() {
        Identifier line = Identifier.of(Scheme.line("p1"), "U1");
        SourceRecord account = SourceRecord.of("line", "1").with(line);
        SourceRecord other =
                SourceRecord.of("ec", "2").with(Identifier.member("M2")).with(line);
        Resolution resolution = resolve(List.of(ec.with(line), other, account), List.of());
        assertThat(resolution.people()).hasSize(3);
        assertThat(resolution.reviews())
                .extracting(Review::rule, Review::refused)
                .containsExactlyInAnyOrder(
                        tuple("ambiguous", false), tuple("ambiguous", false), tuple("limit:member", true));
    }

    @Test
    void membersOfTwoShopsMayBeOnePerson() {
        SourceRecord outlet = SourceRecord.of("outlet", "1")
                .with(Identifier.of(Scheme.of("member:outlet"), "O1"))
                .with(PROVEN_MAIL);
        assertThat(decided(ec.with(PROVEN_MAIL), outlet)).isEqualTo("linked strong:email");
        SourceRecord second =
                SourceRecord.of("ec", "2").with(Identifier.member("M2")).with(PROVEN_MAIL);
        assertThat(decided(ec.with(PROVEN_MAIL), second)).isEqualTo("refused limit:member");
    }

    @Test
    void aValueProvesNothingOnceMoreThanTwentyOriginsShareIt() {
        List<SourceRecord> twenty = IntStream.range(0, 20)
                .mapToObj(i -> SourceRecord.of("pos", "row" + i).with(PROVEN_MAIL))
                .toList();
        assertThat(resolve(twenty, List.of()).people()).hasSize(1);
        List<SourceRecord> more = new ArrayList<>(twenty);
        more.add(SourceRecord.of("pos", "one more").with(PROVEN_MAIL));
        assertThat(resolve(more, List.of()).people()).hasSize(21);
    }

    // ------------------------------------------------------------------ judgements

    @Test
    void aPersonsWordOverridesReviewAndIsRecordedAsSuch() {
        List<SourceRecord> pair = List.of(ec.with(MAIL), pos.with(MAIL));
        Resolution resolution = resolve(pair, List.of(judged(ec, pos, Verdict.SAME, 1)));
        assertThat(resolution.people()).hasSize(1);
        assertThat(resolution.links())
                .extracting(Link::rule, Link::reason)
                .containsExactly(tuple("judged-same", "seen by staff"));
        assertThat(resolution.reviews()).isEmpty();
    }

    @Test
    void aPersonsWordAgainstAFactHoldsAndIsReported() {
        List<SourceRecord> pair = List.of(ec.birthDate(BORN), pos.birthDate(BORN.plusDays(1)));
        Resolution resolution = resolve(pair, List.of(judged(ec, pos, Verdict.SAME, 1)));
        assertThat(resolution.people()).hasSize(1);
        assertThat(resolution.reviews())
                .extracting(Review::rule)
                .containsExactly("judged-same-despite:birth-dates-differ");
    }

    @Test
    void aPersonsNoWinsOverAProvenLink() {
        SourceRecord app = SourceRecord.of("app", "1").with(Identifier.member("M1"));
        Resolution resolution = resolve(List.of(ec, app), List.of(judged(ec, app, Verdict.NOT_SAME, 1)));
        assertThat(resolution.people()).hasSize(2);
        assertThat(resolution.reviews())
                .extracting(Review::rule, Review::refused)
                .containsExactly(tuple("judged-not-same", true));
    }

    @Test
    void aNoBetweenTwoOfThreeIsNotReachedAroundTheThird() {
        SourceRecord app =
                SourceRecord.of("app", "1").with(Identifier.member("M1")).with(Identifier.of(Scheme.APP, "A1"));
        SourceRecord device = SourceRecord.of("device", "1").with(Identifier.of(Scheme.APP, "A1"));
        assertThat(resolve(List.of(ec, app, device), List.of()).people()).hasSize(1);
        Resolution resolution = resolve(List.of(ec, app, device), List.of(judged(ec, device, Verdict.NOT_SAME, 1)));
        assertThat(personOf(resolution, ec)).isNotEqualTo(personOf(resolution, device));
    }

    @Test
    void ofContradictingWordsTheNewestCounts() {
        List<SourceRecord> three = List.of(ec, pos, mall);
        Judgement no = judged(ec, mall, Verdict.NOT_SAME, 1);
        Resolution older =
                resolve(three, List.of(no, judged(ec, pos, Verdict.SAME, 3), judged(pos, mall, Verdict.SAME, 2)));
        assertThat(personOf(older, ec)).isEqualTo(personOf(older, pos));
        Resolution newer =
                resolve(three, List.of(no, judged(ec, pos, Verdict.SAME, 2), judged(pos, mall, Verdict.SAME, 3)));
        assertThat(personOf(newer, pos)).isEqualTo(personOf(newer, mall));
        assertThat(newer.reviews())
                .extracting(Review::rule, Review::refused)
                .containsExactly(tuple("judged-not-same", true));
    }

    // ------------------------------------------------------------------ combinations without names

    @Test
    void aHouseholdsSignalsDoNotAddUp() {
        RuleBasedResolver bold = RuleBasedResolver.of(IdentityPolicy.standard().toBuilder("bold")
                .noCombinations()
                .combinationWithoutNames(2, Strength.MEDIUM, Strength.STRONG)
                .build());
        List<SourceRecord> pair =
                List.of(ec.with(MAIL).with(MOBILE), pos.with(MAIL).with(MOBILE));
        assertThat(bold.resolveAll(evidence(pair), List.of()).people()).hasSize(1);
        List<SourceRecord> family = new ArrayList<>(pair);
        family.add(SourceRecord.of("ec", "8").with(MAIL).name("山田 太郎"));
        family.add(SourceRecord.of("ec", "9").with(MAIL).name("山田 花子"));
        assertThat(bold.resolveAll(evidence(family), List.of()).people()).hasSize(4);
    }

    // ------------------------------------------------------------------ reasons

    @Test
    void reasonsSayWhatIsSharedAndNeverTheValues() {
        SourceRecord one = ec.with(PROVEN_MAIL).name("山田 太郎");
        SourceRecord other = pos.with(PROVEN_MAIL).name("山田太郎");
        Resolution resolution = resolve(List.of(one, other), List.of());
        assertThat(resolution.links())
                .extracting(Link::rule, Link::reason)
                .containsExactly(tuple("strong:email", "same verified email; names agree"));
        assertThat(resolve(List.of(one, pos.with(PROVEN_MAIL).name("山田 花子")), List.of())
                        .reviews())
                .extracting(Review::reason)
                .containsExactly("same verified email of a household; given names differ");
    }

    @Test
    void theExplanationOfAPairNamesEverySignal() {
        assertThat(RESOLVER.explain(
                                ec.with(MAIL).with(MOBILE).name("山田 太郎").evidence(),
                                pos.with(MAIL).with(MOBILE).name("山田太郎").evidence())
                        .toText())
                .isEqualTo("""
                    + one person: accept by strong:email+phone-mobile: same email, same phone-mobile; names agree
                      + same email: medium
                      + same phone-mobile: medium
                      + names agree: names agree
                    """);
        assertThat(RESOLVER.explain(ec.evidence(), pos.evidence()).holds()).isFalse();
    }

    // ------------------------------------------------------------------

    /** What becomes of two rows alone: {@code linked}, {@code review} or {@code refused} with the rule, or {@code nothing}. */
    private static String decided(SourceRecord one, SourceRecord other) {
        Resolution resolution = resolve(List.of(one, other), List.of());
        if (!resolution.links().isEmpty()) {
            assertThat(resolution.people()).hasSize(1);
            return "linked " + resolution.links().get(0).rule();
        }
        assertThat(resolution.people()).hasSize(2);
        if (resolution.reviews().isEmpty()) {
            return "nothing";
        }
        Review review = resolution.reviews().get(0);
        return (review.refused() ? "refused " : "review ") + review.rule();
    }

    private static Resolution resolve(List<SourceRecord> rows, List<Judgement> judgements) {
        List<OriginEvidence> evidence = evidence(rows);
        return RESOLVER.resolve(evidence, judgements, Map.copyOf(RESOLVER.fanOut(evidence)));
    }

    private static List<OriginEvidence> evidence(List<SourceRecord> rows) {
        return rows.stream().map(SourceRecord::evidence).toList();
    }

    private static Object personOf(Resolution resolution, SourceRecord row) {
        return resolution.people().stream()
                .filter(person -> person.contains(row.origin()))
                .findFirst()
                .orElseThrow();
    }

    private static Judgement judged(SourceRecord one, SourceRecord other, Verdict verdict, int second) {
        return new Judgement(
                one.origin(), other.origin(), verdict, "seen by staff", "staff", Instant.EPOCH.plusSeconds(second));
    }
}
