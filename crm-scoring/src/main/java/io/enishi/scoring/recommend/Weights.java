package io.enishi.scoring.recommend;

/**
 * How much the parts of a recommendation count against each other. Each part is scaled so that its best product has 1 before it is
 * weighed.
 *
 * <p>The defaults were chosen on earlier weeks than those that the published evaluation is about (Online Retail to 1 September 2011,
 * Complete Journey to 1 September 2017), among a handful of round numbers, for the best NDCG at 10 over both. What is popular
 * was tried with 0.15, 0.3 and 0.6 there and lost on what was new to people each time, so that it has 0. In the weeks before Christmas it
 * would have helped.
 *
 * @param rebuy what the person bought before and people buy again
 * @param related what goes with things that the person has, and popularity where little is known
 * @param looked what the person looked at, favoured, or has in the cart
 * @param catalogue what the catalogue says belongs to things that the person has, and what is due again
 * @param affinity what is popular within the categories that the person leans to
 * @param popular what everybody buys lately, whatever the person has
 */
public record Weights(double rebuy, double related, double looked, double catalogue, double affinity, double popular) {

    public Weights {
        atLeastZero("rebuy", rebuy);
        atLeastZero("related", related);
        atLeastZero("looked", looked);
        atLeastZero("catalogue", catalogue);
        atLeastZero("affinity", affinity);
        atLeastZero("popular", popular);
    }

    private static void atLeastZero(String what, double weight) {
        if (!(weight >= 0) || weight > 1e6) {
            throw new IllegalArgumentException("weight of " + what + " must be 0 to 1000000, but was " + weight);
        }
    }

    public static Weights standard() {
        return new Weights(1, 0.6, 0.8, 0.8, 0.05, 0);
    }
}
