package io.enishi.scoring.rfm;

import io.enishi.core.condition.Comparison;
import io.enishi.core.condition.Condition;
import io.enishi.core.process.Fold;
import io.enishi.core.segment.Segment;
import io.enishi.core.value.MoneyConverter;
import io.enishi.scoring.internal.Slug;
import java.util.ArrayList;
import java.util.Currency;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** RFM as the runtime runs it: one customer at a time, by fixed cuts, with scores that fall on the millisecond. */
public final class RfmFolds {

    private RfmFolds() {}

    /**
     * A fold that publishes these metrics, for customers who bought something:
     * <ul>
     *   <li>{@code <name>.recency}, {@code <name>.frequency}, {@code <name>.monetary}: the three scores,
     *   <li>{@code <name>}: their digits, such as 543,
     *   <li>{@code <name>.segment}: the place of the segment in the model, from 0; the number of segments where none matches,
     *   <li>{@code <name>.uncounted}: how many orders have an amount in another currency and do not count for {@code monetary}; only
     *       published above 0.
     * </ul>
     *
     * <p>A day is 24 hours. Orders that were cancelled or refunded in full do not count.
     *
     * @param name of the fold and of its metrics, at most 40 characters, see {@code Names}
     * @param model all of its scales must be {@link Scale#cuts}: {@link RfmTable#frozen} makes them of quantiles
     * @param currency that amounts are scored in
     * @throws IllegalArgumentException if a scale is not one of cuts, or two segments would have the same technical name
     */
    public static Fold<?> of(String name, RfmModel model, Currency currency) {
        return new RfmFold(name, model, currency, null);
    }

    /** As {@link #of(String, RfmModel, Currency)}, with amounts of other currencies converted, so that all of them count. */
    public static Fold<?> of(String name, RfmModel model, Currency currency, MoneyConverter converter) {
        return new RfmFold(name, model, currency, converter);
    }

    /**
     * One live segment for each segment of the model, named {@code <name>:<segment>} in lower case with hyphens: {@code
     * rfm:can-t-lose-them}. Entries and exits happen when the scores change, by an order or by time.
     */
    public static List<Segment> segments(String name, RfmModel model) {
        List<Segment> segments = new ArrayList<>();
        List<String> slugs = slugs(model);
        for (int i = 0; i < slugs.size(); i++) {
            Condition in = new Condition.Metric(name + ".segment", Comparison.exactly(i));
            segments.add(Segment.live(name + ":" + slugs.get(i), in)
                    .withDescription(model.segments().get(i).name()));
        }
        return segments;
    }

    static List<String> slugs(RfmModel model) {
        List<String> slugs = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (RfmSegment segment : model.segments()) {
            String slug = Slug.of(segment.name());
            if (!seen.add(slug)) {
                throw new IllegalArgumentException(
                        "segment \"" + segment.name() + "\" has the same technical name as another: " + slug);
            }
            slugs.add(slug);
        }
        return slugs;
    }

    static List<Double> bounds(String what, Scale scale) {
        if (scale instanceof Scale.Cuts cuts) {
            return cuts.bounds();
        }
        throw new IllegalArgumentException(
                what
                        + " must be divided by cuts, since a fold knows one customer only: freeze a table, or state the bounds");
    }

    /** What makes two definitions the same, as text. */
    static String definition(RfmModel model, Currency currency, @Nullable MoneyConverter converter) {
        return bounds("recency", model.recency()) + " " + bounds("frequency", model.frequency()) + " "
                + bounds("monetary", model.monetary()) + " " + model.segments() + " " + currency
                + (converter == null ? "" : " converted");
    }
}
