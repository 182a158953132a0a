/**
 * RFM: customers by how recently, how often and for how much they bought.
 *
 * <p>A {@link io.enishi.scoring.rfm.Buyer} is one customer's three figures. An {@link io.enishi.scoring.rfm.RfmModel} turns each
 * into a score by a {@link io.enishi.scoring.rfm.Scale} (quantiles, ranks or the shop's own cuts; each says what becomes of ties)
 * and the scores into a named {@link io.enishi.scoring.rfm.RfmSegment}. The {@link io.enishi.scoring.rfm.RfmTable} holds all
 * customers of one date, with the bounds that divided them and what makes them doubtful.
 *
 * <pre>{@code
 * RfmTable june = RfmModel.standard().score(Buyer.of(purchases, LocalDate.of(2026, 6, 30)));
 * june.segmentCounts().forEach((segment, customers) -> System.out.println(segment + ": " + customers));
 *
 * RfmModel fixed = june.frozen(); // the same bounds for later dates, and for customers one by one
 * Crm crm = Crm.builder("shop")
 *         .fold(RfmFolds.of("rfm", fixed, Currency.getInstance("JPY")))
 *         .segments(RfmFolds.segments("rfm", fixed))
 *         .build();
 * }</pre>
 *
 * <p>A model is data:
 *
 * <pre>{@code
 * recency: {cuts: [30, 90, 180, 365]}      # or quantiles, above-quantiles, midranks, tiles with the number of scores
 * frequency: {quantiles: 5}
 * monetary: {quantiles: 5}
 * segments: standard                       # or a list, of which the first that matches wins:
 * #  - {segment: Champions, recency: 5, frequency: 4-5}
 * }</pre>
 *
 * <p>Quantiles compare customers with each other, so they need a table. A fold sees one customer and therefore needs cuts: freeze a
 * table, or state them.
 *
 * <p>What it does not do: it predicts nothing; for that see lifetime value.
 */
package io.enishi.scoring.rfm;
