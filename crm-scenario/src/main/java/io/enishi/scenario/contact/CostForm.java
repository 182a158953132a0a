package io.enishi.scenario.contact;

import io.enishi.core.internal.doc.DocReader;
import io.enishi.core.internal.doc.DocValue;
import io.enishi.core.internal.doc.DocWriter;
import io.enishi.core.internal.doc.Document;
import io.enishi.core.value.Names;
import java.util.Map;

/** Costs as documents: {@code costs: {sms: {each: 9, per-characters: 70, at-most: 660}}}. */
final class CostForm {

    private static final int MOST_YEN = 1_000_000;

    private CostForm() {}

    static CostModel read(Document document) {
        return document.read(root -> root.mapping(in -> {
            Map<String, CostModel.Price> prices = in.read("costs", value -> value.entries(CostForm::price));
            if (prices != null) {
                prices.keySet().stream()
                        .filter(channel -> !Names.isName(channel, 64))
                        .forEach(
                                channel -> in.problem("costs", "\"" + channel + "\" is not the name of a channel", ""));
            }
            return in.build(() -> new CostModel(prices));
        }));
    }

    private static CostModel.Price price(DocValue value) {
        return value.mapping(in -> {
            int each = yen(in, "each");
            int postage = yen(in, "postage");
            int perCharacters = in.integer("per-characters", 0, 1, 100_000);
            int atMost = in.integer("at-most", 0, 1, 1_000_000);
            return in.build(() -> new CostModel.Price(each, postage, perCharacters, atMost));
        });
    }

    private static int yen(DocReader in, String field) {
        return in.has(field) ? in.permille(field, 0, MOST_YEN * 1000) : 0;
    }

    static Document write(CostModel costs) {
        DocWriter channels = new DocWriter();
        costs.prices().forEach((channel, price) -> {
            DocWriter out = new DocWriter();
            if (price.each() > 0) {
                out.putPermille("each", (int) price.each());
            }
            if (price.postage() > 0) {
                out.putPermille("postage", (int) price.postage());
            }
            out.putUnless(0, "per-characters", price.perCharacters()).putUnless(0, "at-most", price.atMost());
            channels.put(channel, out.node());
        });
        return Document.of(new DocWriter().put("costs", channels.node()).node());
    }
}
