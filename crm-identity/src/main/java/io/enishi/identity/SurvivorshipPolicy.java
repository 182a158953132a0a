package io.enishi.identity;

import io.enishi.core.internal.doc.Document;
import io.enishi.core.value.DefinitionException;
import io.enishi.core.value.Names;
import io.enishi.core.value.Problem;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Which of several stated values is shown, field by field. An immutable value; {@link RuleBasedSurvivorship} applies it.
 *
 * <p>The rules of a field are asked in order: the first narrows the candidates, the next decides among those that are left. Where all
 * are used up, the latest statement stays, then the verified one, then by source and text; so the answer never depends on the order
 * in which statements came.
 *
 * @param name of the policy
 * @param fields rules by field: the name of a profile attribute, or the family of an identifier's scheme ({@code email})
 * @param otherwise rules of all other fields
 * @param verifiedSources whatever these sources state counts as verified
 */
public record SurvivorshipPolicy(
        String name,
        SortedMap<String, List<SurvivorshipRule>> fields,
        List<SurvivorshipRule> otherwise,
        SortedSet<String> verifiedSources) {

    /**
     * Checks everything and copies.
     *
     * @throws DefinitionException with all problems
     */
    public SurvivorshipPolicy {
        Objects.requireNonNull(name, "name");
        TreeMap<String, List<SurvivorshipRule>> copy = new TreeMap<>();
        fields.forEach((field, rules) -> copy.put(field, List.copyOf(rules)));
        fields = Collections.unmodifiableSortedMap(copy);
        otherwise = List.copyOf(otherwise);
        verifiedSources = Collections.unmodifiableSortedSet(new TreeSet<>(verifiedSources));
        List<Problem> problems = new ArrayList<>();
        checkName(problems, "name", name);
        fields.forEach((field, rules) -> {
            checkName(problems, "fields." + field, field);
            if (rules.isEmpty()) {
                problems.add(new Problem("fields." + field, "has no rules", "name one, or leave the field out"));
            }
            check(problems, "fields." + field, rules);
        });
        check(problems, "otherwise", otherwise);
        for (String source : verifiedSources) {
            checkName(problems, "verified-sources", source);
        }
        if (!problems.isEmpty()) {
            throw new DefinitionException(problems);
        }
    }

    private static void check(List<Problem> problems, String path, List<SurvivorshipRule> rules) {
        Set<String> words = new HashSet<>();
        for (int i = 0; i < rules.size(); i++) {
            SurvivorshipRule rule = rules.get(i);
            String at = path + '[' + i + ']';
            if (!words.add(rule.word())) {
                problems.add(new Problem(at, "says " + rule.word() + " again", "say it once"));
            }
            if (rule instanceof SurvivorshipRule.Sources named) {
                if (named.sources().isEmpty()) {
                    problems.add(new Problem(at, "names no source", "name at least one"));
                }
                if (new HashSet<>(named.sources()).size() < named.sources().size()) {
                    problems.add(new Problem(at, "names a source twice", "name it once"));
                }
                named.sources().forEach(source -> checkName(problems, at, source));
            }
            if (rule instanceof SurvivorshipRule.Host host) {
                checkName(problems, at, host.function());
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

    /** Verified before unverified, then the latest; the longest kana and address. */
    public static SurvivorshipPolicy standard() {
        List<SurvivorshipRule> usual = List.of(SurvivorshipRule.verified(), SurvivorshipRule.mostRecent());
        List<SurvivorshipRule> whole = List.of(SurvivorshipRule.verified(), SurvivorshipRule.longest());
        return new SurvivorshipPolicy(
                "standard", new TreeMap<>(Map.of("address", whole, "kana", whole)), usual, new TreeSet<>());
    }

    /**
     * Reads a policy from YAML or JSON.
     *
     * <pre>{@code
     * survivorship: my-shop
     * fields:
     *   name: [verified, {sources: [ec, pos]}, most-recent]
     *   address: [longest, most-recent]
     *   nickname: [{host: prettiest}]
     * otherwise: [verified, most-recent]
     * verified-sources: [kyc]
     * }</pre>
     *
     * @throws DefinitionException with everything that is wrong
     */
    public static SurvivorshipPolicy parse(String text) {
        return Document.parse(text).read(SurvivorshipSpelling::read);
    }

    public String toYaml() {
        return Document.of(SurvivorshipSpelling.write(this)).toYaml();
    }

    public String toJson() {
        return Document.of(SurvivorshipSpelling.write(this)).toJson();
    }

    /** SHA-256 over the canonical JSON: equal policies have equal hashes. */
    public String definitionHash() {
        return Document.of(SurvivorshipSpelling.write(this)).definitionHash();
    }

    List<SurvivorshipRule> rulesOf(String field) {
        return fields.getOrDefault(field, otherwise);
    }
}
