package io.enishi.identity.normal;

import java.util.Objects;

/**
 * A telephone number that can be compared.
 *
 * @param key international, {@code +819012345678}; for a quarantined number that belongs to no country the bare digits
 * @param kind by the Japanese numbering plan
 */
public record Phone(String key, PhoneKind kind) {

    public Phone {
        Objects.requireNonNull(key, "key");
        Objects.requireNonNull(kind, "kind");
    }

    /** The digits as dialled inside Japan ({@code 09012345678}); a number outside Japan keeps its {@code +}. */
    public String national() {
        return PhoneKind.national(key);
    }
}
