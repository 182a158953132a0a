package io.enishi.scenario;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The fixed phrases of explanations in Japanese. A phrase that is not known stays English. */
final class JapanesePhrases {

    private static final int DEEPEST = 12;

    private static final Pattern AND = Pattern.compile(" and ");
    /** Before what begins as a condition does; between values and types of events there is no more than the value or the type. */
    private static final Pattern OR = Pattern.compile(
            " or (?=\uE000|not |no .* for |linked: |permitted: |in segment |reachable on |known to |happening: "
                    + "|(?:number|sum) of |average |smallest |largest |days since |the next of "
                    + "|\\S+ (?:of the (?:first|last) of|is|starts with|>=|<=|!=|=|>|<) )");
    /** What ends as a condition does. */
    private static final Pattern WHOLE = Pattern.compile(
            ".*[\uE000-\uEFFF]|.* (?:>=|<=|!=|=|>|<) \\S+|.* is (?:known|unknown|\\S.*)|.* starts with \\S+"
                    + "|.*(?:linked|happening): .*|permitted: .*|in segment .*|reachable on .*|known to .*|(?:not )?no .* for .*");

    /** The tree of a scenario and clearances: what they hold of the shop's own words may look like anything. */
    private static final PhraseTable TREE = new PhraseTable();
    /** Conditions, filters and words, of which sentences are made. */
    private static final PhraseTable SENTENCES = new PhraseTable();

    private JapanesePhrases() {}

    private static void say(String english, String japanese) {
        SENTENCES.say(english, japanese);
    }

    static {
        // The tree of a scenario.
        TREE.say("scenario ([^:]+): (.*)", "シナリオ「#1」(#2)");
        TREE.say("not in it", "対象外");
        TREE.say("in it", "実行中");
        TREE.say("is in it", "入っている");
        TREE.say("is not in it", "入っていない");
        TREE.say("(\\d+) runs", "$1件実行中");
        TREE.say("under a retired definition", "廃止された定義のもとで");
        TREE.say("scenario ([^: ]+)", "シナリオ「#1」");
        TREE.say("may enter", "開始できる");
        TREE.say("starts", "開始条件");
        TREE.say("starts: (.*)", "開始条件: $1");
        TREE.say("only if", "対象条件");
        TREE.say("re-entry: (.*)", "再開始: $1");
        TREE.say("once in a life", "一生に一度だけ");
        TREE.say("again after the last run", "前回の終了後に再び可");
        TREE.say("again (.*) after the last run", "前回の終了から$1後に再び可");
        TREE.say("side by side", "並行して可");
        TREE.say("cools down until (.*), (.*) after the last run", "$1まで休止期間(前回の終了から$2)");
        TREE.say("a run since (.*) goes on", "$1から実行中のものがある");
        TREE.say("was in it from (.*), and enters once in a life", "$1に実行済み(一生に一度だけ)");
        TREE.say("in no other scenario of the group: (.*)", "同じ排他グループの他のシナリオにいない: #1");
        TREE.say("is in \"(.*)\" of the same exclusion group", "同じ排他グループの「#1」を実行中");
        TREE.say("goal not reached", "ゴール未達成");
        TREE.say("no exit \"(.*)\"", "離脱条件「#1」に当たらない");
        TREE.say("no open complaint", "未解決の苦情がない");
        TREE.say("one of (.*)", "$1のもの");
        TREE.say("send \"(.*)\" could leave now", "配信「#1」を今送れる");
        TREE.say("by ([a-z-]+)", "チャネル #1");
        TREE.say("local time", "現地時刻");
        TREE.say("(.*), by the address: none is stated by the person", "$1(本人のタイムゾーンの申告がないため住所によるもの)");
        TREE.say("(.*), by the address: what is stated of the person is no zone", "$1(本人の申告がタイムゾーンでないため住所によるもの)");
        TREE.say("(.*), the shop's: none is known of the person", "$1(本人のタイムゾーンが不明なため店舗のもの)");
        TREE.say("(.*), the shop's: what is stated of the person is no zone", "$1(本人の申告がタイムゾーンでないため店舗のもの)");
        TREE.say("not paused", "一時停止中でない");
        TREE.say("channel ([^ ]+) not paused", "チャネル #1 は一時停止中でない");
        TREE.say("everything is paused", "すべて一時停止中");
        TREE.say("the (?:scenario|channel|person) is paused", "一時停止中");
        TREE.say("not held out", "ホールドアウト(比較用の非配信)の対象外");
        TREE.say("is held out: runs of this person get nothing", "ホールドアウト中。この人には何も行わない");
        TREE.say("consent and address for (.*)", "「#1」の同意と宛先");
        TREE.say("contact rules allow (.*)", "接触ポリシーが #1 を許す");
        TREE.say("run of (.*) stands still", "実行 #1 が停止中");
        TREE.say("its definition is not wired", "定義が登録されていない");
        TREE.say("run of (.*) goes on", "実行 #1 が継続中");
        TREE.say("at step \"(.*)\" since ([^,]*), until (.*)", "ステップ「#1」に$2から、$3まで");
        TREE.say("at step \"(.*)\" since ([^,]*)", "ステップ「#1」に$2から");
        TREE.say("outside quiet from (\\S+) for (.*?) on (.*)", "配信停止時間帯($1から$2、$3)の外");
        TREE.say("outside quiet from (\\S+) for (.*)", "配信停止時間帯($1から$2)の外");
        TREE.say("quiet until (.*)", "$1まで配信停止");
        TREE.say("at most (\\d+) in (.*?) on (.*)", "$2に$1通まで($3)");
        TREE.say("at most (\\d+) in (.*)", "$2に$1通まで");
        TREE.say("at most (\\d+) a (day|week|month)", "$2に$1通まで");
        TREE.say("at most (\\d+) a (day|week|month) on (.*)", "$2に$1通まで($3)");
        TREE.say("(\\d+) so far, allowed from (.*)", "これまで$1通、$2から可");
        TREE.say("(\\d+) so far", "これまで$1通");
        // Clearances.
        TREE.say("refused at (.*) by (.*)", "$1に拒否($2)");
        TREE.say("asked for at (.*) by (.*)", "$1に希望($2)");
        TREE.say("permitted since (.*) by (.*)", "$1から許諾($2)");
        TREE.say("nobody at this address asked for (.*) on (.*)", "この宛先から#2での「#1」の希望はない");
        TREE.say("the relation on this channel permits it", "このチャネルの関係により許される");
        TREE.say("needed to carry out what the customer asked for", "お客様の依頼の遂行に必要");
        TREE.say("the person blocked our account on this channel", "このチャネルでブロックされている");
        TREE.say("the person asked to stop the use of their data", "本人が利用停止を求めている");
        TREE.say("the address is not this person.s any more", "この宛先はもう本人のものではない");
        TREE.say("the address is on the suppression list", "宛先が配信停止リストにある");
        TREE.say("no address for this channel is known", "このチャネルの宛先がわからない");
        TREE.say(
                "amounts in several currencies \\((.*)\\) cannot be combined without a converter: (.*)",
                "複数の通貨(#1)の金額は換算なしに合算できない: $2");
        // Conditions.
        say("no (.*?) for (.*)", "$2間、$1がない");
        say("the last at (.*)", "最後は$1");
        say("the last one (.*)", "最後は$1");
        say("none so far", "まだない");
        say("none", "なし");
        say("happening: (.*)", "今の出来事: $1");
        say("number of different days of (.*?) (>=|<=|!=|=|>|<) (\\S+)", "$1の日数 $2 $3");
        say("number of different (\\S+) of (.*?) (>=|<=|!=|=|>|<) (\\S+)", "$2の#1の種類の数 $3 $4");
        say("number of (.*?) (>=|<=|!=|=|>|<) (\\S+)", "$1の件数 $2 $3");
        say("sum of (.*?) of (.*?) (>=|<=|!=|=|>|<) (\\S+)", "$2の#1の合計 $3 $4");
        say("average (.*?) of (.*?) (>=|<=|!=|=|>|<) (\\S+)", "$2の#1の平均 $3 $4");
        say("smallest (\\S+) of (.*?) (>=|<=|!=|=|>|<) (\\S+)", "$2の#1の最小 $3 $4");
        say("largest (\\S+) of (.*?) (>=|<=|!=|=|>|<) (\\S+)", "$2の#1の最大 $3 $4");
        say(
                "(\\S+) of the (first|last) of (.*) ((?:>=|<=|!=|=|>|<) \\S+|is \\S+(?: or \\S+)*|starts with \\S+)",
                "$2の$3の#1 $4");
        say("(\\S+) of the (first|last) of (.*?) ((?:>=|<=|!=|=|>|<) \\S+|is .*|starts with .*)", "$2の$3の#1 $4");
        say("(.*), then (.*)", "$1、次に$2");
        say("(.*) with the same (\\S+) as step (\\d+)", "手順$3と同じ#2の$1");
        say("(.*) with another (\\S+) as step (\\d+)", "手順$3と別の#2の$1");
        say("(.*) within ((?:[0-9]|calendar).*)", "$2以内に$1");
        say("complete since (.*)", "$1に成立");
        say("not complete", "未成立");
        say("not found among too many combinations", "組み合わせが多すぎて判定できない");
        say("the next of (.*) is late by the customer's own interval times (.*)", "次の$1が本人の間隔の$2倍を過ぎてもない");
        say("(\\d+) days, own interval (\\d+) days", "$1日、本人の間隔は$2日");
        say("(\\d+) events?", "$1件");
        say("no such event", "該当なし");
        say("that of (.*)", "$1のもの");
        say("as long as amounts have one currency", "金額の通貨が一つである限り");
        say("amounts have one currency", "金額の通貨が一つ");
        say("no response to \"(.*)\"", "「#1」に反応なし");
        say("((?:opened|tapped|replied)(?: or (?:opened|tapped|replied))*) \"(.*)\"", "「#2」を$1");
        say("days since the (first|last) of (.*?) (>=|<=|!=|=|>|<) (\\S+)", "$1の$2からの日数 $3 $4");
        say("(.*) since the beginning", "開始以後の$1");
        say("(.*) of the same (.*)", "同じ#2の$1");
        say("(.*) in the last (.*)", "直近$2の$1");
        say("(.*) (this (?:day|week|month|year)(?: in \\S+)?)", "$2の$1");
        say("(.*) from (\\S+) to (\\S+)", "$2から$3までの$1");
        say("in segment (.*)", "セグメント「#1」に入っている");
        say("permitted: (.*) on (.*)", "#2 での「#1」に同意がある");
        say("reachable on (.*)", "#1 で連絡できる");
        say("linked: (.*)", "#1 が連携済み");
        say("known to (.*)", "#1 で確認済み");
        say("comes into segment (.*)", "セグメント「#1」に入る");
        say("leaves segment (.*)", "セグメント「#1」から出る");
        say("every year on (.*) at (.*)", "毎年 #1 の $2");
        say("every year (\\d+) days? before (.*) at (.*)", "毎年 #2 の$1日前の $3");
        say("every year (\\d+) days? after (.*) at (.*)", "毎年 #2 の$1日後の $3");
        say("next on (.*)", "次は$1");
        say("attribute (.*) is not a known day", "属性 #1 の日付がわからない");
        say("every day at (\\S+)", "毎日 $1");
        say("every (monday|tuesday|wednesday|thursday|friday|saturday|sunday) at (\\S+)", "毎週 $1 の $2");
        say("every month on day (\\d+) at (\\S+)", "毎月$1日の $2");
        say("on (\\d\\S+) at (\\S+)", "$1 の $2");
        say("(.*?) before (\\S+) of (.*)", "$3の#2の$1前");
        say("(.*), for those interested", "$1(関心のある人)");
        say("next at (.*)", "次は$1");
        say("not any more as things stand", "現状ではもうない");
        say("a run starts at this very instant", "ちょうど今開始する");
        say("on request", "依頼による");
        say("always", "常に");
        say("unknown", "不明");
        say("so", "そのとおり");
        say("another value", "別の値");
        say("anything", "何でも");
        say("not (.*)", "次でない: $1");
        say("not", "次でない");
        say("all of these", "次のすべて");
        say("any of these", "次のいずれか");
        say("(\\S+) (is [^ ]+(?: or [^ ]+)*|starts with .*)", "#1$2");
        say("starts with (.*)", "が #1 で始まる");
        say("(.*?) with (.*)", "$2の$1");
        say("(.*?) and (.*)", "$1かつ$2");
        say("(.*?) or (.*)", "$1または$2");
        say("(\\S+) of the product (>=|<=|!=|=|>|<) (\\S+)", "商品の#1 $2 $3");
        say("(\\S+) of (\\S+) ((?:>=|<=|!=|=|>|<) \\S+|is .*|starts with .*)", "#2の#1 $3");
        say("is known", "がある");
        say("is unknown", "がない");
        say("is (.*)", "が #1");
        say("([a-z.:-]+) at (\\d\\S+)", "#1($2)");
        // Words.
        say("orders", "注文");
        say("actions", "アクション");
        say("opened", "開封");
        say("tapped", "タップ");
        say("replied", "返信");
        say("this day", "今日");
        say("this week", "今週");
        say("this month", "今月");
        say("this year", "今年");
        say("monday", "月曜日");
        say("tuesday", "火曜日");
        say("wednesday", "水曜日");
        say("thursday", "木曜日");
        say("friday", "金曜日");
        say("saturday", "土曜日");
        say("sunday", "日曜日");
        say("events", "イベント");
        say("first", "最初");
        say("last", "最後");
        say("yes", "はい");
        say("no", "いいえ");
        say("day", "1日");
        say("week", "1週間");
        say("month", "1か月");
        say("(.*) in ([A-Z][A-Za-z_+-]*(?:/\\S+)?)", "$1($2)");
        say("(\\d+) calendar days?", "暦の$1日");
        say("(\\d+) milliseconds?", "$1ミリ秒");
        say("(\\d+) seconds?", "$1秒");
        say("(\\d+) minutes?", "$1分");
        say("(\\d+) hours?", "$1時間");
        say("(\\d+) days?", "$1日");
        say("(\\d+) weeks?", "$1週間");
        say("(\\d+) months?", "$1か月");
        say("(\\d+) years?", "$1年");
    }

    static String of(String english) {
        return of(english, 0);
    }

    /** The depth is bounded, since what a shop calls its things may look like phrases within phrases. */
    private static String of(String english, int depth) {
        if (depth > DEEPEST || english.isEmpty()) {
            return english;
        }
        String japanese = TREE.of(english, part -> of(part, depth + 1));
        if (japanese != null) {
            return japanese;
        }
        Brackets brackets = Brackets.of(english);
        String said = sentence(brackets.outside(), depth);
        return brackets.into(said, inside -> of(inside, depth + 1));
    }

    /** Without brackets: several conditions are said one by one, lest a phrase of one reach into the next. */
    private static String sentence(String english, int depth) {
        if (depth > DEEPEST || english.isEmpty()) {
            return english;
        }
        List<String> all = List.of(AND.split(english, -1));
        if (all.size() > 1) {
            return all.stream().map(part -> sentence(part, depth + 1)).collect(Collectors.joining("かつ"));
        }
        Matcher or = OR.matcher(english);
        while (or.find()) {
            String first = english.substring(0, or.start());
            if (WHOLE.matcher(first).matches()) {
                return sentence(first, depth + 1) + "または" + sentence(english.substring(or.end()), depth + 1);
            }
        }
        String japanese = SENTENCES.of(english, part -> sentence(part, depth + 1));
        return japanese == null ? english : japanese;
    }
}
