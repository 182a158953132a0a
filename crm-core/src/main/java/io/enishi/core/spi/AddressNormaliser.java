package io.enishi.core.spi;

import io.enishi.core.value.Identifier;
import io.enishi.core.value.MatchKey;
import java.util.Objects;
import java.util.Optional;

/**
 * Folds raw identifiers to match keys: two identifiers name the same thing iff their keys are equal. Consent, suppression, look-up
 * and the choice of an origin rest on it, so a host that changes its normaliser has to derive all keys again.
 *
 * <p>Implementations are pure, thread-safe and idempotent: folding a key gives that key again. {@link JapaneseAddressNormaliser} is
 * the default.
 */
@FunctionalInterface
public interface AddressNormaliser {

    Result fold(Identifier identifier);

    /** The key, if the identifier is usable. */
    default Optional<MatchKey> matchKey(Identifier identifier) {
        return fold(identifier).key();
    }

    /** What became of an identifier: a key, or the reason why it names nobody. */
    sealed interface Result {

        /** The key; empty for {@link Unusable}. */
        Optional<MatchKey> key();
    }

    /** The identifier is usable under this key. */
    record Folded(MatchKey matchKey) implements Result {
        public Folded {
            Objects.requireNonNull(matchKey, "matchKey");
        }

        @Override
        public Optional<MatchKey> key() {
            return Optional.of(matchKey);
        }
    }

    /**
     * The identifier is junk or no address: it names nobody and cannot be written to.
     *
     * @param reason in words, without the value
     */
    record Unusable(String reason) implements Result {
        public Unusable {
            Objects.requireNonNull(reason, "reason");
        }

        @Override
        public Optional<MatchKey> key() {
            return Optional.empty();
        }
    }
}
