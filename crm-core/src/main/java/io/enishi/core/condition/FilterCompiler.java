package io.enishi.core.condition;

import io.enishi.core.event.EventBody;
import io.enishi.core.event.EventField;
import io.enishi.core.event.EventType;
import io.enishi.core.internal.doc.Problems;
import io.enishi.core.spi.Catalog;
import io.enishi.core.value.AttributeValue;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Compiles selections: checks their fields against the vocabulary, and makes one {@link BodyTest} for each type they cover. */
final class FilterCompiler {

    private final ConditionContext context;
    private final Problems problems;

    FilterCompiler(ConditionContext context, Problems problems) {
        this.context = context;
        this.problems = problems;
    }

    /** @param where the path of the selection's filter */
    CompiledFilter compile(Selection selection, String where) {
        Map<String, BodyTest> standard = new HashMap<>();
        Map<String, BodyTest> custom = new HashMap<>();
        BodyTest otherCustom = null;
        if (selection.kind() == Selection.Kind.TYPES) {
            for (String name : selection.types()) {
                EventType type = EventType.of(name).orElse(null);
                if (EventType.isCustomOfShop(name)) {
                    standard.put(name, customTest(selection.where()));
                } else if (type == null) {
                    custom.put(name.substring(EventBody.Custom.PREFIX.length()), customTest(selection.where()));
                } else {
                    standard.put(name, standardTest(selection.where(), type, true, where));
                }
            }
        } else {
            List<EventType> types = coveredBy(selection.kind());
            requireSomewhere(selection.where(), types, where);
            for (EventType type : types) {
                standard.put(type.name(), standardTest(selection.where(), type, false, where));
            }
            otherCustom = customTest(selection.where());
        }
        return new CompiledFilter(selection, standard, custom, otherCustom);
    }

    private static List<EventType> coveredBy(Selection.Kind kind) {
        return EventType.all().stream()
                .filter(type -> kind == Selection.Kind.ALL || type.isAction())
                .toList();
    }

    /** What filters are made of, whatever the type. */
    private abstract static class Combining implements EventFilter.Cases<BodyTest> {

        @Override
        public BodyTest all(EventFilter.All all) {
            return BodyTest.all(tests(all.filters()));
        }

        @Override
        public BodyTest any(EventFilter.Any any) {
            return BodyTest.any(tests(any.filters()));
        }

        @Override
        public BodyTest not(EventFilter.Not not) {
            return BodyTest.not(not.filter().fold(this));
        }

        private List<BodyTest> tests(List<EventFilter> filters) {
            return filters.stream().map(filter -> filter.fold(this)).toList();
        }
    }

    // ------------------------------------------------------------------ standard types

    /** @param strict whether a field that the type lacks is a problem; else it is absent */
    private BodyTest standardTest(EventFilter filter, EventType type, boolean strict, String path) {
        return filter.fold(new Combining() {
            @Override
            public BodyTest field(EventFilter.Field test) {
                EventField field = fieldOf(test.name(), type, strict, path);
                if (field == null) {
                    return absent(test.test());
                }
                return suits(field, test.test(), type, path)
                        ? BodyTest.field(field, test.test(), context.converter())
                        : BodyTest.never();
            }

            @Override
            public BodyTest catalogFact(EventFilter.CatalogFact fact) {
                EventField products = fieldOf(fact.field(), type, strict, path);
                if (products == null) {
                    return absent(fact.test());
                }
                if (products.kind() != EventField.Kind.TEXT && products.kind() != EventField.Kind.TEXTS) {
                    problems.add(
                            path + "." + fact.field() + "/" + fact.fact(),
                            "field " + fact.field() + " of " + type.name() + " holds no products",
                            "name a field that does, normally \"product\"");
                    return BodyTest.never();
                }
                return catalogTest(products, fact);
            }
        });
    }

    private static BodyTest absent(ValueTest test) {
        boolean passes = test instanceof ValueTest.Absent;
        return body -> passes;
    }

    private @Nullable EventField fieldOf(String name, EventType type, boolean strict, String path) {
        EventField field = type.field(name).orElse(null);
        if (field == null && strict) {
            problems.add(
                    path + "." + name,
                    type.name() + " has no field \"" + name + '"',
                    Problems.didYouMean(name, type.fields().keySet()));
        }
        return field;
    }

    /** A field that none of many types has is a slip; that some lack it is normal. */
    private void requireSomewhere(EventFilter filter, List<EventType> types, String path) {
        if (filter instanceof EventFilter.All all) {
            all.filters().forEach(part -> requireSomewhere(part, types, path));
        } else if (filter instanceof EventFilter.Any any) {
            any.filters().forEach(part -> requireSomewhere(part, types, path));
        } else if (filter instanceof EventFilter.Not not) {
            requireSomewhere(not.filter(), types, path);
        } else {
            String name = filter instanceof EventFilter.Field field
                    ? field.name()
                    : ((EventFilter.CatalogFact) filter).field();
            if (types.stream().noneMatch(type -> type.field(name).isPresent())) {
                TreeSet<String> known = new TreeSet<>();
                types.forEach(type -> known.addAll(type.fields().keySet()));
                problems.add(
                        path + "." + name,
                        "no standard event has a field \"" + name + '"',
                        Problems.didYouMean(name, known) + " (for a field of custom events, name their types)");
            }
        }
    }

    private boolean suits(EventField field, ValueTest test, EventType type, String path) {
        String needed = needed(test);
        boolean suits = switch (field.kind()) {
            case TEXT, TEXTS -> needed.isEmpty() || needed.equals("a text");
            case NUMBER, MONEY, INSTANT -> needed.isEmpty() || needed.equals("a number");
            case FLAG -> needed.isEmpty() || needed.equals("true or false");
        };
        if (!suits) {
            problems.add(
                    path + "." + field.name(),
                    "field \"" + field.name() + "\" of " + type.name() + " is of kind " + field.kind()
                            + ", but the test asks for " + needed,
                    "");
        }
        return suits;
    }

    private static String needed(ValueTest test) {
        if (test instanceof ValueTest.Present || test instanceof ValueTest.Absent) {
            return "";
        }
        if (test instanceof ValueTest.Compares) {
            return "a number";
        }
        if (test instanceof ValueTest.StartsWith) {
            return "a text";
        }
        AttributeValue first = ((ValueTest.In) test).values().get(0);
        if (first instanceof AttributeValue.Text) {
            return "a text";
        }
        if (first instanceof AttributeValue.Whole) {
            return "a number";
        }
        return first instanceof AttributeValue.Flag ? "true or false" : "a day";
    }

    // ------------------------------------------------------------------ catalogue

    private BodyTest catalogTest(EventField products, EventFilter.CatalogFact fact) {
        Catalog catalog = context.catalog();
        String name = fact.fact();
        if (fact.test() instanceof ValueTest.Absent) {
            Predicate<String> known = product -> !catalog.facts(product, name).isEmpty();
            return body -> !products.anyText(body, known);
        }
        AttributeTest test = AttributeTest.of(fact.test());
        Predicate<String> passes = product -> {
            List<AttributeValue> values = catalog.facts(product, name);
            for (int i = 0; i < values.size(); i++) {
                if (test.test(values.get(i))) {
                    return true;
                }
            }
            return false;
        };
        return body -> products.anyText(body, passes);
    }

    // ------------------------------------------------------------------ custom types

    private BodyTest customTest(EventFilter filter) {
        return filter.fold(new Combining() {
            @Override
            public BodyTest field(EventFilter.Field field) {
                return BodyTest.attribute(field.name(), field.test());
            }

            @Override
            public BodyTest catalogFact(EventFilter.CatalogFact fact) {
                return catalogTest(EventType.customField(fact.field(), EventField.Kind.TEXT), fact);
            }
        });
    }
}
