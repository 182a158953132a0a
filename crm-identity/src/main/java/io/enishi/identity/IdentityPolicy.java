package io.enishi.identity;

import io.enishi.core.internal.doc.Document;
import io.enishi.core.value.DefinitionException;
import io.enishi.core.value.Names;
import io.enishi.core.value.Problem;
import io.enishi.identity.normal.EmailNormaliser;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * When two origins are one person: how strong each signal is, what signals are worth together, what one person can have at most,
 * and which values prove nothing. An immutable value; {@link #standard()} is the usual one.
 *
 * <p>A <em>signal</em> is something two origins share. Its name is the family of the identifier's scheme ({@code member}, {@code
 * app}, {@code line}, {@code mall}, {@code pos-card}, {@code coupon}, {@code cookie}, one of the host's own), with two of them told
 * apart: {@code email} and {@code email-relay}; {@code phone-mobile}, {@code phone-fixed} and {@code phone-foreign} (service numbers
 * are never looked at). An {@link Agreement} of profile attributes is a signal by its own name. What a model said of two is the signal
 * {@code linkage}: verified where it finds them likely, unverified where possible; it adds up with no other, since it rests on
 * the same values. Signals without a grade are never
 * looked at.
 *
 * @param name of the policy
 * @param grades strength by signal, or by a full scheme such as {@code mall:rakuten}, which then wins
 * @param agreements of profile attributes, by signal name
 * @param combinations what several signals are worth together
 * @param limits how many different values one person can have, by scheme or by family; of a family each full scheme counts for
 *     itself (one account at each marketplace). No automatic link goes beyond
 * @param rates how many different values one person can gain within a span, by scheme or by family; a value counts at the time it
 *     was first seen. No automatic link goes beyond
 * @param accounts families of schemes under which a source has one person as one member: two members of one source, verified or
 *     known by nothing stronger, are never made one automatically
 * @param blocked values that prove nothing, by scheme, by its family, or by attribute ({@code birth-date}, {@code name}, {@code
 *     kana}, {@code postal-code}, {@code address}): in the form of the match key, a telephone number as dialled in Japan; {@code
 *     *} stands for any characters
 * @param fanOut how many origins may share one value before it proves nothing; by signal where {@code fanOuts} has it
 * @param fanOuts by signal
 * @param relays patterns of e-mail addresses that a marketplace hands out in place of the person's own; they say something within
 *     one source only
 * @param priority signals whose links go first among those of equal strength, in this order; those not named come last, alike
 * @param unnamed whether one strong signal links when the names cannot be compared
 */
public record IdentityPolicy(
        String name,
        SortedMap<String, Grade> grades,
        SortedMap<String, Agreement> agreements,
        List<Combination> combinations,
        SortedMap<String, Integer> limits,
        SortedMap<String, Rate> rates,
        SortedSet<String> accounts,
        SortedMap<String, SortedSet<String>> blocked,
        int fanOut,
        SortedMap<String, Integer> fanOuts,
        SortedSet<String> relays,
        List<String> priority,
        boolean unnamed) {

    private static final Duration LONGEST = Duration.ofDays(36_500);

    private static final Comparator<Combination> STRONGEST_FIRST = Comparator.comparing(Combination::as)
            .reversed()
            .thenComparing(Combination::of)
            .thenComparing(Combination::count)
            .thenComparing(Combination::unnamed);

    private static final Comparator<String> BY_CODE_UNIT = Comparator.naturalOrder();

    /**
     * Checks everything and copies.
     *
     * @throws DefinitionException with all problems
     */
    public IdentityPolicy {
        Objects.requireNonNull(name, "name");
        grades = sorted(grades);
        agreements = sorted(agreements);
        combinations = combinations.stream().distinct().sorted(STRONGEST_FIRST).toList();
        limits = sorted(limits);
        rates = sorted(rates);
        accounts = sorted(accounts);
        priority = List.copyOf(priority);
        TreeMap<String, SortedSet<String>> patterns = new TreeMap<>();
        blocked.forEach((of, values) -> {
            if (!values.isEmpty()) {
                patterns.put(of, sorted(values));
            }
        });
        blocked = sorted(patterns);
        fanOuts = sorted(fanOuts);
        relays = sorted(relays);
        List<Problem> problems = new ArrayList<>();
        checkNames(problems, name, grades.keySet(), agreements.keySet(), limits.keySet(), fanOuts.keySet());
        checkStrengths(problems, grades, agreements, combinations);
        checkNumbers(problems, limits, fanOut, fanOuts);
        checkPatterns(problems, blocked, relays);
        checkRates(problems, rates);
        checkOrder(problems, accounts, priority, grades.keySet(), agreements.keySet());
        if (!problems.isEmpty()) {
            throw new DefinitionException(problems);
        }
    }

    /**
     * The strength of a shared value.
     *
     * @param verified when both sides are verified, or one is and the other is the value's own origin
     * @param unverified otherwise; at most {@code verified}
     */
    public record Grade(Strength verified, Strength unverified) {
        public Grade {
            Objects.requireNonNull(verified, "verified");
            Objects.requireNonNull(unverified, "unverified");
        }
    }

    /**
     * How many different values one person can gain within a span of time.
     *
     * @param atMost 1 or more
     * @param within longer than nothing; a value first seen a whole span after another does not count with it
     */
    public record Rate(int atMost, Duration within) {
        public Rate {
            Objects.requireNonNull(within, "within");
        }
    }

    /**
     * Profile attributes that all agree.
     *
     * @param attributes at least two of {@code kana}, {@code surname}, {@code birth-date}, {@code postal-code}, {@code address}; one that is unknown on
     *     either side agrees with nothing
     * @param strength at most MEDIUM: attributes alone never link
     */
    public record Agreement(SortedSet<String> attributes, Strength strength) {
        static final List<String> ATTRIBUTES = List.of("kana", "surname", "birth-date", "postal-code", "address");

        public Agreement {
            attributes = sorted(attributes);
            Objects.requireNonNull(strength, "strength");
        }
    }

    /**
     * Several independent signals count as a stronger one. Signals are independent when they are of different kinds: two e-mail
     * addresses are one kind, so are two agreements of attributes.
     *
     * @param count how many, at least 2
     * @param of of what strength or more
     * @param as what they count as, at most STRONG
     * @param unnamed whether that links when the names cannot be compared
     */
    public record Combination(int count, Strength of, Strength as, boolean unnamed) {
        public Combination {
            Objects.requireNonNull(of, "of");
            Objects.requireNonNull(as, "as");
        }
    }

    /**
     * The policy for a Japanese shop with EC, malls, stores, an app and LINE: in doubt, apart.
     *
     * <ul>
     *   <li>The same member id, app account or LINE account links, unless a fact contradicts it.
     *   <li>A verified e-mail address or mobile number, a card scanned with the app open, or a marketplace account confirmed by
     *       login links unless names, birth dates or anything else speak against it.
     *   <li>The same unverified, a coupon of the other, or kana name with birth date and postal code goes to review; two of these
     *       together link when the names agree.
     *   <li>A fixed line, a cookie, a relay address, or a name with an address links nobody; where the given names differ it makes a
     *       household.
     *   <li>What a model finds likely counts as a verified address, what it finds possible goes to review.
     *   <li>Two members of one source are never made one automatically. One person has one member id, one account at each marketplace, one LINE account at each provider.
     *   <li>A value that more than 20 origins share proves nothing, nor do placeholders and example addresses.
     * </ul>
     */
    public static IdentityPolicy standard() {
        IdentityPolicyBuilder policy = builder("standard")
                .grade("member", Strength.DETERMINISTIC)
                .grade("app", Strength.DETERMINISTIC)
                .grade("line", Strength.DETERMINISTIC)
                .grade("mall", Strength.STRONG, Strength.MEDIUM)
                .grade("pos-card", Strength.STRONG, Strength.MEDIUM)
                .grade("email", Strength.STRONG, Strength.MEDIUM)
                .grade("phone-mobile", Strength.STRONG, Strength.MEDIUM)
                .grade("phone-foreign", Strength.MEDIUM)
                .grade("coupon", Strength.MEDIUM)
                .grade("phone-fixed", Strength.WEAK)
                .grade("email-relay", Strength.WEAK)
                .grade("cookie", Strength.WEAK)
                .grade("linkage", Strength.STRONG, Strength.MEDIUM)
                .agreement("kana-birth-postal", Strength.MEDIUM, "kana", "birth-date", "postal-code")
                .agreement("kana-address", Strength.WEAK, "kana", "address")
                .agreement("surname-address", Strength.WEAK, "surname", "address")
                .combination(2, Strength.MEDIUM, Strength.STRONG)
                .account("member")
                .account("mall")
                .limit("member", 1)
                .limit("mall", 1)
                .limit("line", 1)
                .limit("app", 5)
                .limit("pos-card", 5)
                .limit("phone", 6)
                .limit("email", 10)
                .fanOut(20)
                .block("birth-date", "0001-01-01", "1111-11-11", "1900-01-01", "1901-01-01", "9999-12-31")
                .block("postal-code", "0000000", "9999999")
                .block("email", "*@example.*", "test@*", "noreply@*", "no-reply@*", "*@localhost");
        EmailNormaliser.relayDomains().forEach(domain -> policy.relay("*@" + domain));
        for (char digit = '0'; digit <= '9'; digit++) {
            policy.block("phone", "*" + Character.toString(digit).repeat(8));
        }
        return policy.block("phone", "*12345678").build();
    }

    /**
     * Reads a policy from YAML or JSON.
     *
     * <pre>{@code
     * identity-policy: my-shop
     * like: standard                    # what is not said here is as there
     * grades:
     *   cookie: medium
     *   loyalty: {verified: strong, unverified: medium}
     * limits: {email: 3}
     * blocked: {phone: ["0312345678"]}  # the shop's own
     * fan-out: 12
     * }</pre>
     *
     * @throws DefinitionException with everything that is wrong
     */
    public static IdentityPolicy parse(String text) {
        return Document.parse(text).read(PolicySpelling::read);
    }

    /** The whole policy, whatever it was written {@code like}. */
    public String toYaml() {
        return Document.of(PolicySpelling.write(this)).toYaml();
    }

    /** The whole policy, whatever it was written {@code like}. */
    public String toJson() {
        return Document.of(PolicySpelling.write(this)).toJson();
    }

    /** SHA-256 over the canonical JSON: equal policies have equal hashes. */
    public String definitionHash() {
        return Document.of(PolicySpelling.write(this)).definitionHash();
    }

    /** Starts a policy in which nothing links yet. */
    public static IdentityPolicyBuilder builder(String name) {
        return new IdentityPolicyBuilder(name);
    }

    /** Starts a policy that says the same under another name. */
    public IdentityPolicyBuilder toBuilder(String newName) {
        return new IdentityPolicyBuilder(newName).like(this);
    }

    int fanOutOf(String signal) {
        return fanOuts.getOrDefault(signal, fanOut);
    }

    boolean blocks(String of, String value) {
        SortedSet<String> patterns = blocked.get(of);
        return patterns != null && patterns.stream().anyMatch(pattern -> Glob.matches(pattern, value));
    }

    boolean isRelay(String email) {
        return relays.stream().anyMatch(pattern -> Glob.matches(pattern, email));
    }

    private static <V> SortedMap<String, V> sorted(Map<String, V> map) {
        TreeMap<String, V> copy = new TreeMap<>();
        map.forEach((key, value) -> copy.put(
                Objects.requireNonNull(key, "name in the policy"),
                Objects.requireNonNull(value, "value in the policy")));
        return Collections.unmodifiableSortedMap(copy);
    }

    private static SortedSet<String> sorted(Collection<String> texts) {
        TreeSet<String> copy = new TreeSet<>(BY_CODE_UNIT);
        copy.addAll(texts);
        return Collections.unmodifiableSortedSet(copy);
    }

    private static void checkNames(
            List<Problem> problems,
            String name,
            Collection<String> grades,
            Collection<String> agreements,
            Collection<String> limits,
            Collection<String> fanOuts) {
        checkName(problems, "name", name);
        grades.forEach(signal -> checkName(problems, "grades." + signal, signal));
        limits.forEach(scheme -> checkName(problems, "limits." + scheme, scheme));
        for (String signal : agreements) {
            checkName(problems, "agreements." + signal, signal);
            if (signal.indexOf(':') >= 0) {
                problems.add(
                        new Problem("agreements." + signal, "has a colon", "keep colons to schemes of identifiers"));
            }
            if (grades.contains(signal)) {
                problems.add(new Problem(
                        "agreements." + signal,
                        "is the name of a graded signal too",
                        "give the agreement a name of its own"));
            }
        }
        for (String signal : fanOuts) {
            if (!grades.contains(signal) && !agreements.contains(signal)) {
                problems.add(new Problem(
                        "fan-outs." + signal, "no signal is called so", "grade it, or leave its fan-out away"));
            }
        }
    }

    private static void checkName(List<Problem> problems, String path, String name) {
        if (!Names.isName(name, 64)) {
            problems.add(new Problem(
                    path,
                    "is not a name",
                    "use 1 to 64 characters of a-z 0-9 . : - _ and start with a letter or digit"));
        }
    }

    private static void checkStrengths(
            List<Problem> problems,
            Map<String, Grade> grades,
            Map<String, Agreement> agreements,
            List<Combination> combinations) {
        grades.forEach((signal, grade) -> {
            if (grade.unverified().compareTo(grade.verified()) > 0) {
                problems.add(new Problem(
                        "grades." + signal,
                        "is " + word(grade.unverified()) + " unverified, but only " + word(grade.verified())
                                + " verified",
                        "let verified be at least as strong"));
            }
            if (signal.equals("email-relay") && grade.verified().compareTo(Strength.MEDIUM) > 0) {
                problems.add(new Problem(
                        "grades.email-relay", "a relay address is not the person's own", "grade it medium at most"));
            }
        });
        agreements.forEach((signal, agreement) -> {
            String path = "agreements." + signal;
            for (String attribute : agreement.attributes()) {
                if (!Agreement.ATTRIBUTES.contains(attribute)) {
                    problems.add(new Problem(
                            path,
                            "cannot compare \"" + attribute + '"',
                            "use " + String.join(", ", Agreement.ATTRIBUTES)));
                }
            }
            if (agreement.attributes().size() < 2) {
                problems.add(new Problem(
                        path, "names fewer than two attributes", "people share single attributes by chance"));
            }
            if (agreement.strength().compareTo(Strength.MEDIUM) > 0) {
                problems.add(new Problem(
                        path,
                        "is " + word(agreement.strength()),
                        "grade it medium at most: attributes alone never link"));
            }
        });
        for (int i = 0; i < combinations.size(); i++) {
            Combination combination = combinations.get(i);
            String path = "combinations[" + i + "]";
            if (combination.count() < 2) {
                problems.add(new Problem(path, "combines fewer than two signals", "let count be 2 or more"));
            }
            if (combination.as() == Strength.DETERMINISTIC) {
                problems.add(new Problem(path, "counts as deterministic", "signals together are strong at most"));
            }
            if (combination.of() == Strength.NEVER || combination.as().compareTo(combination.of()) <= 0) {
                problems.add(new Problem(
                        path,
                        "turns " + word(combination.of()) + " into " + word(combination.as()),
                        "combine weak or medium signals into something stronger"));
            }
        }
    }

    private static void checkNumbers(
            List<Problem> problems, Map<String, Integer> limits, int fanOut, Map<String, Integer> fanOuts) {
        limits.forEach((scheme, limit) -> {
            if (limit < 1) {
                problems.add(new Problem("limits." + scheme, "is " + limit, "let it be 1 or more"));
            }
        });
        if (fanOut < 2) {
            problems.add(new Problem(
                    "fan-out", "is " + fanOut, "let it be 2 or more: a value that one origin has ties nothing"));
        }
        fanOuts.forEach((signal, most) -> {
            if (most < 2) {
                problems.add(new Problem("fan-outs." + signal, "is " + most, "let it be 2 or more"));
            }
        });
    }

    private static void checkRates(List<Problem> problems, Map<String, Rate> rates) {
        rates.forEach((scheme, rate) -> {
            checkName(problems, "rates." + scheme, scheme);
            if (rate.atMost() < 1) {
                problems.add(new Problem("rates." + scheme, "is " + rate.atMost(), "let at-most be 1 or more"));
            }
            Duration within = rate.within();
            if (within.compareTo(LONGEST) > 0 || within.toMillis() < 1 || within.getNano() % 1_000_000 != 0) {
                problems.add(new Problem(
                        "rates." + scheme,
                        "is within " + within,
                        "let within be whole milliseconds, from one to 36,500 days"));
            }
        });
    }

    private static void checkOrder(
            List<Problem> problems,
            Collection<String> accounts,
            List<String> priority,
            Collection<String> grades,
            Collection<String> agreements) {
        for (String family : accounts) {
            checkName(problems, "accounts", family);
            if (family.indexOf(':') >= 0) {
                problems.add(new Problem("accounts", '"' + family + "\" has a colon", "name the family of schemes"));
            }
        }
        for (int i = 0; i < priority.size(); i++) {
            String signal = priority.get(i);
            if (!grades.contains(signal) && !agreements.contains(signal)) {
                problems.add(new Problem(
                        "priority[" + i + "]", "no signal is called \"" + signal + '"', "grade it, or leave it out"));
            }
            if (priority.indexOf(signal) != i) {
                problems.add(new Problem("priority[" + i + "]", "names " + signal + " twice", "name it once"));
            }
        }
    }

    private static void checkPatterns(
            List<Problem> problems, SortedMap<String, SortedSet<String>> blocked, SortedSet<String> relays) {
        blocked.forEach((of, patterns) -> {
            checkName(problems, "blocked." + of, of);
            patterns.forEach(pattern -> checkPattern(problems, "blocked." + of, pattern));
        });
        relays.forEach(pattern -> checkPattern(problems, "relays", pattern));
    }

    private static void checkPattern(List<Problem> problems, String path, String pattern) {
        if (pattern.length() > 200 || pattern.replace("*", "").isBlank()) {
            problems.add(new Problem(
                    path,
                    '"' + (pattern.length() > 80 ? pattern.substring(0, 80) + "..." : pattern) + "\" is not a pattern",
                    "write 1 to 200 characters, * for any, and not only *"));
        }
    }

    static String word(Strength strength) {
        return strength.name().toLowerCase(Locale.ROOT);
    }
}
