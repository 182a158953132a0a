package io.enishi.core.consent;

import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The ledger's answer on one message.
 *
 * @param allowed whether it may be sent
 * @param code stable code: {@code opted-in}, {@code existing-transaction}, {@code notified-address}, {@code published-address}, {@code
 *     relation}, {@code transactional}; {@code no-consent}, {@code refused}
 * @param words why, without personal data; {@link #reason} adds when and how it was stated
 * @param statedAt when what decided was stated; null where no statement did
 * @param route how it was stated; empty where no statement decided
 */
public record Permission(
        boolean allowed,
        String code,
        String words,
        @Nullable Instant statedAt,
        String route) {
    public Permission {
        Objects.requireNonNull(code, "code");
        Objects.requireNonNull(words, "words");
        Objects.requireNonNull(route, "route");
    }

    static Permission of(boolean allowed, String code, String words) {
        return new Permission(allowed, code, words, null, "");
    }

    static Permission by(ConsentStatement statement, boolean allowed, String code, String words) {
        return new Permission(allowed, code, words, statement.at(), statement.route());
    }

    /** In words, without personal data. */
    public String reason() {
        return statedAt == null ? words : words + ' ' + statedAt + " by " + route;
    }
}
