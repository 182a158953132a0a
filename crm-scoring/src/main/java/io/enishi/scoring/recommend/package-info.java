/**
 * What goes with what, and what to recommend to whom.
 *
 * <p>A {@link io.enishi.scoring.recommend.PurchaseIndex} holds who bought what when. It tells which products lie in one basket
 * more often than by chance, which the same people buy afterwards, and what is popular;
 * {@link io.enishi.scoring.recommend.PairCounts} says how surprising a pair is (Dunning's log-likelihood ratio) and how strong
 * (lift). A {@link io.enishi.scoring.recommend.ProductRecommender} over it answers with products and the
 * {@link io.enishi.scoring.recommend.Reason reasons} that add up to their scores.
 *
 * <pre>{@code
 * PurchaseIndex index = new PurchaseIndex();
 * index.put("hanako", List.of(Basket.of(monday, "printer", "paper"), Basket.of(friday, "ink")));
 * index.put("taro", List.of(Basket.of(monday, "printer", "paper")));
 * List<Related> withPrinters = index.together("printer", 1, 10);
 *
 * ProductRecommender recommender = ProductRecommender.over(index).withCatalog(catalog);
 * for (Recommendation product : recommender.recommend(Shopper.of(events, now), now, 5)) {
 *     System.out.println(product.product() + ": " + product.why());
 * }
 * }</pre>
 *
 * <p>In the runtime, {@code ProductRecommender.asRecommender} goes to {@code CrmBuilder.recommender}, and the card asks it.
 * {@link io.enishi.scoring.recommend.FollowedPurchases} keeps the index up with a running {@code Crm}. Who feeds it otherwise
 * does so by {@code put} with the baskets of {@link io.enishi.scoring.recommend.Shopper#baskets}, for one customer whenever their
 * orders changed or for all of them at night: all of these make the same index. After a merge, {@code put} the customer that is
 * left and {@code remove} the label that is gone.
 *
 * <p>{@link io.enishi.scoring.recommend.TimeSplit} judges recommendations by what people bought afterwards, against popularity, plain
 * co-occurrence and their own habit.
 *
 * <p>What it does not do: it learns no hidden factors, compares no texts or pictures, and does not know margins. Products that nobody
 * bought are recommended only to those who looked at them.
 */
package io.enishi.scoring.recommend;
