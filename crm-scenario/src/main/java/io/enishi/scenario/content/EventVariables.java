package io.enishi.scenario.content;

import io.enishi.core.event.EventField;
import io.enishi.core.event.EventType;
import io.enishi.core.internal.doc.Problems;
import io.enishi.core.value.Problem;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** What a template can name below {@code event}, by the type of the event that began the run: {@link Given} fills it in. */
final class EventVariables {

    private static final String ROOT = "event.";
    private static final Set<String> WITH_LINES =
            Set.of("order.placed", "cart.changed", "order.shipped", "order.delivered");

    private EventVariables() {}

    /** What events of a standard type may have; of lines the list alone. */
    static Set<String> of(EventType type) {
        Set<String> names = new TreeSet<>(Set.of("type"));
        add(names, "at", EventField.Kind.INSTANT);
        type.fields().forEach((name, field) -> {
            add(names, name, field.kind());
            if (name.equals("product") && field.kind() == EventField.Kind.TEXT) {
                names.add("product-name");
            }
        });
        if (names.contains("order")) {
            names.add("order.id");
        }
        if (type.name().equals("order.placed")) {
            names.addAll(Set.of("order", "order.id", "order.site", "order.lines"));
            for (String amount : List.of("total", "gross", "payable", "shipping", "discount", "points-used")) {
                add(names, "order." + amount, EventField.Kind.MONEY);
            }
            add(names, "order.items", EventField.Kind.NUMBER);
        }
        if (WITH_LINES.contains(type.name())) {
            names.add("lines");
        }
        return names;
    }

    private static void add(Set<String> names, String name, EventField.Kind kind) {
        names.add(name);
        Japanese.suffixes(kind).forEach(suffix -> names.add(name + suffix));
    }

    /** What is wrong with {@code variable} when the run was begun by an event of one of these types; by nothing where there are none. */
    static Optional<Problem> problem(String variable, Collection<String> types) {
        if (!variable.startsWith(ROOT)) {
            return Optional.empty();
        }
        if (types.isEmpty()) {
            return Optional.of(new Problem(
                    "",
                    "{{" + variable + "}}, and no event starts this scenario",
                    "take it out of the content, put it into a section, or give it a default"));
        }
        String name = variable.substring(ROOT.length());
        Set<String> known = new TreeSet<>();
        for (String each : types) {
            EventType type = EventType.of(each).orElse(null);
            if (type == null) {
                return Optional.empty(); // a type of the host's own has whatever attributes it has
            }
            known.addAll(of(type));
        }
        if (known.contains(name) || known.contains(name.replaceFirst("(^|\\.)lines\\..*", "$1lines"))) {
            return Optional.empty();
        }
        return Optional.of(new Problem(
                "",
                "{{" + variable + "}}, which " + String.join(" or ", new TreeSet<>(types)) + " does not have",
                Problems.didYouMean(name, known) + " (what may be missing needs a section around it, or a default)"));
    }
}
