package io.enishi.identity;

import io.enishi.core.internal.doc.DocReader;
import io.enishi.core.internal.doc.DocValue;
import io.enishi.core.internal.doc.DocWriter;
import io.enishi.core.internal.doc.Node;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/** Survivorship policies as document trees; see {@link SurvivorshipPolicy#parse} for an example. */
final class SurvivorshipSpelling {

    private static final String ADVICE =
            "use verified, most-recent, most-frequent, longest, {sources: [...]} or {host: function}";

    private SurvivorshipSpelling() {}

    static SurvivorshipPolicy read(DocValue value) {
        return value.mapping(in -> {
            String name = in.name("survivorship");
            Map<String, List<SurvivorshipRule>> fields =
                    in.entries("fields", field -> field.items(SurvivorshipSpelling::readRule));
            List<SurvivorshipRule> otherwise = in.listOrEmpty("otherwise", SurvivorshipSpelling::readRule);
            List<String> verified = in.listOrEmpty("verified-sources", DocValue::text);
            return in.build(
                    () -> new SurvivorshipPolicy(name, new TreeMap<>(fields), otherwise, new TreeSet<>(verified)));
        });
    }

    private static SurvivorshipRule readRule(DocValue value) {
        if (value.isMapping()) {
            return value.mapping(SurvivorshipSpelling::readNamed);
        }
        return value.text(
                word -> switch (word) {
                    case "verified" -> SurvivorshipRule.verified();
                    case "most-recent" -> SurvivorshipRule.mostRecent();
                    case "most-frequent" -> SurvivorshipRule.mostFrequent();
                    case "longest" -> SurvivorshipRule.longest();
                    default -> null;
                },
                "is no rule",
                ADVICE);
    }

    private static SurvivorshipRule readNamed(DocReader in) {
        if (in.has("host")) {
            String function = in.name("host");
            return in.build(() -> SurvivorshipRule.host(function));
        }
        List<String> sources = in.list("sources", DocValue::text);
        return in.build(() -> SurvivorshipRule.sources(sources.toArray(new String[0])));
    }

    static Node.Mapping write(SurvivorshipPolicy policy) {
        DocWriter out = new DocWriter().put("survivorship", policy.name());
        if (!policy.fields().isEmpty()) {
            Map<String, Node> fields = new LinkedHashMap<>();
            policy.fields()
                    .forEach((field, rules) -> fields.put(
                            field,
                            new Node.Items(rules.stream()
                                    .map(SurvivorshipSpelling::write)
                                    .toList())));
            out.put("fields", new Node.Mapping(fields));
        }
        return out.listUnlessEmpty("otherwise", policy.otherwise(), SurvivorshipSpelling::write)
                .listUnlessEmpty("verified-sources", policy.verifiedSources(), Node.Text::new)
                .node();
    }

    private static Node write(SurvivorshipRule rule) {
        if (rule instanceof SurvivorshipRule.Sources named) {
            return new DocWriter()
                    .list("sources", named.sources(), Node.Text::new)
                    .node();
        }
        if (rule instanceof SurvivorshipRule.Host host) {
            return new DocWriter().put("host", host.function()).node();
        }
        return new Node.Text(rule.word());
    }
}
