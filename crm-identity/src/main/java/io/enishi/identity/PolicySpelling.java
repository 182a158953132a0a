package io.enishi.identity;

import io.enishi.core.internal.doc.DocReader;
import io.enishi.core.internal.doc.DocValue;
import io.enishi.core.internal.doc.DocWriter;
import io.enishi.core.internal.doc.Node;
import io.enishi.identity.IdentityPolicy.Agreement;
import io.enishi.identity.IdentityPolicy.Combination;
import io.enishi.identity.IdentityPolicy.Grade;
import io.enishi.identity.IdentityPolicy.Rate;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;

/** Identity policies as document trees; see {@link IdentityPolicy#parse} for an example. */
final class PolicySpelling {

    private static final int USUAL_FAN_OUT = 20;

    private PolicySpelling() {}

    // ------------------------------------------------------------------ reading

    static IdentityPolicy read(DocValue value) {
        return value.mapping(in -> {
            String name = in.name("identity-policy");
            boolean standard = like(in);
            Map<String, Grade> grades = in.entries("grades", PolicySpelling::readGrade);
            Map<String, Agreement> agreements = in.entries("agreements", PolicySpelling::readAgreement);
            List<Combination> combinations = in.listOrEmpty("combinations", PolicySpelling::readCombination);
            Map<String, Integer> limits = in.entries("limits", PolicySpelling::readNumber);
            Map<String, Rate> rates = in.entries("rates", PolicySpelling::readRate);
            List<String> accounts = in.listOrEmpty("accounts", DocValue::text);
            List<String> priority = in.listOrEmpty("priority", DocValue::text);
            Map<String, List<String>> blocked = in.entries("blocked", PolicySpelling::readTexts);
            int usual = standard ? IdentityPolicy.standard().fanOut() : USUAL_FAN_OUT;
            int fanOut = in.integer("fan-out", usual, Integer.MIN_VALUE, Integer.MAX_VALUE);
            Map<String, Integer> fanOuts = in.entries("fan-outs", PolicySpelling::readNumber);
            List<String> relays = in.listOrEmpty("relays", DocValue::text);
            boolean unnamed = in.flag("unnamed", true);
            return in.build(() -> {
                IdentityPolicyBuilder policy =
                        standard ? IdentityPolicy.standard().toBuilder(name) : IdentityPolicy.builder(name);
                if (!combinations.isEmpty()) {
                    policy.noCombinations();
                }
                blocked.forEach((of, patterns) -> policy.block(of, patterns.toArray(new String[0])));
                relays.forEach(policy::relay);
                accounts.forEach(policy::account);
                if (!priority.isEmpty()) {
                    policy.priority(priority.toArray(new String[0]));
                }
                return policy.add(grades, agreements, combinations, limits, rates, fanOuts)
                        .fanOut(fanOut)
                        .unnamed(unnamed)
                        .build();
            });
        });
    }

    private static boolean like(DocReader in) {
        if (!in.has("like")) {
            return false;
        }
        String like = in.name("like");
        if (!like.isEmpty() && !like.equals("standard")) {
            in.problem("like", "no policy is called \"" + like + '"', "write \"standard\", or leave it out");
        }
        return true;
    }

    private static Grade readGrade(DocValue value) {
        if (value.isText()) {
            Strength strength = readStrength(value);
            return new Grade(strength, strength);
        }
        return value.mapping(in -> {
            Strength verified = in.choice("verified", Strength.class);
            Strength unverified = in.choice("unverified", Strength.class);
            return in.build(() -> new Grade(verified, unverified));
        });
    }

    private static Strength readStrength(DocValue value) {
        return value.text(
                text -> {
                    for (Strength strength : Strength.values()) {
                        if (DocWriter.spelled(strength).equals(text)) {
                            return strength;
                        }
                    }
                    return null;
                },
                "is no strength",
                "use never, weak, medium, strong or deterministic");
    }

    private static Agreement readAgreement(DocValue value) {
        return value.mapping(in -> {
            List<String> attributes = in.list("attributes", DocValue::text);
            Strength strength = in.choice("strength", Strength.class);
            return in.build(() -> new Agreement(new TreeSet<>(attributes), strength));
        });
    }

    private static Combination readCombination(DocValue value) {
        return value.mapping(in -> {
            int count = in.integer("count", Integer.MIN_VALUE, Integer.MAX_VALUE);
            Strength of = in.choice("of", Strength.class);
            Strength as = in.choice("as", Strength.class);
            boolean unnamed = in.flag("unnamed", false);
            return in.build(() -> new Combination(count, of, as, unnamed));
        });
    }

    private static Rate readRate(DocValue value) {
        return value.mapping(in -> {
            int atMost = in.integer("at-most", Integer.MIN_VALUE, Integer.MAX_VALUE);
            Duration within = in.duration("within");
            return in.build(() -> new Rate(atMost, within));
        });
    }

    private static int readNumber(DocValue value) {
        long number = value.whole();
        if (number != (int) number) {
            throw value.unreadable("does not fit into 32 bits", "");
        }
        return (int) number;
    }

    private static List<String> readTexts(DocValue value) {
        return value.isList() ? value.items(DocValue::text) : List.of(value.text());
    }

    // ------------------------------------------------------------------ writing

    static Node.Mapping write(IdentityPolicy policy) {
        DocWriter out = new DocWriter().put("identity-policy", policy.name());
        entries(out, "grades", policy.grades(), PolicySpelling::write);
        entries(out, "agreements", policy.agreements(), PolicySpelling::write);
        out.listUnlessEmpty("combinations", policy.combinations(), PolicySpelling::write);
        entries(out, "limits", policy.limits(), number -> new Node.Whole(number));
        entries(out, "rates", policy.rates(), PolicySpelling::write);
        out.listUnlessEmpty("accounts", policy.accounts(), Node.Text::new);
        entries(out, "blocked", policy.blocked(), PolicySpelling::write);
        out.putUnless(USUAL_FAN_OUT, "fan-out", policy.fanOut());
        entries(out, "fan-outs", policy.fanOuts(), number -> new Node.Whole(number));
        return out.listUnlessEmpty("relays", policy.relays(), Node.Text::new)
                .listUnlessEmpty("priority", policy.priority(), Node.Text::new)
                .putUnless(true, "unnamed", policy.unnamed())
                .node();
    }

    private static <T> void entries(DocWriter out, String field, Map<String, T> entries, Function<T, Node> written) {
        if (!entries.isEmpty()) {
            Map<String, Node> fields = new LinkedHashMap<>();
            entries.forEach((name, entry) -> fields.put(name, written.apply(entry)));
            out.put(field, new Node.Mapping(fields));
        }
    }

    private static Node write(Grade grade) {
        if (grade.verified() == grade.unverified()) {
            return new Node.Text(DocWriter.spelled(grade.verified()));
        }
        return new DocWriter()
                .put("verified", grade.verified())
                .put("unverified", grade.unverified())
                .node();
    }

    private static Node write(Rate rate) {
        return new DocWriter()
                .put("at-most", rate.atMost())
                .put("within", rate.within())
                .node();
    }

    private static Node write(Agreement agreement) {
        return new DocWriter()
                .list("attributes", agreement.attributes(), Node.Text::new)
                .put("strength", agreement.strength())
                .node();
    }

    private static Node write(Combination combination) {
        return new DocWriter()
                .put("count", combination.count())
                .put("of", combination.of())
                .put("as", combination.as())
                .putUnless(false, "unnamed", combination.unnamed())
                .node();
    }

    private static Node write(SortedSet<String> texts) {
        return texts.size() == 1
                ? new Node.Text(texts.first())
                : new Node.Items(texts.stream().<Node>map(Node.Text::new).toList());
    }
}
