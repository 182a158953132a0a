package io.enishi.scenario;

import io.enishi.core.customer.DecisionRecord;
import io.enishi.core.explain.Explanation;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * An explanation of {@code Crm.why}, or a decision that was made, as text for staff: in English or Japanese, with times on the shop's
 * clock.
 *
 * <p>Explanations and decisions are worded in English where they are made. For Japanese their fixed phrases are put into Japanese, longest first, and
 * names that the shop gave (segments, metrics, fields, steps) stay as they are. A phrase that is not known stays English: it is
 * better to be read with trouble than not at all.
 */
public final class ExplanationText {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm", Locale.ROOT);
    private static final Pattern INSTANT =
            Pattern.compile("\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}(?::\\d{2}(?:\\.\\d+)?)?Z");

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

    /**
     * The decision as {@link DecisionRecord#toText} tells it: time and subject on the first line, then a line for each thing that followed.
     *
     * @param language Japanese for Japanese, any other for English
     * @param zone whose clock the times are of
     */
    public static String of(DecisionRecord decision, Locale language, ZoneId zone) {
        boolean japanese = language.getLanguage().equals(Locale.JAPANESE.getLanguage());
        ExplanationText text = new ExplanationText(japanese, zone);
        return decision.toText()
                .lines()
                .map(line -> text.local(japanese ? JapaneseDecisions.line(line) : line) + '\n')
                .collect(Collectors.joining());
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
        return local(japanese ? JapanesePhrases.of(english) : english);
    }

    private String local(String text) {
        return INSTANT.matcher(text)
                .replaceAll(found -> TIME.format(Instant.parse(found.group()).atZone(zone)));
    }
}
