package io.enishi.scenario;

import io.enishi.core.explain.Explanation;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An explanation of {@code Crm.why} as text for staff: in English or Japanese, with times on the shop's clock.
 *
 * <p>Explanations are worded in English where they are made. For Japanese their fixed phrases are put into Japanese, longest first, and
 * names that the shop gave (segments, metrics, fields, steps) stay as they are. A phrase that is not known stays English: it is
 * better to be read with trouble than not at all.
 */
public final class ExplanationText {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm", Locale.ROOT);
    private static final Pattern INSTANT =
            Pattern.compile("\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}(?::\\d{2}(?:\\.\\d+)?)?Z");

    /** Patterns over a whole phrase; what is captured is translated in turn. */
    private static final Map<Pattern, String> JAPANESE = new LinkedHashMap<>();

    private static void say(String english, String japanese) {
        JAPANESE.put(Pattern.compile(english), japanese);
    }

    static {
        // The tree of a scenario.
        say("scenario ([^:]+): (.*)", "シナリオ「$1」($2)");
        say("not in it", "対象外");
        say("in it", "実行中");
        say("is in it", "入っている");
        say("is not in it", "入っていない");
        say("(\\d+) runs", "$1件実行中");
        say("may enter", "開始できる");
        say("starts", "開始条件");
        say("starts: (.*)", "開始条件: $1");
        say("only if", "対象条件");
        say("re-entry: (.*)", "再開始: $1");
        say("once in a life", "一生に一度だけ");
        say("again after the last run", "前回の終了後に再び可");
        say("again (.*) after the last run", "前回の終了から$1後に再び可");
        say("side by side", "並行して可");
        say("cools down until (.*), (.*) after the last run", "$1まで休止期間(前回の終了から$2)");
        say("a run since (.*) goes on", "$1から実行中のものがある");
        say("was in it from (.*), and enters once in a life", "$1に実行済み(一生に一度だけ)");
        say("in no other scenario of the group: (.*)", "同じ排他グループの他のシナリオにいない: $1");
        say("is in \"(.*)\" of the same exclusion group", "同じ排他グループの「$1」を実行中");
        say("goal not reached", "ゴール未達成");
        say("no exit \"(.*)\"", "離脱条件「$1」に当たらない");
        say("no open complaint", "未解決の苦情がない");
        say("one of (.*)", "$1のもの");
        say("send \"(.*)\" could leave now", "配信「$1」を今送れる");
        say("by ([a-z-]+)", "チャネル $1");
        say("local time", "現地時刻");
        say("(.*), by the address: none is stated by the person", "$1(本人のタイムゾーンの申告がないため住所によるもの)");
        say("(.*), by the address: what is stated of the person is no zone", "$1(本人の申告がタイムゾーンでないため住所によるもの)");
        say("(.*), the shop's: none is known of the person", "$1(本人のタイムゾーンが不明なため店舗のもの)");
        say("(.*), the shop's: what is stated of the person is no zone", "$1(本人の申告がタイムゾーンでないため店舗のもの)");
        say("not paused", "一時停止中でない");
        say("channel ([^ ]+) not paused", "チャネル $1 は一時停止中でない");
        say("everything is paused", "すべて一時停止中");
        say("the (?:scenario|channel|person) is paused", "一時停止中");
        say("not held out", "ホールドアウト(比較用の非配信)の対象外");
        say("is held out: runs of this person get nothing", "ホールドアウト中。この人には何も行わない");
        say("consent and address for (.*)", "「$1」の同意と宛先");
        say("contact rules allow (.*)", "接触ポリシーが $1 を許す");
        say("run of (.*) goes on", "実行 $1 が継続中");
        say("at step \"(.*)\" since ([^,]*), until (.*)", "ステップ「$1」に$2から、$3まで");
        say("at step \"(.*)\" since ([^,]*)", "ステップ「$1」に$2から");
        say("outside quiet from (\\S+) for (.*?) on (.*)", "配信停止時間帯($1から$2、$3)の外");
        say("outside quiet from (\\S+) for (.*)", "配信停止時間帯($1から$2)の外");
        say("quiet until (.*)", "$1まで配信停止");
        say("at most (\\d+) in (.*?) on (.*)", "$2に$1通まで($3)");
        say("at most (\\d+) in (.*)", "$2に$1通まで");
        say("at most (\\d+) a (day|week|month)(?: on (.*))?", "$2に$1通まで$3");
        say("(\\d+) so far, allowed from (.*)", "これまで$1通、$2から可");
        say("(\\d+) so far", "これまで$1通");
        // Clearances.
        say("refused at (.*) by (.*)", "$1に拒否($2)");
        say("asked for at (.*) by (.*)", "$1に希望($2)");
        say("permitted since (.*) by (.*)", "$1から許諾($2)");
        say("nobody at this address asked for (.*) on (.*)", "この宛先から$2での「$1」の希望はない");
        say("the relation on this channel permits it", "このチャネルの関係により許される");
        say("needed to carry out what the customer asked for", "お客様の依頼の遂行に必要");
        say("the person blocked our account on this channel", "このチャネルでブロックされている");
        say("the person asked to stop the use of their data", "本人が利用停止を求めている");
        say("the address is not this person.s any more", "この宛先はもう本人のものではない");
        say("the address is on the suppression list", "宛先が配信停止リストにある");
        say("no address for this channel is known", "このチャネルの宛先がわからない");
        // Conditions.
        say("no (.*?) for (.*)", "$2間、$1がない");
        say("the last at (.*)", "最後は$1");
        say("the last one (.*)", "最後は$1");
        say("none so far", "まだない");
        say("none", "なし");
        say("number of different days of (.*?) (>=|<=|=|>|<) (\\S+)", "$1の日数 $2 $3");
        say("number of (.*?) (>=|<=|=|>|<) (\\S+)", "$1の件数 $2 $3");
        say("sum of (.*?) of (.*?) (>=|<=|=|>|<) (\\S+)", "$2の$1の合計 $3 $4");
        say("average (.*?) of (.*?) (>=|<=|=|>|<) (\\S+)", "$2の$1の平均 $3 $4");
        say("days since the (first|last) of (.*?) (>=|<=|=|>|<) (\\S+)", "$1の$2からの日数 $3 $4");
        say("(.*) since the beginning", "開始以後の$1");
        say("(.*) in the last (.*)", "直近$2の$1");
        say("in segment (.*)", "セグメント「$1」に入っている");
        say("permitted: (.*) on (.*)", "$2 での「$1」に同意がある");
        say("reachable on (.*)", "$1 で連絡できる");
        say("linked: (.*)", "$1 が連携済み");
        say("known to (.*)", "$1 で確認済み");
        say("comes into segment (.*)", "セグメント「$1」に入る");
        say("leaves segment (.*)", "セグメント「$1」から出る");
        say("every year on (.*) at (.*)", "毎年 $1 の $2");
        say("every year (\\d+) days? before (.*) at (.*)", "毎年 $2 の$1日前の $3");
        say("every year (\\d+) days? after (.*) at (.*)", "毎年 $2 の$1日後の $3");
        say("next on (.*)", "次は$1");
        say("attribute (.*) is not a known day", "属性 $1 の日付がわからない");
        say("on request", "依頼による");
        say("not (.*)", "次でない: $1");
        say("not", "次でない");
        say("all of these", "次のすべて");
        say("any of these", "次のいずれか");
        say("(.*) is known", "$1がある");
        say("(.*) is unknown", "$1がない");
        say("(.*) with (.*)", "$2の$1");
        say("(.*?) and (.*)", "$1かつ$2");
        say("(.*?) or (.*)", "$1または$2");
        // Words.
        say("orders", "注文");
        say("actions", "アクション");
        say("events", "イベント");
        say("first", "最初");
        say("last", "最後");
        say("yes", "はい");
        say("no", "いいえ");
        say("day", "1日");
        say("week", "1週間");
        say("month", "1か月");
        say("(\\d+) milliseconds?", "$1ミリ秒");
        say("(\\d+) seconds?", "$1秒");
        say("(\\d+) minutes?", "$1分");
        say("(\\d+) hours?", "$1時間");
        say("(\\d+) days?", "$1日");
        say("(\\d+) weeks?", "$1週間");
        say("(\\d+) months?", "$1か月");
        say("(\\d+) years?", "$1年");
    }

    private final boolean japanese;
    private final ZoneId zone;

    private ExplanationText(boolean japanese, ZoneId zone) {
        this.japanese = japanese;
        this.zone = zone;
    }

    /**
     * The explanation as an indented text, one line an answer; {@code +} holds, {@code -} does not (in Japanese ○ and ×).
     *
     * @param language Japanese for Japanese, any other for English
     * @param zone whose clock the times are of
     */
    public static String of(Explanation explanation, Locale language, ZoneId zone) {
        boolean japanese = language.getLanguage().equals(Locale.JAPANESE.getLanguage());
        StringBuilder text = new StringBuilder();
        new ExplanationText(japanese, zone).append(explanation, 0, text);
        return text.toString();
    }

    private void append(Explanation part, int depth, StringBuilder text) {
        String sign = japanese ? (part.holds() ? "○ " : "× ") : part.holds() ? "+ " : "- ";
        text.append("  ".repeat(depth)).append(sign).append(said(part.asked()));
        if (!part.found().isEmpty()) {
            text.append(japanese ? "：" : ": ").append(said(part.found()));
        }
        text.append('\n');
        part.parts().forEach(inner -> append(inner, depth + 1, text));
    }

    private String said(String english) {
        String text = japanese ? japanese(english, 0) : english;
        return INSTANT.matcher(text)
                .replaceAll(found -> TIME.format(Instant.parse(found.group()).atZone(zone)));
    }

    /** The depth is bounded, since what a shop calls its things may look like phrases within phrases. */
    private static String japanese(String english, int depth) {
        if (depth > 8 || english.isEmpty()) {
            return english;
        }
        for (Map.Entry<Pattern, String> phrase : JAPANESE.entrySet()) {
            Matcher matcher = phrase.getKey().matcher(english);
            if (matcher.matches()) {
                String text = phrase.getValue();
                for (int group = matcher.groupCount(); group > 0; group--) {
                    String captured = matcher.group(group);
                    text = text.replace("$" + group, captured == null ? "" : japanese(captured, depth + 1));
                }
                return text;
            }
        }
        return english;
    }
}
