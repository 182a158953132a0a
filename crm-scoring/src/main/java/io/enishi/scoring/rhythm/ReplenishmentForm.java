package io.enishi.scoring.rhythm;

import io.enishi.core.condition.Span;
import io.enishi.core.internal.doc.DocReader;
import io.enishi.core.internal.doc.DocValue;
import io.enishi.core.internal.doc.DocWriter;
import io.enishi.core.internal.doc.Document;
import io.enishi.core.internal.doc.Node;
import io.enishi.core.internal.spelling.TimeSpelling;
import java.time.ZoneId;
import java.util.HashSet;
import java.util.List;

/** Replenishment as a document; the grammar is taught in the package's documentation. */
final class ReplenishmentForm {

    private ReplenishmentForm() {}

    static Replenishment read(Document document) {
        return document.read(root -> root.mapping(in -> {
            ZoneId zone = in.zone("zone");
            int permille = in.has("due-at") ? in.permille("due-at", 1, 100_000) : Replenishment.A_LITTLE_EARLY;
            int weight = in.integer("usual-weight", Rhythm.USUAL_WEIGHT, 0, Integer.MAX_VALUE);
            List<Consumable> consumables = in.list("consumables", ReplenishmentForm::consumable);
            return in.build(() -> new Replenishment(zone, consumables, permille, weight));
        }));
    }

    private static Consumable consumable(DocValue value) {
        return value.mapping(in -> {
            String name = in.text("consumable");
            List<String> products = in.oneOrMore("products", DocValue::text);
            List<String> usedUpBy = in.has("used-up-by") ? in.oneOrMore("used-up-by", DocValue::text) : List.of();
            Span first = span(in, "first", Span.months(1));
            Span usual = in.read("usual", TimeSpelling::readSpan);
            return in.build(() -> new Consumable(name, new HashSet<>(products), new HashSet<>(usedUpBy), first, usual));
        });
    }

    private static Span span(DocReader in, String field, Span absent) {
        return in.read(field, absent, TimeSpelling::readSpan);
    }

    // ------------------------------------------------------------------ writing

    static Document write(Replenishment replenishment) {
        DocWriter out = new DocWriter().put("zone", replenishment.zone().getId());
        if (replenishment.permille() != Replenishment.A_LITTLE_EARLY) {
            out.putPermille("due-at", replenishment.permille());
        }
        out.putUnless(Rhythm.USUAL_WEIGHT, "usual-weight", replenishment.usualWeight())
                .list("consumables", replenishment.consumables(), ReplenishmentForm::write);
        return Document.of(out.node());
    }

    private static Node write(Consumable consumable) {
        DocWriter out = new DocWriter()
                .put("consumable", consumable.name())
                .oneOrMore("products", consumable.products(), Node.Text::new);
        if (!consumable.usedUpBy().isEmpty()) {
            out.oneOrMore("used-up-by", consumable.usedUpBy(), Node.Text::new);
        }
        if (!consumable.first().equals(Span.months(1))) {
            out.put("first", TimeSpelling.write(consumable.first()));
        }
        return out.put("usual", TimeSpelling.write(consumable.usual())).node();
    }
}
