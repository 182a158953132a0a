package io.enishi.core.value;

import java.util.Comparator;
import java.util.Objects;

/**
 * The folded form of an {@link Identifier}: two identifiers name the same thing iff their match keys are equal. Consent,
 * suppression and look-up use it.
 *
 * @param scheme the number space
 * @param key folded text, not empty, well-formed Unicode: keys are hashed as UTF-8, where broken characters would all be alike
 */
public record MatchKey(Scheme scheme, String key) implements Comparable<MatchKey> {

    private static final Comparator<MatchKey> ORDER =
            Comparator.comparing(MatchKey::scheme).thenComparing(MatchKey::key);

    public MatchKey {
        Objects.requireNonNull(scheme, "scheme");
        Objects.requireNonNull(key, "key");
        if (key.isEmpty()) {
            throw new IllegalArgumentException("match key of scheme " + scheme + " must not be empty");
        }
        if (!Unicode.isWellFormed(key)) {
            throw new IllegalArgumentException("match key of scheme " + scheme + " must be well-formed Unicode");
        }
    }

    /** By scheme name, then key; the same on every machine. */
    @Override
    public int compareTo(MatchKey other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return scheme + ":***";
    }
}
