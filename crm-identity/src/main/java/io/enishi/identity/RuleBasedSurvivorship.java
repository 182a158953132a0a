package io.enishi.identity;

import io.enishi.core.customer.GoldenRecord;
import io.enishi.core.customer.GoldenRecord.GoldenValue;
import io.enishi.core.customer.Stated;
import io.enishi.core.spi.Survivorship;
import io.enishi.core.value.AttributeValue;
import io.enishi.core.value.DefinitionException;
import io.enishi.core.value.Problem;
import io.enishi.identity.SurvivorshipRule.HostChoice;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;

/**
 * Makes golden records by a {@link SurvivorshipPolicy}. Immutable and thread-safe if the host's functions are.
 *
 * <p>Blank texts are no values. A value is what was stated, never rewritten: 山田太郎 and 山田 太郎 are two.
 */
public final class RuleBasedSurvivorship implements Survivorship {

    private final SurvivorshipPolicy policy;
    private final Map<String, HostChoice> functions;

    private RuleBasedSurvivorship(SurvivorshipPolicy policy, Map<String, HostChoice> functions) {
        this.policy = policy;
        this.functions = Map.copyOf(functions);
    }

    /**
     * For a policy that names no host functions.
     *
     * @throws DefinitionException if it does
     */
    public static RuleBasedSurvivorship of(SurvivorshipPolicy policy) {
        return of(policy, Map.of());
    }

    /**
     * Ready to be asked.
     *
     * @param functions by the names that the policy uses
     * @throws DefinitionException with all names that are missing
     */
    public static RuleBasedSurvivorship of(SurvivorshipPolicy policy, Map<String, HostChoice> functions) {
        Objects.requireNonNull(policy, "policy");
        List<Problem> problems = new ArrayList<>();
        policy.fields().forEach((field, rules) -> check(problems, "fields." + field, rules, functions));
        check(problems, "otherwise", policy.otherwise(), functions);
        if (!problems.isEmpty()) {
            throw new DefinitionException(problems);
        }
        return new RuleBasedSurvivorship(policy, functions);
    }

    private static void check(
            List<Problem> problems, String path, List<SurvivorshipRule> rules, Map<String, HostChoice> functions) {
        for (int i = 0; i < rules.size(); i++) {
            if (rules.get(i) instanceof SurvivorshipRule.Host host && !functions.containsKey(host.function())) {
                problems.add(new Problem(
                        path + '[' + i + ']',
                        "no host function is called \"" + host.function() + '"',
                        "hand it over with the policy"));
            }
        }
    }

    public SurvivorshipPolicy policy() {
        return policy;
    }

    /** The golden record of rows that are one person. */
    public GoldenRecord ofRows(Collection<SourceRecord> rows) {
        List<Stated> statements = new ArrayList<>();
        rows.forEach(row -> statements.addAll(row.statements()));
        return of(statements);
    }

    @Override
    public GoldenRecord of(Collection<Stated> statements) {
        Map<String, List<Stated>> byField = new TreeMap<>();
        for (Stated stated : statements) {
            if (!(stated.value() instanceof AttributeValue.Text text
                    && text.text().isBlank())) {
                boolean verified = stated.verified() || policy.verifiedSources().contains(stated.source());
                byField.computeIfAbsent(stated.field(), field -> new ArrayList<>())
                        .add(new Stated(
                                stated.field(),
                                stated.value(),
                                stated.origin(),
                                stated.source(),
                                stated.at(),
                                verified));
            }
        }
        TreeMap<String, GoldenValue> fields = new TreeMap<>();
        byField.forEach((field, stated) -> fields.put(field, survivor(field, stated)));
        return new GoldenRecord(fields);
    }

    private GoldenValue survivor(String field, List<Stated> all) {
        all.sort(GoldenRecord.LATEST.reversed()); // what a host's function is shown does not depend on arrival
        int different = values(all).size();
        List<Stated> left = all;
        String rule = different == 1 ? "only-value" : "latest";
        for (SurvivorshipRule next : policy.rulesOf(field)) {
            boolean open = values(left).size() > 1;
            left = next.best(field, List.copyOf(left), functions);
            if (open && values(left).size() == 1) {
                rule = next.word();
            }
        }
        Stated survivor = Collections.max(left, GoldenRecord.LATEST);
        int supporters = (int) all.stream()
                .filter(stated -> stated.value().equals(survivor.value()))
                .count();
        return new GoldenValue(survivor, rule, supporters, different);
    }

    private static Set<AttributeValue> values(List<Stated> statements) {
        Set<AttributeValue> values = new HashSet<>();
        statements.forEach(stated -> values.add(stated.value()));
        return values;
    }
}
