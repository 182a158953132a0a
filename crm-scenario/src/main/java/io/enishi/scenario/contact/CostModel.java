package io.enishi.scenario.contact;

import io.enishi.core.internal.doc.Document;
import java.math.BigDecimal;
import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * What a message costs on each channel, and how long it may be: data that budgets, reports and simulations share.
 *
 * <pre>{@code
 * CostModel costs = CostModel.none()
 *         .with("mail", Price.each("0.15"))
 *         .with("line", Price.each("3"))                                  // a push, however many bubbles it has
 *         .with("sms", Price.each("9").perCharacters(70).atMost(660))
 *         .with("dm", Price.each("45").withPostage("85"));
 * }</pre>
 *
 * <p>Amounts are in yen and kept in thousandths, since a mail costs a fraction of one: add up {@link #thousandthsOf} and round the sum.
 * {@link #costOf} is one message rounded to yen.
 *
 * @param prices by channel; {@code task} is what a person's call or letter costs
 */
public record CostModel(Map<String, Price> prices) {

    private static final Price FREE = new Price(0, 0, 0, 0);

    public CostModel {
        prices.keySet().forEach(channel -> io.enishi.core.value.Names.requireName("channel", channel, 64));
        prices = Collections.unmodifiableMap(new TreeMap<>(prices));
    }

    /** Nothing costs anything. */
    public static CostModel none() {
        return new CostModel(Map.of());
    }

    public CostModel with(String channel, Price price) {
        Map<String, Price> more = new TreeMap<>(prices);
        more.put(channel, Objects.requireNonNull(price, "price"));
        return new CostModel(more);
    }

    /**
     * Reads YAML or JSON with a field {@code costs}.
     *
     * @throws io.enishi.core.value.DefinitionException with everything that is wrong with it
     */
    public static CostModel parse(String text) {
        return CostForm.read(Document.parse(text));
    }

    /** YAML that {@link #parse} reads to equal costs. */
    public String toYaml() {
        return CostForm.write(this).toYaml();
    }

    /** JSON that {@link #parse} reads to equal costs. */
    public String toJson() {
        return CostForm.write(this).toJson();
    }

    /** Whether the channel has a price; without one it costs nothing. */
    public boolean knows(String channel) {
        return prices.containsKey(channel);
    }

    /**
     * Yen for one message, rounded half up.
     *
     * @param parts rendered parts; a message whose parts are not known ({@code Map.of()}) counts as one unit
     */
    public long costOf(String channel, Map<String, String> parts) {
        return Math.floorDiv(thousandthsOf(channel, parts) + 500, 1000L);
    }

    /** Thousandths of a yen for one message. */
    public long thousandthsOf(String channel, Map<String, String> parts) {
        Price price = prices.getOrDefault(channel, FREE);
        return price.each * price.units(characters(parts)) + price.postage;
    }

    /** How many units a message is billed as; 1 where the channel is billed by the message. */
    public int unitsOf(String channel, Map<String, String> parts) {
        return prices.getOrDefault(channel, FREE).units(characters(parts));
    }

    /** Whether the channel takes a message of that length. */
    public boolean fits(String channel, Map<String, String> parts) {
        int most = prices.getOrDefault(channel, FREE).atMost;
        return most == 0 || characters(parts) <= most;
    }

    /** Of part {@code body}, in UTF-16 units: that is how SMS in Japanese is counted, so an emoji counts two. */
    private static int characters(Map<String, String> parts) {
        return parts.getOrDefault("body", "").length();
    }

    /**
     * What one channel costs.
     *
     * @param each thousandths of a yen for a unit
     * @param postage thousandths of a yen for a message, whatever its length
     * @param perCharacters how many characters make a unit; 0 where a message is one unit
     * @param atMost how many characters a message may have; 0 for no limit
     */
    public record Price(long each, long postage, int perCharacters, int atMost) {

        private static final long MOST = 1_000_000_000L;

        public Price {
            if (each < 0 || each > MOST || postage < 0 || postage > MOST) {
                throw new IllegalArgumentException(
                        "a price must be 0 to 1000000 yen, but was " + each + " and " + postage + " thousandths");
            }
            if (perCharacters < 0 || atMost < 0) {
                throw new IllegalArgumentException(
                        "lengths must not be negative, but were " + perCharacters + " and " + atMost);
            }
        }

        /** @param yen such as {@code 0.15}, with at most three decimals */
        public static Price each(String yen) {
            return new Price(thousandths(yen), 0, 0, 0);
        }

        public Price withPostage(String yen) {
            return new Price(each, thousandths(yen), perCharacters, atMost);
        }

        public Price perCharacters(int characters) {
            return new Price(each, postage, characters, atMost);
        }

        public Price atMost(int characters) {
            return new Price(each, postage, perCharacters, characters);
        }

        int units(int characters) {
            return perCharacters == 0 ? 1 : Math.max(1, (characters + perCharacters - 1) / perCharacters);
        }

        private static long thousandths(String yen) {
            try {
                return new BigDecimal(yen).movePointRight(3).longValueExact();
            } catch (ArithmeticException | NumberFormatException wrong) {
                throw new IllegalArgumentException(
                        "a price must be yen with at most three decimals, but was \"" + yen + '"', wrong);
            }
        }
    }
}
