package io.enishi.identity.normal;

import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What became of one raw value: the value that was read, if any, and the verdict on it.
 *
 * @param value present for {@link Verdict#USABLE}, {@link Verdict#QUARANTINED} and {@link Verdict#SHOPS_OWN}, null otherwise
 * @param reason why it is not usable, in words that never quote the value; empty for usable ones
 */
public record Normalised<T>(@Nullable T value, Verdict verdict, String reason) {

    public Normalised {
        Objects.requireNonNull(verdict, "verdict");
        Objects.requireNonNull(reason, "reason");
        boolean holds = switch (verdict) {
            case USABLE, QUARANTINED, SHOPS_OWN -> true;
            case PLACEHOLDER, MALFORMED, ABSENT -> false;
        };
        if (holds != (value != null)) {
            throw new IllegalArgumentException(
                    "value must " + (holds ? "" : "not ") + "be there when it is " + verdict);
        }
    }

    static <T> Normalised<T> usable(T value) {
        return new Normalised<>(value, Verdict.USABLE, "");
    }

    static <T> Normalised<T> quarantined(T value, String reason) {
        return new Normalised<>(value, Verdict.QUARANTINED, reason);
    }

    static <T> Normalised<T> placeholder(String reason) {
        return new Normalised<>(null, Verdict.PLACEHOLDER, reason);
    }

    static <T> Normalised<T> malformed(String reason) {
        return new Normalised<>(null, Verdict.MALFORMED, reason);
    }

    static <T> Normalised<T> absent() {
        return new Normalised<>(null, Verdict.ABSENT, "is empty");
    }

    /** The value if it is {@link Verdict#USABLE}. */
    public Optional<T> usable() {
        return verdict == Verdict.USABLE ? Optional.ofNullable(value) : Optional.empty();
    }

    /** The value if it can be compared with others: usable or quarantined. */
    public Optional<T> comparable() {
        return verdict == Verdict.USABLE || verdict == Verdict.QUARANTINED
                ? Optional.ofNullable(value)
                : Optional.empty();
    }
}
