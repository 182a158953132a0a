package io.enishi.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.enishi.core.explain.Explanation;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
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
}
