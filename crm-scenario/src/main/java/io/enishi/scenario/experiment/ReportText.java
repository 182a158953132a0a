package io.enishi.scenario.experiment;

import io.enishi.scenario.experiment.statistics.Interval;
import io.enishi.scenario.experiment.statistics.Sample;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A report as a person reads it, in English or Japanese. */
final class ReportText {

    private final ExperimentReport report;
    private final boolean japanese;
    private final boolean money;
    private final StringBuilder text = new StringBuilder();

    ReportText(ExperimentReport report, boolean japanese) {
        this.report = report;
        this.japanese = japanese;
        this.money = report.arms().stream()
                .anyMatch(arm -> arm.revenue().size() > 0 && arm.revenue().mean() != 0);
    }

    @Override
    public String toString() {
        Experiment experiment = report.experiment();
        line(say("experiment ", "実験 ")
                + experiment.name()
                + (experiment.hypothesis().isBlank() ? "" : ": " + experiment.hypothesis()));
        sizes();
        arms();
        comparisons();
        uplifts();
        line(say("verdict: ", "判定: ") + report.verdict().toText(japanese ? Locale.JAPANESE : Locale.ENGLISH));
        return text.toString();
    }

    private void sizes() {
        long runs = report.arms().stream().mapToLong(ArmResult::runs).sum();
        LeftOut left = report.leftOut();
        List<String> reasons = new ArrayList<>();
        reason(reasons, left.partlyHeldOut(), "partly held out", "一部のみ非配信群");
        reason(reasons, left.inSeveralArms(), "in several arms", "複数の案に該当");
        reason(reasons, left.repeated(), "repeated", "2回目以降");
        reason(reasons, left.notOver(), "not over yet", "計測期間中");
        reason(reasons, left.inNoArm(), "in no arm", "対象外の区分");
        reason(reasons, left.afterEnd(), "after the end", "終了後");
        reason(reasons, left.erased(), "erased", "削除済み");
        line(say("runs ", "件数 ")
                + Numbers.whole(runs)
                + (reasons.isEmpty()
                        ? ""
                        : say(", left out ", "、除外 ") + Numbers.whole(left.total()) + " (" + String.join(", ", reasons)
                                + ")"));
        report.sizes()
                .known()
                .ifPresent(found -> line(
                        say("sizes of the arms against their shares: ", "割合どおりの件数か: ") + Numbers.p(found.pValue())));
    }

    private void reason(List<String> reasons, long count, String english, String inJapanese) {
        if (count > 0) {
            reasons.add(Numbers.whole(count) + " " + say(english, inJapanese));
        }
    }

    private void arms() {
        for (ArmResult arm : report.arms()) {
            arm(arm, arm.arm());
            line(say("    best with probability ", "    最良である確率 ")
                    + Numbers.percent(arm.probabilityBest())
                    + say(", expected loss ", "、期待損失 ")
                    + Numbers.points(arm.expectedLoss(), japanese));
        }
        report.holdout().ifPresent(holdout -> arm(holdout, say("holdout", "非配信群")));
    }

    private void arm(ArmResult arm, String name) {
        line("  " + name
                + (arm.arm().equals(report.experiment().control()) ? say(" (control)", "(基準)") : "")
                + say(": ", ": ")
                + Numbers.whole(arm.runs())
                + say(arm.runs() == 1 ? " run, " : " runs, ", " 件、")
                + arm.converted()
                        .fold(
                                interval -> say("converted ", "達成率 ")
                                        + Numbers.percent(arm.conversions().converted() / (double) arm.runs())
                                        + " ("
                                        + percent(interval)
                                        + ")",
                                unknown -> say("nobody yet", "まだありません")));
        if (money && arm.runs() > 0) {
            line(say("    a run: revenue ", "    1件あたり: 売上 ")
                    + yen(arm.revenue())
                    + say(", cost ", "、費用 ")
                    + yen(arm.cost())
                    + say(", profit ", "、利益 ")
                    + yen(arm.profit()));
        }
    }

    private void comparisons() {
        if (report.comparisons().isEmpty()) {
            return;
        }
        boolean shares = report.experiment().measure() == Measure.CONVERSION;
        line(say("against ", "基準「")
                + report.experiment().control()
                + switch (report.experiment().measure()) {
                    case CONVERSION -> say(" by conversion", "」との比較(達成率)");
                    case REVENUE -> say(" by revenue a run", "」との比較(1件あたり売上)");
                    case PROFIT -> say(" by profit a run", "」との比較(1件あたり利益)");
                });
        for (Comparison each : report.comparisons()) {
            StringBuilder said = new StringBuilder("  ").append(each.variant()).append(": ");
            said.append(each.difference()
                    .<String>fold(
                            difference -> shares
                                    ? Numbers.signedPoints(difference) + say(" points", " ポイント")
                                    : Numbers.signedMoney(difference) + say(" yen", " 円"),
                            unknown -> say("unknown", "不明")));
            each.relative()
                    .known()
                    .ifPresent(share -> said.append(" (")
                            .append(Numbers.signedPercent(share))
                            .append(')'));
            said.append(each.anyTime()
                    .<String>fold(
                            found -> say(", at any time ", "、随時 ")
                                    + (shares
                                            ? Numbers.points(found.interval(), japanese)
                                            : Numbers.money(found.interval(), japanese))
                                    + ", " + Numbers.p(found.corrected()),
                            unknown -> say(", too few to tell", "、件数不足")));
            each.oneLook()
                    .known()
                    .ifPresent(found ->
                            said.append(say("; at one look ", "; 1回だけ見る場合 ")).append(Numbers.p(found.pValue())));
            line(said.toString());
        }
    }

    private void uplifts() {
        if (report.uplifts().isEmpty()) {
            return;
        }
        line(say("against the holdout, for one look", "非配信群との比較(1回だけ見る場合)"));
        for (AgainstHoldout each : report.uplifts()) {
            StringBuilder said = new StringBuilder("  ").append(each.arm()).append(": ");
            said.append(each.conversions()
                    .<String>fold(
                            gain -> Numbers.signedPoints(gain.estimate()) + say(" points (", " ポイント(")
                                    + Numbers.points(gain.interval(), japanese) + ")",
                            unknown -> say("too few to tell", "件数不足")));
            if (money) {
                each.profit()
                        .known()
                        .ifPresent(gain -> said.append(say(", profit a run ", "、1件あたり利益 "))
                                .append(Numbers.signedMoney(gain.estimate()))
                                .append(say(" yen (", " 円("))
                                .append(Numbers.money(gain.interval(), japanese))
                                .append(')'));
                each.total()
                        .known()
                        .ifPresent(gain -> said.append(say(", in all ", "、合計 "))
                                .append(Numbers.signedMoney(gain.estimate()))
                                .append(say(" yen (", " 円("))
                                .append(Numbers.money(gain.interval(), japanese))
                                .append(')'));
            }
            line(said.toString());
        }
    }

    private String percent(Interval interval) {
        return Numbers.percent(interval.low()) + say(" to ", " ~ ") + Numbers.percent(interval.high());
    }

    private String yen(Sample sample) {
        return Numbers.money(sample.mean()) + say(" yen", " 円");
    }

    private String say(String english, String inJapanese) {
        return japanese ? inJapanese : english;
    }

    private void line(String line) {
        text.append(line).append('\n');
    }
}
