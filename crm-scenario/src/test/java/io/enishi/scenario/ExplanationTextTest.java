package io.enishi.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.enishi.core.customer.DecisionRecord;
import io.enishi.core.customer.DecisionRecord.About;
import io.enishi.core.customer.DecisionRecord.JourneyDecision;
import io.enishi.core.customer.DecisionRecord.SegmentChange;
import io.enishi.core.event.CustomerEvent;
import io.enishi.core.event.EventBody;
import io.enishi.core.explain.Explanation;
import io.enishi.core.process.Cause;
import io.enishi.core.process.Clearance;
import io.enishi.core.process.CommandKey;
import io.enishi.core.process.Decision;
import io.enishi.core.process.Decision.TraceLine;
import io.enishi.core.process.InstanceKey;
import io.enishi.core.value.CustomerId;
import io.enishi.core.value.EventId;
import io.enishi.core.value.Identifier;
import io.enishi.core.value.OriginId;
import io.enishi.core.value.Scheme;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What staff read when they ask why. */
class ExplanationTextTest {

    private static final ZoneId TOKYO = ZoneId.of("Asia/Tokyo");

    private static Explanation said(boolean holds, String asked, String found, Explanation... parts) {
        return new Explanation(asked, holds, found, Long.MAX_VALUE, List.of(parts));
    }

    private static final Explanation WHY = said(
            false,
            "scenario win-back: Dormant customers buy again",
            "not in it",
            said(
                    false,
                    "may enter",
                    "",
                    said(false, "no actions for 3 months", "the last at 2026-08-13T11:30:00Z"),
                    said(true, "number of orders in the last 90 days >= 2", "3"),
                    said(true, "re-entry: again 6 months after the last run", ""),
                    said(false, "no exit \"acted\"", "", said(true, "orders since the beginning", "none"))),
            said(
                    false,
                    "send \"offer\" could leave now",
                    "",
                    said(
                            false,
                            "consent and address for newsletter",
                            "nobody at this address asked for newsletter on mail"),
                    said(true, "at most 1 a day", "0 so far"),
                    said(false, "loyalty score >= 50", "12")));

    @Test
    void inEnglishOnTheClockOfTheShop() {
        assertThat(ExplanationText.of(WHY, Locale.ENGLISH, TOKYO)).startsWith("""
            - scenario win-back: Dormant customers buy again: not in it
              - may enter
                - no actions for 3 months: the last at 2026-08-13 20:30
            """);
    }

    @Test
    void conditionsOfOneSentenceAreSaidOneByOneInJapanese() {
        assertThat(
                        List.of(
                                japanese(
                                        "permitted: newsletter on mail and number of actions in the last 6 months >= 1"),
                                japanese(
                                        "(linked: member or linked: email) and number of message.sent with scenario is cart in the"
                                                + " last 7 days = 0"),
                                japanese(
                                        "number of orders with (product is ink and not (site is ec or site is mall)) >= 3 and not"
                                                + " state of the last of subscription.changed with product is ink is started or paused"),
                                japanese("number of order.placed or order.cancelled in the last 7 days >= 1"),
                                japanese(
                                        "message.tapped with (channel is line and detail starts with menu) since the beginning")))
                .containsExactly(
                        "○ mail での「newsletter」に同意があるかつ直近6か月のアクションの件数 >= 1",
                        "○ (member が連携済みまたはemail が連携済み)かつ直近7日のscenarioが cartのmessage.sentの件数 = 0",
                        "○ (productが inkかつ次でない: (siteが ecまたはsiteが mall))の注文の件数 >= 3かつ次でない:"
                                + " 最後のproductが inkのsubscription.changedのstate が startedまたはpaused",
                        "○ 直近7日のorder.placedまたはorder.cancelledの件数 >= 1",
                        "○ 開始以後の(channelが lineかつdetailが menu で始まる)のmessage.tapped");
    }

    private static String japanese(String sentence) {
        return ExplanationText.of(said(true, sentence, ""), Locale.JAPANESE, TOKYO)
                .strip();
    }

    @Test
    void inJapaneseWithNamesOfTheShopAsTheyAre() {
        assertThat(ExplanationText.of(WHY, Locale.JAPAN, TOKYO)).isEqualTo("""
            × シナリオ「win-back」(Dormant customers buy again)：対象外
              × 開始できる
                × 3か月間、アクションがない：最後は2026-08-13 20:30
                ○ 直近90日の注文の件数 >= 2：3
                ○ 再開始: 前回の終了から6か月後に再び可
                × 離脱条件「acted」に当たらない
                  ○ 開始以後の注文：なし
              × 配信「offer」を今送れる
                × 「newsletter」の同意と宛先：この宛先からmailでの「newsletter」の希望はない
                ○ 1日に1通まで：これまで0通
                × loyalty score >= 50：12
            """);
    }

    @Test
    void whoIsHeldOutIsToldInJapaneseToo() {
        Explanation held = new Explanation(
                "not held out", false, "is held out: runs of this person get nothing", Long.MAX_VALUE, List.of());

        assertThat(ExplanationText.of(held, Locale.JAPANESE, TOKYO))
                .startsWith("× ホールドアウト")
                .doesNotContain("held");
    }

    private static final OriginId HANAKO = new OriginId(0, 1);
    private static final InstanceKey RUN = new InstanceKey(HANAKO, "win-back", "entry");

    private static DecisionRecord decided(DecisionRecord.About about, Decision.@Nullable End end, TraceLine... trace) {
        return new DecisionRecord(
                Instant.parse("2026-08-13T11:30:00Z"),
                new CustomerId(HANAKO),
                about,
                List.of(new SegmentChange("dormant", true, Cause.TIME)),
                List.of(new JourneyDecision("win-back", RUN, end == null, end, List.of(), List.of(trace))),
                0,
                0);
    }

    @Test
    void aDecisionIsToldOnTheClockOfTheShop() {
        DecisionRecord waits = decided(
                new About.TimePassed(false),
                null,
                new TraceLine("entered", "entry", "no actions for 3 months"),
                new TraceLine("waiting", "pause", "until 2026-08-20T01:00:00Z"));

        assertThat(ExplanationText.of(waits, Locale.ENGLISH, TOKYO)).isEqualTo("""
            2026-08-13 20:30 time passed
              enters dormant (time)
              win-back starts
              win-back/entry entered: no actions for 3 months
              win-back/pause waiting: until 2026-08-20 10:00
            """);
        assertThat(ExplanationText.of(waits, Locale.JAPANESE, TOKYO)).isEqualTo("""
            2026-08-13 20:30 時間の経過
              セグメント「dormant」に入る(時間の経過)
              win-back: 開始
              win-back/entry 開始条件を満たした: 3か月間、アクションがない
              win-back/pause 待機: 2026-08-20 10:00まで
            """);
    }

    @Test
    void whatWasClaimedAndHowItEndedIsToldInJapanese() {
        Clearance refused = new Clearance.Refused(List.of(
                new Clearance.Refusal("mail", "no-consent", "nobody at this address asked for newsletter on mail"),
                new Clearance.Refusal("line", "cap", "at most 2 in 7 days")));
        DecisionRecord dropped = decided(
                new About.Claimed(new CommandKey(HANAKO, "win-back", "entry", "offer.1"), refused),
                new Decision.End(Decision.End.Kind.GOAL, "time-for-tea and biscuits"),
                new TraceLine(
                        "dropped",
                        "offer",
                        "mail: nobody at this address asked for newsletter on mail; line: at most 2 in 7 days"));

        assertThat(ExplanationText.of(dropped, Locale.JAPANESE, TOKYO)).isEqualTo("""
            2026-08-13 20:30 「win-back/offer.1」の実行前の確認: 不可(mail 同意なし、line 上限)
              セグメント「dormant」に入る(時間の経過)
              win-back/offer 取りやめ: mail: この宛先からmailでの「newsletter」の希望はない; line: 7日に2通まで
              win-back: 終了(ゴール達成): time-for-tea and biscuits
            """);
    }

    @Test
    void whatHappenedKeepsItsNameHoweverMuchHappenedAtOnce() {
        CustomerEvent order = CustomerEvent.of(
                "web",
                EventId.of(1),
                Identifier.of(Scheme.MEMBER, "m-1"),
                Instant.parse("2026-08-13T11:30:00Z"),
                new EventBody.StoreVisited("ginza"));
        List<CustomerEvent> many = Collections.nCopies(5_000, order);
        DecisionRecord history = decided(
                new About.Events(many, Collections.nCopies(5_000, HANAKO), false, true, 0),
                null,
                new TraceLine("refused-by-host", "entry", "because of a phrase that is not known"));

        assertThat(ExplanationText.of(history, Locale.JAPANESE, TOKYO))
                .startsWith("2026-08-13 20:30 store.visited (web); store.visited (web)")
                .contains("、過去分の取り込み\n")
                .contains("  win-back/entry refused-by-host: because of a phrase that is not known\n");
    }
}
