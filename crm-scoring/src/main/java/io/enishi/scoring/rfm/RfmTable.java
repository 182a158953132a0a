package io.enishi.scoring.rfm;

import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Customers with their scores and segments at one date.
 *
 * @param model how they were scored
 * @param recency what divided the recencies
 * @param frequency what divided the frequencies
 * @param monetary what divided the amounts
 * @param rows one for each customer, in the order in which they were given
 * @param caveats what makes scores say less than they seem to; empty for a table to rely on
 */
public record RfmTable(
        RfmModel model,
        Scale.Parts recency,
        Scale.Parts frequency,
        Scale.Parts monetary,
        List<Row> rows,
        Set<Caveat> caveats) {

    /** Why scores may say little. */
    public enum Caveat {
        /** There is nobody to score. */
        NO_CUSTOMERS,
        /** One customer is compared with nobody. */
        ONE_CUSTOMER,
        /** All bought last on the same day, so quantiles cannot tell them apart. */
        ALL_RECENCIES_EQUAL,
        /** All bought equally often. */
        ALL_FREQUENCIES_EQUAL,
        /** All spent the same. */
        ALL_AMOUNTS_EQUAL
    }

    /**
     * One customer.
     *
     * @param buyer what they did
     * @param recency from 1 (long ago) to the number of scores (just now)
     * @param frequency from 1 (seldom) to the number of scores
     * @param monetary from 1 (little) to the number of scores
     * @param segment name of the first segment that matches, or {@link RfmSegment#OTHERS}
     */
    public record Row(Buyer buyer, int recency, int frequency, int monetary, String segment) {

        public String customer() {
            return buyer.customer();
        }

        /** The three scores as the digits of a number: 543 for recency 5, frequency 4, monetary 3. */
        public int code() {
            return 100 * recency + 10 * frequency + monetary;
        }

        /** What the customer did and which segment that is, in words. */
        public String why() {
            return "bought " + buyer.frequency() + (buyer.frequency() == 1 ? " time" : " times") + ", last "
                    + buyer.recencyDays() + " days ago, for " + buyer.monetary() + ": R" + recency + " F" + frequency
                    + " M"
                    + monetary + ", " + segment;
        }
    }

    public RfmTable {
        rows = List.copyOf(rows);
        caveats = caveats.isEmpty() ? Set.of() : Collections.unmodifiableSet(EnumSet.copyOf(caveats));
    }

    /** The row of a customer. */
    public Optional<Row> find(String customer) {
        return rows.stream().filter(row -> row.customer().equals(customer)).findFirst();
    }

    /** How many are in each segment, in the model's order, the others last; empty segments are counted as 0. */
    public Map<String, Integer> segmentCounts() {
        Map<String, Integer> counts = new LinkedHashMap<>();
        model.segments().forEach(segment -> counts.put(segment.name(), 0));
        counts.put(RfmSegment.OTHERS, 0);
        rows.forEach(row -> counts.merge(row.segment(), 1, Integer::sum));
        if (!model.segments().isEmpty() && counts.get(RfmSegment.OTHERS) == 0) {
            counts.remove(RfmSegment.OTHERS);
        }
        return Collections.unmodifiableMap(counts);
    }

    /** Segment by customer, to compare two dates with {@link io.enishi.scoring.cohort.Transitions#between}. */
    public Map<String, String> segments() {
        Map<String, String> segments = new LinkedHashMap<>();
        rows.forEach(row -> segments.put(row.customer(), row.segment()));
        return Collections.unmodifiableMap(segments);
    }

    /**
     * The model with the bounds that this table found as fixed cuts: scores customers one by one, now and later, as this table did. It
     * is what a fold needs, which knows one customer only.
     *
     * @throws IllegalStateException if a scale of the model has no bounds: ranks depend on everybody
     */
    public RfmModel frozen() {
        return new RfmModel(
                recency.frozen("recency"),
                frequency.frozen("frequency"),
                monetary.frozen("monetary"),
                model.segments());
    }
}
