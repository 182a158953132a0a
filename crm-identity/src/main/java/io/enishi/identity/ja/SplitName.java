package io.enishi.identity.ja;

import java.util.Objects;

/**
 * A written name with family and given name apart. Both are as written, without the spaces around them.
 *
 * @param family empty when only one name could be told
 * @param given the rest; empty when the whole is a family name, the whole when the name could not be split
 * @param by what told them apart
 */
public record SplitName(String family, String given, By by) {

    public SplitName {
        Objects.requireNonNull(family, "family");
        Objects.requireNonNull(given, "given");
        Objects.requireNonNull(by, "by");
    }

    /** What told family and given name apart, best first. */
    public enum By {
        /** The person put a space between them. */
        SPACE,
        /** Both parts, or the family name at least, are in the dictionary. The whole may be a family name alone. */
        DICTIONARY,
        /** Two kanji in front are nearly always the family name: a guess, for search and not for agreement. */
        LENGTH,
        /** Nothing did: the family name is empty and the given name is the whole. */
        NOTHING
    }

    /** Whether the family name is more than a guess. */
    public boolean isSure() {
        return by == By.SPACE || by == By.DICTIONARY;
    }
}
