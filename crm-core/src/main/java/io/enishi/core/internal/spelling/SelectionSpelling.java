package io.enishi.core.internal.spelling;

import io.enishi.core.condition.EventFilter;
import io.enishi.core.condition.Selection;
import io.enishi.core.event.EventType;
import io.enishi.core.internal.doc.DocReader;
import io.enishi.core.internal.doc.DocValue;
import io.enishi.core.internal.doc.DocWriter;
import io.enishi.core.internal.doc.Node;
import io.enishi.core.internal.doc.Problems;
import io.enishi.core.value.Names;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Which events, and filters on their fields.
 *
 * <p>A selection inside a mapping takes two fields: {@code count: orders} and, beside it, {@code where: {amount: {at-least: 30000}}}.
 * Standing alone it is {@code {of: orders, where: ...}}, or just {@code orders}. The words {@code orders} (net of cancelled and
 * refunded ones), {@code actions} and {@code events} (all) stand beside type names and lists of type names.
 *
 * <p>A filter is a mapping from fields to value tests, all of which must pass; {@code product/category: ink} tests a catalogue fact
 * of the products in field {@code product}. {@code {all: [...]}}, {@code {any: [...]}} and {@code {not: ...}} combine filters; {@code
 * {field: any, is: 3}} spells a test of a field that is named like one of these words.
 */
public final class SelectionSpelling {

    private static final String ORDERS = "orders";
    private static final String ACTIONS = "actions";
    private static final String EVENTS = "events";
    private static final Set<String> FILTER_WORDS = Set.of("all", "any", "not", "field");
    /** Between the field that holds products and the name of a catalogue fact; never part of a name. */
    private static final char FACT = '/';

    private static final Set<String> STAND_ALONE = Set.of(ORDERS, ACTIONS, EVENTS);

    /** As long as the name of a host's shop event with its prefix can be. */
    private static final int MAX_TYPE = 76;

    private SelectionSpelling() {}

    // ------------------------------------------------------------------ selections

    /** Reads the selection in {@code field} and the filter in {@code where}. Null, against the type, after a problem. */
    public static Selection read(DocReader in, String field) {
        Selection selection = in.read(field, SelectionSpelling::readTypes);
        EventFilter where = in.read("where", EventFilter.any(), SelectionSpelling::readFilter);
        return selection == null || where == null ? selection : selection.where(where);
    }

    /** Reads a selection that stands alone. */
    public static Selection read(DocValue value) {
        if (value.isMapping()) {
            return value.mapping(in -> {
                Selection selection = read(in, "of");
                return in.build(() -> selection);
            });
        }
        return readTypes(value);
    }

    private static Selection readTypes(DocValue value) {
        if (value.isList()) {
            SortedSet<String> types = new TreeSet<>(value.items(SelectionSpelling::readType));
            if (types.isEmpty()) {
                throw value.unreadable("no event type is listed", "write at least one, or \"events\" for all");
            }
            return new Selection(Selection.Kind.TYPES, types, EventFilter.any(), false);
        }
        String text = value.text();
        return switch (text) {
            case ORDERS -> Selection.orders();
            case ACTIONS -> Selection.actions();
            case EVENTS -> Selection.allEvents();
            default -> Selection.of(readType(value));
        };
    }

    private static String readType(DocValue value) {
        String type = value.text();
        if (STAND_ALONE.contains(type)) {
            throw value.unreadable(
                    '"' + type + "\" is no event type but a selection of its own", "write it alone, not in a list");
        }
        if (!EventType.isKnown(type) || (EventType.isCustom(type) && !Names.isName(type, MAX_TYPE))) {
            List<String> known = new ArrayList<>();
            EventType.all().forEach(standard -> known.add(standard.name()));
            known.addAll(List.of(ORDERS, ACTIONS, EVENTS, "custom:<name>", "shop.custom:<name>"));
            throw value.unreadable(
                    "unknown event type \"" + (type.length() <= 80 ? type : type.substring(0, 80)) + '"',
                    Problems.didYouMean(type, known));
        }
        return type;
    }

    /** Writes a selection into {@code field} and its filter into {@code where}. */
    public static void write(DocWriter out, String field, Selection selection) {
        out.put(field, writeTypes(selection));
        if (!selection.where().equals(EventFilter.any())) {
            out.put("where", write(selection.where()));
        }
    }

    /** Writes a selection that stands alone. */
    public static Node write(Selection selection) {
        if (selection.where().equals(EventFilter.any())) {
            return writeTypes(selection);
        }
        DocWriter out = new DocWriter();
        write(out, "of", selection);
        return out.node();
    }

    private static Node writeTypes(Selection selection) {
        return switch (selection.kind()) {
            case ACTIONS -> new Node.Text(ACTIONS);
            case ALL -> new Node.Text(EVENTS);
            case TYPES -> {
                if (selection.net()) {
                    yield new Node.Text(ORDERS);
                }
                yield selection.types().size() == 1
                        ? new Node.Text(selection.types().first())
                        : new Node.Items(selection.types().stream()
                                .<Node>map(Node.Text::new)
                                .toList());
            }
        };
    }

    // ------------------------------------------------------------------ filters

    public static EventFilter readFilter(DocValue value) {
        return value.mapping(SelectionSpelling::readFilter);
    }

    private static EventFilter readFilter(DocReader in) {
        if (in.has("all")) {
            List<EventFilter> filters = in.list("all", SelectionSpelling::readFilter);
            return in.build(() -> new EventFilter.All(filters));
        }
        if (in.has("any")) {
            List<EventFilter> filters = in.list("any", SelectionSpelling::readFilter);
            return in.build(() -> new EventFilter.Any(filters));
        }
        if (in.has("not")) {
            EventFilter filter = in.read("not", SelectionSpelling::readFilter);
            return in.build(() -> new EventFilter.Not(filter));
        }
        if (in.has("field")) {
            String field = in.text("field");
            var test = ValueSpelling.readTest(in);
            return in.build(() -> fieldOrFact(field, test));
        }
        List<EventFilter> filters = new ArrayList<>();
        in.self().entries(value -> value).forEach((name, value) -> {
            EventFilter filter = in.read(name, test -> fieldFilter(name, test));
            if (filter != null) {
                filters.add(filter);
            }
        });
        return in.build(() -> filters.size() == 1 ? filters.get(0) : new EventFilter.All(filters));
    }

    private static EventFilter fieldFilter(String name, DocValue value) {
        var test = ValueSpelling.readTest(value);
        try {
            return fieldOrFact(name, test);
        } catch (IllegalArgumentException e) {
            throw value.unreadable(
                    String.valueOf(e.getMessage()), "write a field of the event, or product/<catalogue fact>");
        }
    }

    private static EventFilter fieldOrFact(String name, io.enishi.core.condition.ValueTest test) {
        int slash = name.indexOf(FACT);
        return slash < 0
                ? new EventFilter.Field(name, test)
                : new EventFilter.CatalogFact(name.substring(0, slash), name.substring(slash + 1), test);
    }

    public static Node write(EventFilter filter) {
        if (filter instanceof EventFilter.All all) {
            Map<String, Node> fields = new LinkedHashMap<>();
            Set<String> names = new HashSet<>();
            for (EventFilter part : all.filters()) {
                String name = shortName(part);
                if (name.isEmpty() || !names.add(name)) {
                    break;
                }
                fields.put(name, ValueSpelling.write(testOf(part)));
            }
            // One mapping says them all, unless there is one only (that spells the test itself) or they need their own
            // mappings.
            return fields.size() == all.filters().size() && fields.size() > 1
                    ? new Node.Mapping(fields)
                    : new DocWriter()
                            .list("all", all.filters(), SelectionSpelling::write)
                            .node();
        }
        if (filter instanceof EventFilter.Any any) {
            return new DocWriter()
                    .list("any", any.filters(), SelectionSpelling::write)
                    .node();
        }
        if (filter instanceof EventFilter.Not not) {
            return new DocWriter().put("not", write(not.filter())).node();
        }
        String name = shortName(filter);
        if (!name.isEmpty()) {
            return new DocWriter()
                    .put(name, ValueSpelling.write(testOf(filter)))
                    .node();
        }
        DocWriter out = new DocWriter().put("field", ((EventFilter.Field) filter).name());
        ValueSpelling.write(out, testOf(filter));
        return out.node();
    }

    /** The field name that spells a test in a mapping of tests; empty if there is none. */
    private static String shortName(EventFilter filter) {
        if (filter instanceof EventFilter.Field field) {
            return FILTER_WORDS.contains(field.name()) ? "" : field.name();
        }
        if (filter instanceof EventFilter.CatalogFact fact) {
            return fact.field() + FACT + fact.fact();
        }
        return "";
    }

    private static io.enishi.core.condition.ValueTest testOf(EventFilter filter) {
        return filter instanceof EventFilter.Field field ? field.test() : ((EventFilter.CatalogFact) filter).test();
    }
}
