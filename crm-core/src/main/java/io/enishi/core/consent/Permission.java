package io.enishi.core.consent;

import java.util.Objects;

/**
 * The ledger's answer on one message.
 *
 * @param allowed whether it may be sent
 * @param code stable code: {@code opted-in}, {@code existing-transaction}, {@code notified-address}, {@code published-address}, {@code
 *     relation}, {@code transactional}; {@code no-consent}, {@code refused}
 * @param reason in words, without personal data
 */
public record Permission(boolean allowed, String code, String reason) {
    public Permission {
        Objects.requireNonNull(code, "code");
        Objects.requireNonNull(reason, "reason");
    }

    static Permission yes(String code, String reason) {
        return new Permission(true, code, reason);
    }

    static Permission no(String code, String reason) {
        return new Permission(false, code, reason);
    }
}
