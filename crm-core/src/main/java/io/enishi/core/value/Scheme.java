package io.enishi.core.value;

import java.util.List;

/**
 * The kind of an {@link Identifier}: which number space its value lives in. Hosts add their own ({@code mall:rakuten},
 * {@code line:1234567}).
 *
 * @param name 1 to 64 characters, see {@link Names#requireName}
 */
public record Scheme(String name) implements Comparable<Scheme> {

    /** Member id of the shop's own EC site. */
    public static final Scheme MEMBER = new Scheme("member");
    /** Customer id inside the shop's own app. */
    public static final Scheme APP = new Scheme("app");
    /** Member card of the shop's stores. */
    public static final Scheme POS_CARD = new Scheme("pos-card");
    /** E-mail address. */
    public static final Scheme EMAIL = new Scheme("email");
    /** Telephone number. */
    public static final Scheme PHONE = new Scheme("phone");
    /** Browser cookie or device id. */
    public static final Scheme COOKIE = new Scheme("cookie");

    /**
     * Families of the default scheme order, strongest first; a family covers {@code family} itself and {@code family:...}.
     * An event belongs to the origin of its strongest identifier.
     */
    public static final List<String> DEFAULT_ORDER =
            List.of("member", "app", "line", "pos-card", "mall", "email", "phone", "cookie");

    public Scheme {
        Names.requireName("scheme", name, 64);
    }

    public static Scheme of(String name) {
        return new Scheme(name);
    }

    /** The scheme of a marketplace's customer ids, scoped to that marketplace: {@code mall:<name>}. */
    public static Scheme mall(String name) {
        return new Scheme("mall:" + name);
    }

    /** The scheme of LINE user ids; they are valid per provider: {@code line:<provider>}. */
    public static Scheme line(String provider) {
        return new Scheme("line:" + provider);
    }

    /** The part before the first colon: {@code mall} for {@code mall:rakuten}. */
    public String family() {
        int colon = name.indexOf(':');
        return colon < 0 ? name : name.substring(0, colon);
    }

    /** As a record's own, which is linked at run time: every look at who somebody is asks for it. */
    @Override
    public boolean equals(Object other) {
        return other instanceof Scheme scheme && name.equals(scheme.name);
    }

    @Override
    public int hashCode() {
        return name.hashCode();
    }

    @Override
    public int compareTo(Scheme other) {
        return name.compareTo(other.name);
    }

    @Override
    public String toString() {
        return name;
    }
}
