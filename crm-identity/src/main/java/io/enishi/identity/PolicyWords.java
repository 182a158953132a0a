package io.enishi.identity;

import io.enishi.identity.Pair.Signal;
import io.enishi.identity.ja.NameAgreement;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The names of rules that links and reviews carry, and what they mean in words. None holds personal data. */
final class PolicyWords {

    static final String JUDGED_SAME = "judged-same";
    static final String JUDGED_NOT_SAME = "judged-not-same";
    static final String JUDGED_DESPITE = "judged-same-despite:";
    static final String BIRTH_DATES_DIFFER = "birth-dates-differ";
    static final String NAMES_DIFFER = "names-differ";
    static final String HOUSEHOLD = "household";
    static final String AMBIGUOUS = "ambiguous";
    static final String UNLIKELY = "unlikely";
    static final String LIMIT = "limit:";
    static final String RATE = "rate:";
    static final String SAME_SOURCE = "same-source:";
    static final String DEMOTED = "demoted:";

    /** The same in two languages. */
    record Words(String english, String japanese) {
        Words and(Words more) {
            return new Words(english + "; " + more.english, japanese + "。" + more.japanese);
        }
    }

    static final Words GENDERS_DIFFER = new Words("names cannot be compared and genders differ", "氏名を比べられず、性別が異なる");

    private static final Map<String, String> JAPANESE = Map.ofEntries(
            Map.entry("member", "会員ID"),
            Map.entry("app", "アプリのアカウント"),
            Map.entry("line", "LINEアカウント"),
            Map.entry("mall", "モールの会員ID"),
            Map.entry("pos-card", "店舗カード"),
            Map.entry("email", "メールアドレス"),
            Map.entry("email-relay", "モールの中継アドレス"),
            Map.entry("phone", "電話番号"),
            Map.entry("phone-mobile", "携帯電話番号"),
            Map.entry("phone-fixed", "固定電話番号"),
            Map.entry("phone-foreign", "国外の電話番号"),
            Map.entry("coupon", "クーポン"),
            Map.entry("cookie", "クッキー"),
            Map.entry("kana-birth-postal", "カナ氏名・生年月日・郵便番号"),
            Map.entry("kana-address", "カナ氏名・住所"),
            Map.entry("surname-address", "姓・住所"),
            Map.entry(PolicyPlan.LINKAGE, "照合モデルの判定"));

    private PolicyWords() {}

    /** The rule that a combination of signals links or is reviewed by: {@code strong:email+phone-mobile}. */
    static String rule(Strength strength, Collection<Signal> signals) {
        return strength.name().toLowerCase(Locale.ROOT)
                + ':'
                + signals.stream().map(Signal::name).sorted().collect(Collectors.joining("+"));
    }

    /** What a rule that keeps apart means. */
    static Words of(String rule) {
        return switch (rule) {
            case JUDGED_NOT_SAME -> new Words("a person judged that they are not the same", "担当者が別人と判断した");
            case BIRTH_DATES_DIFFER -> new Words("birth dates differ", "生年月日が異なる");
            case NAMES_DIFFER -> new Words("given names differ", "名が異なる");
            case HOUSEHOLD -> new Words("members of one household: given names differ", "同じ世帯の別人: 名が異なる");
            case AMBIGUOUS -> new Words("ties equally to people who are not one", "別人どうしの双方に同じ強さで結び付く");
            case UNLIKELY -> new Words("a model finds them unlikely to be one", "照合モデルが別人の可能性が高いと判定した");
            default -> ofNamed(rule);
        };
    }

    private static Words ofNamed(String rule) {
        String named = rule.substring(rule.indexOf(':') + 1);
        if (rule.startsWith(LIMIT)) {
            return new Words(
                    "one person cannot have more " + named + " identifiers", "一人が持てる" + japanese(named) + "の上限を超える");
        }
        if (rule.startsWith(RATE)) {
            return new Words(
                    "one person does not gain so many " + named + " identifiers in so short a time",
                    "短い期間に一人が得る" + japanese(named) + "として多すぎる");
        }
        if (rule.startsWith(SAME_SOURCE)) {
            return new Words("two members of one source, " + named, "同じ発生源(" + named + ")の別々の会員");
        }
        if (rule.startsWith(DEMOTED)) {
            return new Words(
                    "one of them has more " + named + " identifiers than count",
                    "数えられる" + japanese(named) + "の数を超えている");
        }
        return new Words(rule, rule);
    }

    /** What names say about each other. */
    static Words of(NameAgreement names) {
        return new Words(
                names.words(),
                switch (names) {
                    case AGREES -> "氏名は一致";
                    case UNKNOWN -> "氏名は比べられない";
                    case SURNAME_DIFFERS -> "姓が異なる";
                    case SIMILAR -> "名は似ているが同じではない";
                    case GIVEN_NAME_DIFFERS -> "名が異なる";
                });
    }

    /** What is shared: {@code same verified email, same phone-mobile}. */
    static Words shared(List<Signal> signals) {
        Set<String> english = new LinkedHashSet<>();
        Set<String> japanese = new LinkedHashSet<>();
        for (Signal signal : signals) {
            Words words = of(signal);
            english.add(words.english());
            japanese.add(words.japanese());
        }
        return new Words(String.join(", ", english), String.join("、", japanese));
    }

    static Words of(Signal signal) {
        if (signal.kind().equals(PolicyPlan.LINKAGE)) {
            return signal.proven()
                    ? new Words("a model finds them likely to be one", "照合モデルが同一人物の可能性が高いと判定")
                    : new Words("a model finds that they may be one", "照合モデルが同一人物かもしれないと判定");
        }
        String english = "same " + (signal.proven() ? "verified " : "") + signal.name();
        String japanese = "同じ" + (signal.proven() ? "確認済みの" : "") + japanese(signal.name());
        if (signal.household()) {
            return new Words(english + " of a household", japanese + "(世帯で共用)");
        }
        return signal.demoted()
                ? new Words(english + " beyond the limit", japanese + "(上限超過)")
                : new Words(english, japanese);
    }

    static Words of(Strength strength) {
        return new Words(
                IdentityPolicy.word(strength),
                switch (strength) {
                    case NEVER -> "不可";
                    case WEAK -> "弱";
                    case MEDIUM -> "中";
                    case STRONG -> "強";
                    case DETERMINISTIC -> "確定";
                });
    }

    private static String japanese(String signal) {
        int colon = signal.indexOf(':');
        String known = JAPANESE.get(colon < 0 ? signal : signal.substring(0, colon));
        return known == null ? signal : colon < 0 ? known : known + '(' + signal.substring(colon + 1) + ')';
    }

    /** Whether the rule states that facts contradict each other. */
    static boolean isConflict(String rule) {
        return rule.equals(BIRTH_DATES_DIFFER) || rule.equals(NAMES_DIFFER) || rule.equals(HOUSEHOLD);
    }
}
