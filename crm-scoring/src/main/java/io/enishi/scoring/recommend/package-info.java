/**
 * What goes with what, and what to recommend to whom.
 *
 * <p>A {@link io.enishi.scoring.recommend.PurchaseIndex} holds who bought what when. It tells which products lie in one basket more
 * often than by chance, and which the same people buy afterwards; {@link io.enishi.scoring.recommend.PairCounts} says how surprising
 * that is (Dunning's log-likelihood ratio) and how strong (lift).
 *
 * <pre>{@code
 * PurchaseIndex index = new PurchaseIndex();
 * index.put("hanako", List.of(Basket.of(monday, "printer", "paper"), Basket.of(friday, "ink")));
 * index.put("taro", List.of(Basket.of(monday, "printer", "paper")));
 * List<Related> withPrinters = index.together("printer", 1, 10);
 * }</pre>
 */
package io.enishi.scoring.recommend;
