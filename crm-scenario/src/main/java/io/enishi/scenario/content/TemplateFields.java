package io.enishi.scenario.content;

import io.enishi.core.internal.doc.Problems;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** What a template can name of the products that are recommended and of the lines of an order, a cart or a parcel: {@link Given} fills it in. */
final class TemplateFields {

    /** As many as are recommended at most. */
    static final int MOST_SUGGESTIONS = 10;

    private static final Set<String> PRODUCT =
            new TreeSet<>(List.of("product", "name", "category", "price", "price-number"));
    private static final Set<String> LINE = new TreeSet<>(List.of(
            "product",
            "name",
            "category",
            "price",
            "price-number",
            "quantity",
            "quantity-plain",
            "total",
            "total-number"));
    private static final Pattern LINES = Pattern.compile("event\\.(order\\.)?lines(\\..*)?");

    private TemplateFields() {}

    /**
     * What a section opens up to what stands in it.
     *
     * @param section its name
     * @param fields what can be named of it
     * @param open whether it has fields of any name, such as the event
     */
    record Scope(String section, Set<String> fields, boolean open) {}

    /** The section {@code name} among those that are open around it; one that stands for what is not there opens up nothing. */
    static Scope scope(String name, boolean inverted, Collection<Scope> around) {
        String root = TemplateText.split(name)[0];
        if (inverted) {
            return new Scope(name, Set.of(), false);
        } else if (root.equals("recommendation")) {
            return new Scope(name, PRODUCT, false);
        } else if (root.equals("coupon")) {
            return new Scope(name, TemplateText.COUPON, false);
        } else if (LINES.matcher(name).matches()) {
            return new Scope(name, LINE, false);
        }
        boolean ofTheEvent =
                !TemplateText.ROOTS.contains(root) && around.stream().anyMatch(Scope::open);
        return new Scope(name, Set.of(), ofTheEvent || root.equals("event"));
    }

    /** Remembers what is wrong with {@code name}, where it is of what is recommended or of lines. */
    static void check(String name, boolean section, String path, Problems problems) {
        String[] parts = TemplateText.split(name);
        if (parts[0].equals("recommendation")) {
            item(name, parts, 1, PRODUCT, section, path, problems);
        } else if (LINES.matcher(name).matches()) {
            item(name, parts, parts[1].equals("lines") ? 2 : 3, LINE, section, path, problems);
        }
    }

    private static void item(
            String name, String[] parts, int at, Set<String> fields, boolean section, String path, Problems problems) {
        String list = String.join(".", List.of(parts).subList(0, at));
        if (parts.length == at || (parts.length == at + 1 && isNumber(parts[at]))) {
            if (!section) {
                problems.add(
                        path,
                        "{{" + name + "}} does not say what of it",
                        "write " + list + ".0.name, or {{#" + list + "}}{{name}}{{/" + list + "}}");
            }
            return;
        }
        if (!isNumber(parts[at])) {
            problems.add(
                    path,
                    "{{" + name + "}} does not say which of them",
                    "write " + list + ".0." + parts[at] + ", or {{#" + list + "}}{{" + parts[at] + "}}{{/" + list
                            + "}}");
        } else if (parts[at].length() > 1 && list.equals("recommendation")) {
            problems.add(
                    path,
                    "{{" + name + "}} is beyond the " + MOST_SUGGESTIONS + " that are recommended",
                    "count from 0 to " + (MOST_SUGGESTIONS - 1));
        }
        if (isNumber(parts[at]) && (parts.length > at + 2 || !fields.contains(parts[at + 1]))) {
            unknown(name, parts[at + 1], fields, path, problems);
        }
    }

    private static boolean isNumber(String part) {
        return part.chars().allMatch(c -> c >= '0' && c <= '9');
    }

    /** Remembers that {@code name}, which stands in sections and begins with no root, is nothing of theirs. */
    static void checkInside(String name, Collection<Scope> around, String path, Problems problems) {
        Set<String> fields = new TreeSet<>();
        for (Scope scope : around) {
            if (scope.open()) {
                return;
            }
            fields.addAll(scope.fields());
        }
        if (!fields.contains(name)) {
            unknown(name, name, fields.isEmpty() ? TemplateText.ROOTS : fields, path, problems);
        }
    }

    private static void unknown(String name, String field, Set<String> fields, String path, Problems problems) {
        problems.add(path, "there is no variable " + ContentCheck.shown(name), Problems.didYouMean(field, fields));
    }
}
