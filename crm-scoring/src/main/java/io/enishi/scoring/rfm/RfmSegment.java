package io.enishi.scoring.rfm;

import java.util.List;
import java.util.Objects;

/**
 * A named group of customers by their three scores, each from a lowest to a highest one, both included.
 *
 * @param name shown to people
 */
public record RfmSegment(
        String name,
        int recencyLow,
        int recencyHigh,
        int frequencyLow,
        int frequencyHigh,
        int monetaryLow,
        int monetaryHigh) {

    /** Where no segment matches. */
    public static final String OTHERS = "Others";

    public RfmSegment {
        Objects.requireNonNull(name, "name");
        if (name.isBlank() || name.equals(OTHERS) || name.length() > 100) {
            throw new IllegalArgumentException(
                    "segment name must have 1 to 100 characters and not be " + OTHERS + ", but was \"" + name + '"');
        }
        range("recency", recencyLow, recencyHigh);
        range("frequency", frequencyLow, frequencyHigh);
        range("monetary", monetaryLow, monetaryHigh);
    }

    private static void range(String what, int low, int high) {
        if (low < 1 || high > 9 || low > high) {
            throw new IllegalArgumentException(
                    what + " scores must be a range within 1 to 9, but were " + low + " to " + high);
        }
    }

    public boolean matches(int recency, int frequency, int monetary) {
        return recency >= recencyLow
                && recency <= recencyHigh
                && frequency >= frequencyLow
                && frequency <= frequencyHigh
                && monetary >= monetaryLow
                && monetary <= monetaryHigh;
    }

    /**
     * Ten segments over five scores, in the order in which they are tried: the bounds that the R package rfm documents.
     */
    public static List<RfmSegment> standard() {
        return List.of(
                new RfmSegment("Champions", 5, 5, 5, 5, 5, 5),
                new RfmSegment("Potential Loyalist", 3, 5, 3, 5, 2, 5),
                new RfmSegment("Loyal Customers", 2, 4, 2, 4, 2, 4),
                new RfmSegment("Promising", 3, 4, 1, 3, 3, 5),
                new RfmSegment("New Customers", 4, 5, 1, 3, 1, 5),
                new RfmSegment("Can't Lose Them", 1, 2, 3, 4, 4, 5),
                new RfmSegment("At Risk", 1, 2, 2, 5, 4, 5),
                new RfmSegment("Need Attention", 1, 3, 3, 5, 3, 5),
                new RfmSegment("About To Sleep", 2, 3, 1, 3, 1, 4),
                new RfmSegment("Lost", 1, 1, 1, 5, 1, 5));
    }

    /** The name of the first segment that matches, or {@link #OTHERS}. */
    static String nameOf(List<RfmSegment> segments, int recency, int frequency, int monetary) {
        int index = indexOf(segments, recency, frequency, monetary);
        return index < segments.size() ? segments.get(index).name() : OTHERS;
    }

    /** The place of the first segment that matches; the size of the list for none. */
    static int indexOf(List<RfmSegment> segments, int recency, int frequency, int monetary) {
        for (int i = 0; i < segments.size(); i++) {
            if (segments.get(i).matches(recency, frequency, monetary)) {
                return i;
            }
        }
        return segments.size();
    }
}
