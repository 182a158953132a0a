package io.enishi.scoring.rfm;

import io.enishi.core.internal.doc.DocReader;
import io.enishi.core.internal.doc.DocValue;
import io.enishi.core.internal.doc.DocWriter;
import io.enishi.core.internal.doc.Document;
import io.enishi.core.internal.doc.Node;
import java.math.BigDecimal;
import java.util.List;
import java.util.function.Function;

/** RFM models as documents; the grammar is taught in the package's documentation. */
final class RfmForm {

    private static final String STANDARD = "standard";
    private static final List<String> SCALES = List.of("quantiles", "above-quantiles", "midranks", "tiles", "cuts");

    private RfmForm() {}

    static RfmModel read(Document document) {
        return document.read(root -> root.mapping(in -> {
            Scale recency = in.read("recency", RfmForm::scale);
            Scale frequency = in.read("frequency", RfmForm::scale);
            Scale monetary = in.read("monetary", RfmForm::scale);
            List<RfmSegment> segments = in.has("segments") ? in.read("segments", RfmForm::segments) : List.of();
            return in.build(() -> new RfmModel(recency, frequency, monetary, segments));
        }));
    }

    private static Scale scale(DocValue value) {
        return value.mapping(in -> {
            String head = in.head("scale", SCALES);
            if (head.equals("cuts")) {
                List<Double> bounds = in.list(head, bound -> bound.decimal().doubleValue());
                return in.build(() -> new Scale.Cuts(bounds));
            }
            int scores = in.integer(head, 2, 9);
            return in.build(() -> switch (head) {
                case "quantiles" -> Scale.quantiles(scores);
                case "above-quantiles" -> Scale.aboveQuantiles(scores);
                case "midranks" -> Scale.midranks(scores);
                default -> Scale.tiles(scores);
            });
        });
    }

    private static List<RfmSegment> segments(DocValue value) {
        if (value.isText()) {
            return value.text(
                    text -> text.equals(STANDARD) ? RfmSegment.standard() : null,
                    "is no set of segments",
                    "write standard, or list the segments");
        }
        return value.items(item -> item.mapping(in -> {
            String name = in.text("segment");
            int[] recency = range(in, "recency");
            int[] frequency = range(in, "frequency");
            int[] monetary = range(in, "monetary");
            return in.build(() ->
                    new RfmSegment(name, recency[0], recency[1], frequency[0], frequency[1], monetary[0], monetary[1]));
        }));
    }

    /** {@code 5}, or {@code 3-5}; any score where nothing is said. */
    private static int[] range(DocReader in, String field) {
        int[] any = {1, 9};
        if (!in.has(field)) {
            return any;
        }
        Function<DocValue, int[]> read = value -> {
            if (value.isWhole()) {
                int score = Math.toIntExact(Math.max(-1, Math.min(10, value.whole())));
                return new int[] {score, score};
            }
            return value.text(
                    text -> text.matches("[1-9]-[1-9]") ? new int[] {text.charAt(0) - '0', text.charAt(2) - '0'} : null,
                    "is no range of scores",
                    "write 5, or 3-5");
        };
        int[] written = in.read(field, read);
        return written == null ? any : written;
    }

    // ------------------------------------------------------------------ writing

    static Document write(RfmModel model) {
        DocWriter out = new DocWriter()
                .put("recency", write(model.recency()))
                .put("frequency", write(model.frequency()))
                .put("monetary", write(model.monetary()));
        if (model.segments().equals(RfmSegment.standard())) {
            out.put("segments", STANDARD);
        } else {
            out.listUnlessEmpty("segments", model.segments(), RfmForm::write);
        }
        return Document.of(out.node());
    }

    private static Node write(Scale scale) {
        DocWriter out = new DocWriter();
        if (scale instanceof Scale.Cuts cuts) {
            return out.list("cuts", cuts.bounds(), bound -> DocWriter.number(new BigDecimal(Double.toString(bound))))
                    .node();
        } else if (scale instanceof Scale.Quantiles quantiles) {
            return out.put(quantiles.plus() == 1 ? "quantiles" : "above-quantiles", quantiles.scores())
                    .node();
        }
        Scale.Ranks ranks = (Scale.Ranks) scale;
        return out.put(ranks.byRow() ? "tiles" : "midranks", ranks.scores()).node();
    }

    private static Node write(RfmSegment segment) {
        DocWriter out = new DocWriter().put("segment", segment.name());
        write(out, "recency", segment.recencyLow(), segment.recencyHigh());
        write(out, "frequency", segment.frequencyLow(), segment.frequencyHigh());
        write(out, "monetary", segment.monetaryLow(), segment.monetaryHigh());
        return out.node();
    }

    private static void write(DocWriter out, String field, int low, int high) {
        if (low == high) {
            out.put(field, low);
        } else if (low != 1 || high != 9) {
            out.put(field, low + "-" + high);
        }
    }
}
