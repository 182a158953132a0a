package io.enishi.scoring.rfm;

import io.enishi.core.internal.doc.Document;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.ToDoubleFunction;

/**
 * How customers are scored by recency, frequency and amount, and which segments the scores make.
 *
 * @param recency divides days since the last purchase; few days are a high score
 * @param frequency divides numbers of purchases
 * @param monetary divides amounts
 * @param segments tried in order; the first that matches wins
 */
public record RfmModel(Scale recency, Scale frequency, Scale monetary, List<RfmSegment> segments) {

    public RfmModel {
        Objects.requireNonNull(recency, "recency");
        Objects.requireNonNull(frequency, "frequency");
        Objects.requireNonNull(monetary, "monetary");
        segments = List.copyOf(segments);
        Set<String> names = new HashSet<>();
        for (RfmSegment segment : segments) {
            if (!names.add(segment.name())) {
                throw new IllegalArgumentException("two segments are named \"" + segment.name() + '"');
            }
        }
    }

    /**
     * Reads a model from YAML or JSON, whichever it is; the package's documentation teaches the grammar.
     *
     * @throws io.enishi.core.value.DefinitionException with everything that is wrong
     */
    public static RfmModel parse(String text) {
        return RfmForm.read(Document.parse(text));
    }

    /** YAML that {@link #parse} reads to an equal value. */
    public String toYaml() {
        return RfmForm.write(this).toYaml();
    }

    /** JSON that {@link #parse} reads to an equal value. */
    public String toJson() {
        return RfmForm.write(this).toJson();
    }

    /** Five scores by {@link Scale#quantiles}, with the {@link RfmSegment#standard} segments. */
    public static RfmModel standard() {
        return new RfmModel(Scale.quantiles(5), Scale.quantiles(5), Scale.quantiles(5), RfmSegment.standard());
    }

    /** The same scale for all three, without segments. */
    public static RfmModel of(Scale scale) {
        return new RfmModel(scale, scale, scale, List.of());
    }

    public RfmModel withSegments(List<RfmSegment> changed) {
        return new RfmModel(recency, frequency, monetary, changed);
    }

    /**
     * Scores customers against each other, or by fixed cuts. Nobody is an empty table with {@link RfmTable.Caveat#NO_CUSTOMERS}; one
     * customer, or values that are all equal, are scored and named in the caveats.
     *
     * @throws IllegalArgumentException if a customer is given twice
     */
    public RfmTable score(Collection<Buyer> buyers) {
        List<Buyer> given = List.copyOf(buyers);
        Set<String> customers = new HashSet<>();
        for (Buyer buyer : given) {
            if (!customers.add(buyer.customer())) {
                throw new IllegalArgumentException("a customer is given twice: add up their purchases first");
            }
        }
        Scale.Parts recencies = recency.divide(values(given, Buyer::recencyDays));
        Scale.Parts frequencies = frequency.divide(values(given, Buyer::frequency));
        Scale.Parts amounts = monetary.divide(values(given, Buyer::monetary));
        List<RfmTable.Row> rows = new ArrayList<>(given.size());
        for (int i = 0; i < given.size(); i++) {
            rows.add(row(
                    given.get(i),
                    recencies.scores().get(i),
                    frequencies.scores().get(i),
                    amounts.scores().get(i)));
        }
        return new RfmTable(this, recencies, frequencies, amounts, rows, caveats(given));
    }

    /** The row for scores of which that of recency is not turned round yet. */
    private RfmTable.Row row(Buyer buyer, int days, int frequencyScore, int monetaryScore) {
        int recencyScore = recency.scores() + 1 - days;
        return new RfmTable.Row(
                buyer,
                recencyScore,
                frequencyScore,
                monetaryScore,
                RfmSegment.nameOf(segments, recencyScore, frequencyScore, monetaryScore));
    }

    private static double[] values(List<Buyer> buyers, ToDoubleFunction<Buyer> value) {
        return buyers.stream().mapToDouble(value).toArray();
    }

    private static Set<RfmTable.Caveat> caveats(List<Buyer> buyers) {
        Set<RfmTable.Caveat> caveats = EnumSet.noneOf(RfmTable.Caveat.class);
        if (buyers.isEmpty()) {
            caveats.add(RfmTable.Caveat.NO_CUSTOMERS);
            return caveats;
        }
        if (buyers.size() == 1) {
            caveats.add(RfmTable.Caveat.ONE_CUSTOMER);
        }
        if (allEqual(buyers, Buyer::recencyDays)) {
            caveats.add(RfmTable.Caveat.ALL_RECENCIES_EQUAL);
        }
        if (allEqual(buyers, Buyer::frequency)) {
            caveats.add(RfmTable.Caveat.ALL_FREQUENCIES_EQUAL);
        }
        if (allEqual(buyers, Buyer::monetary)) {
            caveats.add(RfmTable.Caveat.ALL_AMOUNTS_EQUAL);
        }
        return caveats;
    }

    private static boolean allEqual(List<Buyer> buyers, ToDoubleFunction<Buyer> value) {
        double first = value.applyAsDouble(buyers.get(0));
        return buyers.size() > 1 && buyers.stream().allMatch(buyer -> value.applyAsDouble(buyer) == first);
    }
}
