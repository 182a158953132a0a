package io.enishi.scenario.experiment;

import java.util.Locale;
import java.util.stream.Collectors;

/** Verdicts in words. */
final class VerdictText implements Verdict.Cases<String> {

    private final boolean japanese;

    private VerdictText(boolean japanese) {
        this.japanese = japanese;
    }

    static String of(Verdict verdict, Locale locale) {
        return verdict.fold(new VerdictText(Numbers.isJapanese(locale)));
    }

    @Override
    public String proposal(Verdict.Proposal proposal) {
        String p = Numbers.p(proposal.corrected());
        if (proposal.isControl()) {
            return japanese
                    ? "提案: 基準「" + proposal.arm() + "」のまま。他の案はどれも劣ります(" + p + ")。自動では適用しません。"
                    : "propose to keep " + proposal.arm() + ": every variant is worse (" + p
                            + "). Nothing is put into force.";
        }
        return japanese
                ? "提案: 「" + proposal.arm() + "」を採用(" + p + "、誤りだった場合の期待損失 "
                        + Numbers.points(proposal.expectedLoss(), true) + ")。自動では適用しません。"
                : "propose " + proposal.arm() + " (" + p + ", expected loss if wrong "
                        + Numbers.points(proposal.expectedLoss(), false) + "). Nothing is put into force.";
    }

    @Override
    public String notEnoughData(Verdict.NotEnoughData missing) {
        String byArm = missing.moreByArm().entrySet().stream()
                .map(arm -> arm.getKey() + " " + Numbers.whole(arm.getValue()))
                .collect(Collectors.joining(", "));
        return japanese
                ? "データ不足: あと " + Numbers.whole(missing.moreRuns()) + " 件必要です(" + byArm + ")。"
                : "not enough data: " + Numbers.whole(missing.moreRuns())
                        + (missing.moreRuns() == 1 ? " more run is" : " more runs are") + " needed (" + byArm + ").";
    }

    @Override
    public String noDifference(Verdict.NoDifference none) {
        return japanese
                ? "差は見つかりませんでした。計画した件数に達しています。基準「" + none.control() + "」のままにします。"
                : "no difference worth finding, with as many runs as planned: keep " + none.control() + ".";
    }

    @Override
    public String mismatch(Verdict.Mismatch mismatch) {
        String p = Numbers.p(mismatch.sizes().pValue());
        return japanese
                ? "判定不可: 各案の件数が割合と合いません(" + p + ")。振り分けか集計に誤りがあります。"
                : "no verdict: the arms do not have the sizes of their shares (" + p
                        + "), so assigning or counting is broken.";
    }

    @Override
    public String nothingToCompare(Verdict.NothingToCompare nothing) {
        return japanese ? "比較する案がありません。" : "there is nothing to compare: one arm only.";
    }
}
