package io.enishi.scenario;

/**
 * The lines of decisions in Japanese. Names of scenarios, steps, segments, channels and events stay as they are, and so does what the
 * host or a channel gave as a reason.
 */
final class JapaneseDecisions {

    /** What a shop calls its things may look like phrases within phrases. */
    private static final int DEEPEST = 12;

    private static final PhraseTable LINES = new PhraseTable();
    private static final PhraseTable SUBJECTS = new PhraseTable();
    private static final PhraseTable REASONS = new PhraseTable();

    private JapaneseDecisions() {}

    static {
        LINES.say("  enters (\\S+) \\((\\S+)\\)", "  セグメント「#1」に入る($2)");
        LINES.say("  leaves (\\S+) \\((\\S+)\\)", "  セグメント「#1」から出る($2)");
        LINES.say("  (\\S+) starts", "  #1: 開始");
        LINES.say("  (\\S+) asks for (.*)", "  #1: 「#2」を依頼");
        LINES.say("  (\\S+) ends \\((goal)\\): goal", "  #1: 終了($2)");
        LINES.say("  (\\S+) ends \\((goal)\\): (.*)", "  #1: 終了($2): #3");
        LINES.say(
                "  (\\S+) ends \\((exit)\\): (?!complaint$|unreachable$|capped at \"|the new version )(.*)",
                "  #1: 終了($2): #3");
        LINES.say("  (\\S+) ends \\((\\S+)\\): (.*)", "  #1: 終了($2): $3");
        LINES.say("  (\\S+/\\S+) arm: (.*): in no arm", "  #1 実験群: #2(どの群にも入らない)");
        LINES.say("  (\\S+/\\S+) arm: (.*): (.*)", "  #1 実験群: #2(#3)");
        LINES.say("  (\\S+/\\S+) emitted: (.*)", "  #1 発行: #2");
        LINES.say("  (\\S+/\\S+) rejected: (.*)", "  #1 拒否された: $2");
        LINES.say("  (\\S+/\\S+) unknown: (.*)", "  #1 不明: $2");
        LINES.say("  (\\S+) ([a-z-]+): (.*)", "  #1 $2: $3");

        // What was decided about.
        SUBJECTS.say("what was erased or cut off", "消去または保存期間を過ぎた出来事");
        SUBJECTS.say("(.*), as history, replaced", "$1、過去分の取り込み、置き換え");
        SUBJECTS.say("(.*), as history", "$1、過去分の取り込み");
        SUBJECTS.say("(.*), replaced", "$1、置き換え");
        SUBJECTS.say("(.*), of the future", "$1、未来の日時");
        SUBJECTS.say("time passed", "時間の経過");
        SUBJECTS.say("a date came", "指定の日時");
        SUBJECTS.say("snapshot of (\\S+)", "セグメント「#1」のスナップショット");
        SUBJECTS.say("enrolled in (\\S+)", "「#1」への稼働開始時の登録");
        SUBJECTS.say("timer of (\\S+)", "「#1」のタイマー");
        SUBJECTS.say("(\\d+) origins? now: (.*)", "統合または分離(現在の起点は#1件): #2");
        SUBJECTS.say("(\\d+) origins? now", "統合または分離(現在の起点は#1件)");
        SUBJECTS.say("claim of (\\S+): (.*)", "「#1」の実行前の確認: $2");
        SUBJECTS.say("migration of (\\S+)", "「#1」の新しい定義への移行");
        SUBJECTS.say("definitions changed", "定義の変更");
        SUBJECTS.say("consent statement (.*)", "同意の表明 $1");
        SUBJECTS.say("consent statement", "同意の表明");
        SUBJECTS.say("GRANTED (\\S+)/(\\S+) at (\\S+) by (.*)", "許諾(#2 での「#1」、#3、#4)");
        SUBJECTS.say("REFUSED (\\S+)/(\\S+) at (\\S+) by (.*)", "拒否(#2 での「#1」、#3、#4)");
        SUBJECTS.say("address suppressed", "宛先の配信停止");
        SUBJECTS.say("asked for (\\S+) \\((.*)\\)", "「#1」の依頼(#2)");
        SUBJECTS.say("(\\S+/\\S+) approved by (.*)", "「#1」を #2 が承認");
        SUBJECTS.say("(\\S+/\\S+) refused by (.*)", "「#1」を #2 が却下");
        SUBJECTS.say("(\\S+/\\S+) put back", "「#1」を再実行待ちに戻す");
        SUBJECTS.say("(\\S+/\\S+) accepted", "「#1」が受け付けられた");
        SUBJECTS.say("(\\S+/\\S+) rejected: (.*)", "「#1」が拒否された: $2");
        SUBJECTS.say("(\\S+/\\S+) to be tried again after (\\S+): (.*)", "「#1」を $2 後に再試行: $3");
        SUBJECTS.say("(\\S+/\\S+) unanswered: (.*)", "「#1」に応答なし: $2");
        SUBJECTS.say("may be done(?: \\((.*)\\))?", "実行できる");
        SUBJECTS.say("may leave by (\\S+) \\((.*)\\)", "#1 で送れる($2)");
        SUBJECTS.say("may leave by (\\S+)", "#1 で送れる");
        SUBJECTS.say("held until (\\S+) \\((.*)\\)", "#1まで保留($2)");
        SUBJECTS.say("held until (\\S+)", "#1まで保留");
        SUBJECTS.say("capped until (\\S+) \\((.*)\\)", "上限に達し #1まで不可($2)");
        SUBJECTS.say("capped until (\\S+)", "上限に達し #1まで不可");
        SUBJECTS.say("refused \\((.*)\\)", "不可($1)");
        SUBJECTS.say("refused", "不可");
        SUBJECTS.say("(.*), (.*)", "$1、$2");
        SUBJECTS.say(
                "(\\S+)"
                        + " (cap|quota|paused|quiet-hours|unknown-channel|restricted|blocked|unreachable|suppressed|human-only|refused"
                        + "|no-consent)",
                "#1 $2");
        SUBJECTS.say("cap", "上限");
        SUBJECTS.say("quota", "共有の上限");
        SUBJECTS.say("paused", "一時停止中");
        SUBJECTS.say("quiet-hours", "配信停止時間帯");
        SUBJECTS.say("unknown-channel", "未登録のチャネル");
        SUBJECTS.say("restricted", "利用停止の求め");
        SUBJECTS.say("blocked", "ブロック");
        SUBJECTS.say("unreachable", "宛先なし");
        SUBJECTS.say("suppressed", "配信停止リスト");
        SUBJECTS.say("human-only", "人が対応");
        SUBJECTS.say("expired", "期限切れ");
        SUBJECTS.say("no-consent", "同意なし");

        // Causes, codes of lines, ends.
        REASONS.say("event", "出来事");
        REASONS.say("time", "時間の経過");
        REASONS.say("origins", "統合または分離");
        REASONS.say("repair", "過去の訂正");
        REASONS.say("definition", "定義の変更");
        REASONS.say("entered", "開始条件を満たした");
        REASONS.say("reentry", "再開始不可");
        REASONS.say("only-if", "対象条件外");
        REASONS.say("group", "排他グループ");
        REASONS.say("over", "開始前に終了");
        REASONS.say("once-a-year", "年に一度");
        REASONS.say("once-a-date", "日に一度");
        REASONS.say("entry-key", "開始キー");
        REASONS.say("sending", "配信の依頼");
        REASONS.say("sent", "配信");
        REASONS.say("expired", "期限切れ");
        REASONS.say("capped", "上限");
        REASONS.say("cap", "上限で保留");
        REASONS.say("held", "保留");
        REASONS.say("dropped", "取りやめ");
        REASONS.say("waiting", "待機");
        REASONS.say("waited", "待機終了");
        REASONS.say("timeout", "時間切れ");
        REASONS.say("came", "到来");
        REASONS.say("branch", "分岐");
        REASONS.say("asking", "依頼");
        REASONS.say("approved", "承認");
        REASONS.say("refused", "却下");
        REASONS.say("done", "完了");
        REASONS.say("holdout", "ホールドアウト");
        REASONS.say("migrated", "移行");
        REASONS.say("completed", "完了");
        REASONS.say("goal", "ゴール達成");
        REASONS.say("exit", "離脱");
        REASONS.say("merged", "統合");
        REASONS.say("stopped", "停止");
        REASONS.say("failed", "異常終了");
        REASONS.say("complaint", "苦情");
        REASONS.say("unreachable", "連絡できるチャネルがない");

        // Why, in words.
        REASONS.say("ran to its last step", "最後のステップまで完了");
        REASONS.say("took (\\d+) steps at one instant", "同一時刻に#1ステップを超えた");
        REASONS.say("the (?:definition|new version) has no step \"(.*)\"", "定義にステップ「#1」がない");
        REASONS.say("an older run of this customer stays", "この人の古い方の実行が残る");
        REASONS.say("the run of \"(.*)\" in the same group stays", "同じ排他グループの「#1」の実行が残る");
        REASONS.say("handed over to \"(.*)\"", "「#1」へ引き継ぎ");
        REASONS.say("to \"(.*)\"", "「#1」へ");
        REASONS.say("capped at \"(.*?)\": (.*)", "「#1」で上限に到達: $2");
        REASONS.say("does not hold: (.*)", "満たさない: $1");
        REASONS.say("would be over already: (.*)", "開始前に終了条件を満たす: $1");
        REASONS.say("had the day of (\\S+)", "#1の分は実行済み");
        REASONS.say("an entry key must have .*", "開始キーは1から200文字で「/」を含まないこと");
        REASONS.say("asks to send", "配信を依頼");
        REASONS.say("sent by (\\S+); not by (.*)", "#1 で配信(次は不可: $2)");
        REASONS.say("sent by (\\S+)", "#1 で配信");
        REASONS.say("could not leave in time", "期限までに送れなかった");
        REASONS.say("its time is over", "期限切れ");
        REASONS.say("skipped: (.*)", "送らずに次へ: $1");
        REASONS.say("waits until (\\S+): (.*)", "#1まで待つ: $2");
        REASONS.say("(.*) is unknown, so nobody gets it", "#1 が不明なため誰にも送らない");
        REASONS.say("is held out: nothing is done", "ホールドアウト中のため何もしない");
        REASONS.say("somebody of this person is held out", "この人の一部がホールドアウト中");
        REASONS.say("for (.*), until (\\S+)", "$1を#2まで待つ");
        REASONS.say("until (\\S+) for the fact to become known", "日付がわかるまで(#1まで)");
        REASONS.say("until (\\S+), in (.*)", "#1まで、$2");
        REASONS.say("until (\\S+)", "#1まで");
        REASONS.say("the fact did not become known", "日付がわからないまま期限");
        REASONS.say("the time is over already", "すでに時間が過ぎている");
        REASONS.say("the time is over", "時間が来た");
        REASONS.say("it is that time(?: now)?", "その時刻になった");
        REASONS.say("(.*) did not come", "来なかった: $1");
        REASONS.say("(.*) had come already", "すでに来ていた: $1");
        REASONS.say("(.*) came", "来た: $1");
        REASONS.say("otherwise", "その他");
        REASONS.say("asks for approval until (\\S+)", "#1までの承認を依頼");
        REASONS.say("asks for (\\S+)", "$1を依頼");
        REASONS.say("(\\S+) handed over", "$1を引き渡した");
        REASONS.say("coupon", "クーポン");
        REASONS.say("points", "ポイント");
        REASONS.say("task", "タスク");
        REASONS.say("export", "出力");
        REASONS.say("webhook", "Webhook");
        REASONS.say("nobody answered in time", "期限までに回答がない");
        REASONS.say("nobody could be asked", "承認を頼めなかった");
        REASONS.say("no channel of this name is wired", "この名前のチャネルは登録されていない");
        REASONS.say("no handler is wired for effect (\\S+)", "#1 の処理が登録されていない");
        REASONS.say("the channel is not wired", "チャネルが登録されていない");
        REASONS.say("a person does it", "人が対応する");
        REASONS.say("the limit \"(.*)\" is used up", "共有の上限「#1」に達した");
        REASONS.say("quiet from (\\S+) for (.*?) on (.*)", "配信停止時間帯(#1から$2、#3)");
        REASONS.say("quiet from (\\S+) for (.*)", "配信停止時間帯(#1から$2)");
        REASONS.say("(.*); (.*)", "$1; $2");
        REASONS.say("(?!happening|starts|re-entry)([a-z][a-z-]*): (.*)", "#1: $2");
    }

    /** A line of {@code DecisionRecord.toText}, as it is indented. */
    static String line(String english) {
        if (!english.startsWith(" ")) {
            int time = english.indexOf(' ') + 1;
            return english.substring(0, time) + subject(english.substring(time), 0);
        }
        String found = LINES.of(english, part -> reason(part, 0));
        return found == null ? english : found;
    }

    private static String subject(String english, int depth) {
        String found = depth > DEEPEST ? null : SUBJECTS.of(english, part -> subject(part, depth + 1));
        return found == null ? reason(english, depth) : found;
    }

    private static String reason(String english, int depth) {
        String found = depth > DEEPEST ? null : REASONS.of(english, part -> reason(part, depth + 1));
        return found == null ? JapanesePhrases.of(english) : found;
    }
}
