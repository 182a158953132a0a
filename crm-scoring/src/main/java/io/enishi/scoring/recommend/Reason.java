package io.enishi.scoring.recommend;

import java.time.Instant;
import java.util.Objects;

/** A part of why a product is recommended. */
public sealed interface Reason {

    /** Short, for staff. */
    String words();

    /** Bought before, and people buy it again. */
    record BoughtBefore(int times, Instant last, double repeatShare) implements Reason {
        @Override
        public String words() {
            return "bought " + times + (times == 1 ? " time" : " times") + ", last " + day(last) + "; "
                    + percent(repeatShare) + " of its buyers buy it again";
        }
    }

    /** Those who bought something that this person bought, too, buy it more often than others. */
    record GoesWith(String anchor, PairCounts counts) implements Reason {
        public GoesWith {
            Objects.requireNonNull(anchor, "anchor");
            Objects.requireNonNull(counts, "counts");
        }

        @Override
        public String words() {
            double lift = counts.lift().orElse(0);
            return counts.both() + " of " + counts.first() + " customers with " + anchor + " have it, " + tenths(lift)
                    + " times as many as by chance";
        }
    }

    /** The catalogue says that it belongs to something that this person has. */
    record MadeFor(String anchor, String fact) implements Reason {
        @Override
        public String words() {
            return "is " + fact + " " + anchor;
        }
    }

    /** Used up by now at the person's own pace. */
    record DueAgain(String consumable, Instant at) implements Reason {
        @Override
        public String words() {
            return consumable + " is due since " + day(at);
        }
    }

    /** Looked at, favoured or put into the cart. */
    record Looked(Shopper.Sign sign, Instant at) implements Reason {
        @Override
        public String words() {
            return switch (sign) {
                case VIEWED -> "viewed on " + day(at);
                case FAVOURITED -> "a favourite since " + day(at);
                case IN_CART -> "in the cart since " + day(at);
            };
        }
    }

    /** Of a category that this person leans to. */
    record Affinity(String category, double share) implements Reason {
        @Override
        public String words() {
            return "of category " + category + ", " + percent(share) + " of what they turn to";
        }
    }

    /** Bought by many lately. */
    record Popular(String segment, int buyers, int customers) implements Reason {
        @Override
        public String words() {
            return buyers + " of " + customers + " customers" + (segment.isEmpty() ? "" : " in " + segment)
                    + " bought it lately";
        }
    }

    private static String day(Instant at) {
        return at.toString().substring(0, 10);
    }

    private static String percent(double share) {
        return Math.round(share * 100) + " %";
    }

    private static String tenths(double number) {
        long tenths = Math.round(number * 10);
        return tenths / 10 + "." + tenths % 10;
    }
}
