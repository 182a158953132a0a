package io.enishi.identity;

import io.enishi.identity.Pair.Signal;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
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
    static final String LIMIT = "limit:";

    private PolicyWords() {}

    /** The rule that a combination of signals links or is reviewed by: {@code strong:email+phone-mobile}. */
    static String rule(Strength strength, Collection<Signal> signals) {
        return strength.name().toLowerCase(Locale.ROOT)
                + ':'
                + signals.stream().map(Signal::name).sorted().collect(Collectors.joining("+"));
    }

    /** What a rule that keeps apart means. */
    static String of(String rule) {
        return switch (rule) {
            case JUDGED_NOT_SAME -> "a person judged that they are not the same";
            case BIRTH_DATES_DIFFER -> "birth dates differ";
            case NAMES_DIFFER -> "given names differ";
            case HOUSEHOLD -> "members of one household: given names differ";
            case AMBIGUOUS -> "ties equally to people who are not one";
            default ->
                rule.startsWith(LIMIT)
                        ? "one person cannot have more " + rule.substring(LIMIT.length()) + " identifiers"
                        : rule;
        };
    }

    /** Whether the rule states that facts contradict each other. */
    static boolean isConflict(String rule) {
        return rule.equals(BIRTH_DATES_DIFFER) || rule.equals(NAMES_DIFFER) || rule.equals(HOUSEHOLD);
    }

    static String list(List<String> parts) {
        return String.join(", ", parts);
    }
}
