package io.enishi.scenario;

import io.enishi.core.condition.Span;
import io.enishi.core.internal.doc.DocValue;
import io.enishi.core.internal.doc.DocWriter;
import io.enishi.core.internal.doc.Node;
import io.enishi.core.internal.spelling.TimeSpelling;
import java.util.List;

/** Figures and lengths as document trees. */
final class FigureForm {

    private static final List<String> HEADS = List.of("field", "catalog", "attribute");

    private FigureForm() {}

    /** {@code 20}, {@code {field: quantity}}, {@code {catalog: stock}} or {@code {attribute: cycle-days}}. */
    static Figure read(DocValue value) {
        return value.isMapping() ? lookedUp(value) : new Figure.Written(value.whole());
    }

    private static Figure lookedUp(DocValue value) {
        return value.mapping(in -> {
            String head = in.head("figure", HEADS);
            String name = in.name(head);
            return in.build(() -> switch (head) {
                case "field" -> new Figure.Field(name);
                case "catalog" -> new Figure.Catalog(name);
                default -> new Figure.Attribute(name);
            });
        });
    }

    static Node write(Figure figure) {
        if (figure instanceof Figure.Written written) {
            return new Node.Whole(written.number());
        }
        DocWriter out = new DocWriter();
        if (figure instanceof Figure.Field field) {
            out.put("field", field.field());
        } else if (figure instanceof Figure.Catalog catalog) {
            out.put("catalog", catalog.fact());
        } else {
            out.put("attribute", ((Figure.Attribute) figure).attribute());
        }
        return out.node();
    }

    /** A span, or {@code {days: {catalog: use-period-days}, more: -5, otherwise: 25 days}}. */
    static Length readLength(DocValue value) {
        if (!value.isMapping()) {
            return new Length.Fixed(TimeSpelling.readSpan(value));
        }
        return value.mapping(in -> {
            Figure figure = in.read("days", FigureForm::read);
            int more = in.integer("more", 0, -Length.Days.MOST, Length.Days.MOST);
            Span otherwise = in.optional("otherwise", TimeSpelling::readSpan);
            return in.build(() -> new Length.Days(figure, more, otherwise));
        });
    }

    static Node write(Length length) {
        if (length instanceof Length.Fixed fixed) {
            return TimeSpelling.write(fixed.span());
        }
        Length.Days days = (Length.Days) length;
        DocWriter out = new DocWriter().put("days", write(days.figure())).putUnless(0, "more", days.more());
        ScenarioForm.put(out, "otherwise", days.otherwise());
        return out.node();
    }
}
