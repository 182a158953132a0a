package io.enishi.identity.normal;

import java.util.Objects;

/**
 * An e-mail address that can be compared.
 *
 * @param key lower case, its domain in ASCII: what consent and look-up use
 * @param kind what sort of mailbox it is
 */
public record Email(String key, EmailKind kind) {

    /** Domains under which dots before the @ mean nothing. */
    private static final String GMAIL = "gmail.com";

    public Email {
        Objects.requireNonNull(key, "key");
        Objects.requireNonNull(kind, "kind");
    }

    /** What stands behind the @. */
    public String domain() {
        return key.substring(key.lastIndexOf('@') + 1);
    }

    /** What stands before the @. */
    public String localPart() {
        return key.substring(0, Math.max(0, key.lastIndexOf('@')));
    }

    /**
     * The key under which two records may be compared. A relay address of a mall is one buyer at one mall only, so it is scoped to its
     * source and never joins two sources.
     *
     * @param source the system that the address came from
     */
    public String keyWithin(String source) {
        return kind == EmailKind.RELAY ? source + ' ' + key : key;
    }

    /**
     * A looser key without plus tag and, at Gmail, without dots ({@code googlemail.com} counted as {@code gmail.com}). Candidate evidence only:
     * that {@code a.b} and {@code ab} are one mailbox is true of one provider, and people give tags to other people.
     */
    public String candidateKey() {
        String domain = domain();
        String local = localPart();
        if (domain.equals("googlemail.com")) {
            domain = GMAIL;
        }
        int plus = local.indexOf('+');
        if (plus > 0) {
            local = local.substring(0, plus);
        }
        if (domain.equals(GMAIL)) {
            local = local.replace(".", "");
        }
        return local.isEmpty() ? key : local + '@' + domain;
    }
}
