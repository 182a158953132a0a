package io.enishi.scenario.contact;

import io.enishi.core.internal.doc.DocReader;
import io.enishi.core.internal.doc.DocValue;
import io.enishi.core.internal.doc.DocWriter;
import io.enishi.core.internal.doc.Document;
import io.enishi.core.internal.doc.Node;
import io.enishi.scenario.contact.SharedLimits.Limit;
import io.enishi.scenario.contact.SharedLimits.OfComplaints;
import io.enishi.scenario.contact.SharedLimits.OfRate;
import io.enishi.scenario.contact.SharedLimits.OfStock;
import io.enishi.scenario.contact.SharedLimits.OfYen;
import io.enishi.scenario.contact.SharedLimits.Per;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Shared limits as documents: {@code limits: [{stock: gifts, scenario: launch, pieces: 200}]}. */
final class LimitForm {

    private static final List<String> KINDS = List.of("stock", "budget", "rate", "complaints");
    private static final int USUALLY_NEEDED = 1_000;

    private LimitForm() {}

    static SharedLimits read(Document document) {
        return document.read(root -> root.mapping(in -> {
            List<Limit> limits = in.list("limits", value -> value.mapping(LimitForm::limit));
            return in.build(() -> new SharedLimits(limits));
        }));
    }

    private static Limit limit(DocReader in) {
        String kind = in.head("limit", KINDS);
        String name = in.name(kind);
        return switch (kind) {
            case "budget" -> {
                long yen = in.whole("yen", 0, 1_000_000_000_000L);
                Per per = in.choice("per", Per.class, Per.ALL);
                Set<String> channels = channels(in);
                Map<String, String> tags = in.entries("tag", DocValue::text);
                yield in.build(() -> new OfYen(name, yen, per, channels, tags));
            }
            case "rate" -> {
                int messages = in.integer("messages", 1, 1_000_000);
                Duration time = in.duration("in");
                int burst = in.integer("burst", 1, 1, 1_000_000);
                Set<String> channels = channels(in);
                yield in.build(() -> new OfRate(name, messages, time, burst, channels));
            }
            case "complaints" -> {
                int above = in.integer("above", 1, 10_000);
                Duration within = in.duration("within");
                int needing = in.integer("needing", USUALLY_NEEDED, 1, 1_000_000);
                Set<String> channels = channels(in);
                yield in.build(() -> new OfComplaints(name, above, within, needing, channels));
            }
            default -> {
                String scenario = in.name("scenario");
                long pieces = in.whole("pieces", 0, 1_000_000_000_000L);
                yield in.build(() -> new OfStock(name, scenario, pieces));
            }
        };
    }

    private static Set<String> channels(DocReader in) {
        return in.has("on") ? new TreeSet<>(in.oneOrMore("on", DocValue::name)) : Set.of();
    }

    static Document write(SharedLimits limits) {
        return Document.of(new DocWriter()
                .list("limits", limits.limits(), LimitForm::write)
                .node());
    }

    private static Node write(Limit limit) {
        DocWriter out = new DocWriter();
        if (limit instanceof OfStock stock) {
            out.put("stock", stock.name()).put("scenario", stock.scenario()).put("pieces", stock.pieces());
        } else if (limit instanceof OfYen budget) {
            out.put("budget", budget.name()).put("yen", budget.yen()).putUnless(Per.ALL, "per", budget.per());
            put(out, budget.channels());
            if (!budget.tags().isEmpty()) {
                DocWriter tags = new DocWriter();
                budget.tags().forEach(tags::put);
                out.put("tag", tags.node());
            }
        } else if (limit instanceof OfRate rate) {
            out.put("rate", rate.name()).put("messages", rate.messages()).put("in", rate.in());
            put(out.putUnless(1, "burst", rate.burst()), rate.channels());
        } else {
            OfComplaints complaints = (OfComplaints) limit;
            out.put("complaints", complaints.name())
                    .put("above", complaints.above())
                    .put("within", complaints.within())
                    .putUnless(USUALLY_NEEDED, "needing", complaints.needing());
            put(out, complaints.channels());
        }
        return out.node();
    }

    private static void put(DocWriter out, Set<String> channels) {
        if (!channels.isEmpty()) {
            out.oneOrMore("on", channels, Node.Text::new);
        }
    }
}
