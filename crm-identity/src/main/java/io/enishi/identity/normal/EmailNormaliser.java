package io.enishi.identity.normal;

import com.sanctionco.jmail.EmailValidator;
import com.sanctionco.jmail.JMail;
import java.net.IDN;
import java.util.Collection;
import java.util.HashSet;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;

/**
 * Reads e-mail addresses. The syntax is checked by jmail with a top-level domain required. Until 2009 Japanese carriers gave out addresses that
 * break it ({@code a..b@}, {@code a.@}, {@code .a@}): they exist and receive mail, so they are quarantined and not dropped.
 *
 * <p>A relay address of a mall is recognised by its domain and is worth something within its source only ({@link Email#keyWithin}).
 * Placeholders such as {@code test@}, {@code noreply@} and {@code @example.com} name nobody. Immutable and safe to share.
 */
public final class EmailNormaliser {

    private static final Set<String> CARRIERS = Set.of(
            "docomo.ne.jp",
            "ezweb.ne.jp",
            "au.com",
            "softbank.ne.jp",
            "i.softbank.jp",
            "vodafone.ne.jp",
            "disney.ne.jp",
            "disneymobile.ne.jp",
            "ymobile.ne.jp",
            "ymobile1.ne.jp",
            "y-mobile.ne.jp",
            "willcom.com",
            "pdx.ne.jp",
            "wcm.ne.jp",
            "emnet.ne.jp",
            "emobile.ne.jp",
            "emobile-s.ne.jp",
            "ido.ne.jp",
            "tu-ka.ne.jp",
            "rakumail.jp",
            "uqmobile.jp",
            "docomo-camera.ne.jp",
            "mopera.net");

    private static final Set<String> RELAYS = Set.of(
            "fw.rakuten.ne.jp",
            "pc.fw.rakuten.ne.jp",
            "mobile.fw.rakuten.ne.jp",
            "marketplace.amazon.co.jp",
            "marketplace.amazon.com",
            "privaterelay.appleid.com",
            "members.ebay.com");

    private static final Set<String> NOBODY = Set.of(
            "test",
            "tests",
            "testtest",
            "tester",
            "none",
            "nomail",
            "no-mail",
            "no_mail",
            "noemail",
            "no-email",
            "noaddress",
            "nobody",
            "null",
            "undefined",
            "unknown",
            "dummy",
            "sample",
            "guest",
            "noreply",
            "no-reply",
            "no_reply",
            "donotreply",
            "do-not-reply",
            "example",
            "mailer-daemon",
            "postmaster",
            "xxx",
            "xxxx",
            "aaa",
            "aaaa",
            "abc",
            "a",
            "hoge",
            "hogehoge",
            "nashi",
            "foo",
            "na",
            "n.a");

    private final EmailValidator syntax =
            JMail.strictValidator().requireTopLevelDomain().disallowObsoleteWhitespace();
    private final Set<String> relays;
    private final Set<String> own;

    /** Domains of addresses that marketplaces and sign-in services hand out in place of the person's own. */
    public static Set<String> relayDomains() {
        return RELAYS;
    }

    private EmailNormaliser(Set<String> relays, Set<String> own) {
        this.relays = relays;
        this.own = own;
    }

    /** Knows the carriers of Japan and the relay domains of the great malls. */
    public static EmailNormaliser japanese() {
        return new EmailNormaliser(RELAYS, Set.of());
    }

    /**
     * The same with further domains of relay addresses.
     *
     * @param domains such as {@code fw.rakuten.ne.jp}; sub-domains count too
     */
    public EmailNormaliser withRelayDomains(Collection<String> domains) {
        Set<String> more = new HashSet<>(relays);
        domains.forEach(
                domain -> more.add(Objects.requireNonNull(domain, "domain").toLowerCase(Locale.ROOT)));
        return new EmailNormaliser(Set.copyOf(more), own);
    }

    /**
     * The same with mailboxes that are the shop's own.
     *
     * @throws IllegalArgumentException if one of them is no e-mail address
     */
    public EmailNormaliser withShopAddresses(Collection<String> addresses) {
        Set<String> more = new HashSet<>(own);
        int position = 0;
        for (String address : addresses) {
            Normalised<Email> read = normalise(address);
            Email email = read.value();
            if (email == null) {
                throw new IllegalArgumentException(
                        "addresses must be e-mail addresses; the one at position " + position + " " + read.reason());
            }
            more.add(email.key());
            position++;
        }
        return new EmailNormaliser(relays, Set.copyOf(more));
    }

    /** The key of {@code raw}, or an empty text unless it is usable or quarantined. Relay addresses have none: they need their source. */
    public String key(String raw) {
        Email email = normalise(raw).comparable().orElse(null);
        return email == null || email.kind() == EmailKind.RELAY ? "" : email.key();
    }

    /** Reads one address. */
    public Normalised<Email> normalise(String raw) {
        Objects.requireNonNull(raw, "raw");
        String text = HalfWidth.of(raw);
        if (text.isEmpty()) {
            return Normalised.absent();
        }
        if (text.regionMatches(true, 0, "mailto:", 0, 7)) {
            text = text.substring(7);
        }
        int at = text.lastIndexOf('@');
        if (at < 0) {
            return Placeholders.standard().isPlaceholder(text)
                    ? Normalised.placeholder("is words for nothing")
                    : Normalised.malformed("has no @");
        }
        String domain = ascii(text.substring(at + 1));
        String key = text.substring(0, at).toLowerCase(Locale.ROOT) + '@' + domain;
        at = key.length() - domain.length() - 1; // lower case may be longer
        boolean quarantined = false;
        if (hasBracketsOrSpaces(key, at)) {
            return Normalised.malformed("is no bare e-mail address");
        }
        if (!syntax.isValid(key)) {
            String tidied = withoutOddDots(key, at);
            if (tidied.equals(key) || !syntax.isValid(tidied)) {
                return Normalised.malformed("is no e-mail address");
            }
            quarantined = true;
        }
        String local = key.substring(0, at);
        if (NOBODY.contains(local) || isExample(domain)) {
            return Normalised.placeholder("names nobody");
        }
        boolean carrier = isUnder(CARRIERS, domain);
        EmailKind kind = isUnder(relays, domain) ? EmailKind.RELAY : carrier ? EmailKind.CARRIER : EmailKind.ORDINARY;
        Email email = new Email(key, kind);
        if (own.contains(key)) {
            return new Normalised<>(email, Verdict.SHOPS_OWN, "is the shop's own");
        }
        if (quarantined) {
            return Normalised.quarantined(
                    email,
                    carrier
                            ? "has dots where only old carrier addresses have them"
                            : "has dots where no standard allows them");
        }
        return Normalised.usable(email);
    }

    /** Whether {@code domain} or one that it is a part of is in the set. */
    private static boolean isUnder(Set<String> domains, String domain) {
        String rest = domain;
        while (true) {
            if (domains.contains(rest)) {
                return true;
            }
            int dot = rest.indexOf('.');
            if (dot < 0) {
                return false;
            }
            rest = rest.substring(dot + 1);
        }
    }

    /** Domains that RFC 2606 and RFC 6761 keep for examples, tests and this machine, and example.co.jp, which people use alike. */
    private static boolean isExample(String domain) {
        return domain.startsWith("example.")
                || domain.contains(".example.")
                || domain.endsWith(".invalid")
                || domain.endsWith(".test")
                || domain.endsWith(".localhost")
                || domain.equals("localhost.localdomain");
    }

    /** Display names, comments and quoted local parts are allowed by the standard, and nobody's mailbox has them. */
    private static boolean hasBracketsOrSpaces(String key, int at) {
        for (int i = 0; i < at; i++) {
            char c = key.charAt(i);
            if (c == '<' || c == '(' || c == '"' || c == ' ' || c == ',' || c == ';' || c == ':') {
                return true;
            }
        }
        return false;
    }

    /** The address with one dot where the local part has several, and none at its ends. */
    private static String withoutOddDots(String key, int at) {
        StringBuilder tidied = new StringBuilder(key.length());
        for (int i = 0; i < at; i++) {
            char c = key.charAt(i);
            boolean odd = c == '.' && (tidied.length() == 0 || i + 1 == at || key.charAt(i + 1) == '.');
            if (!odd) {
                tidied.append(c);
            }
        }
        return tidied.append(key, at, key.length()).toString();
    }

    private static String ascii(String domain) {
        String lower = domain.toLowerCase(Locale.ROOT);
        for (int i = 0; i < lower.length(); i++) {
            if (lower.charAt(i) > 0x7f) {
                try {
                    return IDN.toASCII(lower).toLowerCase(Locale.ROOT);
                } catch (IllegalArgumentException e) {
                    return lower; // the check of the whole will say what is wrong
                }
            }
        }
        return lower;
    }
}
