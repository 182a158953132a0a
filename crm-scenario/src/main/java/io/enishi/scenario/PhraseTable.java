package io.enishi.scenario;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Phrases of one language in another: the first pattern that a whole phrase matches says it. What is captured is put into the other
 * language in turn where the translation names it by {@code $}, and stays as it is where it names it by {@code #}: a name that the
 * shop gave.
 */
final class PhraseTable {

    private static final Pattern GROUP = Pattern.compile("([$#])([1-9])");

    private final Map<Pattern, String> phrases = new LinkedHashMap<>();

    void say(String pattern, String translation) {
        phrases.put(Pattern.compile(pattern), translation);
    }

    /** The translation; null for a phrase that is not known. */
    @Nullable
    String of(String phrase, UnaryOperator<String> captured) {
        for (Map.Entry<Pattern, String> known : phrases.entrySet()) {
            Matcher matcher = known.getKey().matcher(phrase);
            if (matcher.matches()) {
                return GROUP.matcher(known.getValue()).replaceAll(group -> {
                    String part = matcher.group(Integer.parseInt(group.group(2)));
                    String said = part == null ? "" : part;
                    return Matcher.quoteReplacement(group.group(1).equals("#") ? said : captured.apply(said));
                });
            }
        }
        return null;
    }
}
