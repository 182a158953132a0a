/**
 * Scores: points for what customers do, as data that explains itself.
 *
 * <p>A {@link io.enishi.scoring.ScoreModel} lists {@link io.enishi.scoring.ScoreRule rules}: which events, how many {@link
 * io.enishi.scoring.Points points}, up to which {@link io.enishi.scoring.Cap caps}, and how the points {@link
 * io.enishi.scoring.Decay decay}. The {@link io.enishi.scoring.Score} is the sum of what is left, and names every {@link
 * io.enishi.scoring.Contribution contribution}; they add up exactly. {@link io.enishi.scoring.Band Bands} divide customers into
 * named ranges, and {@link io.enishi.scoring.Ranking} lists the highest first.
 *
 * <pre>{@code
 * ScoreModel interest = ScoreModel.named("interest")
 *         .rule(ScoreRule.of("registration", "customer.registered", 5).capped(Cap.once()))
 *         .rule(ScoreRule.of("newsletter", "message.opened", 7).where("channel", ValueTest.is("mail")))
 *         .rule(ScoreRule.of("purchase", "order.placed", 30).reversedOnRefund())
 *         .band("low")
 *         .band("high", 40)
 *         .build();
 *
 * Score score = interest.score(events, now);
 * System.out.println(score.why());
 * }</pre>
 *
 * <p>With a registration, an opened newsletter and a purchase this prints
 *
 * <pre>
 * interest: 42, band high, at 2026-05-01T00:00:00Z
 *   +30 purchase: order.placed on 2026-04-20T03:00:00Z
 *   +7 newsletter: message.opened on 2026-04-12T22:15:00Z
 *   +5 registration: customer.registered on 2026-04-01T01:00:00Z
 * </pre>
 *
 * <p>In the runtime the same model is a fold ({@link io.enishi.scoring.ScoreModel#fold}): it keeps a small state for each customer,
 * publishes the metric {@code interest} and the metric {@code interest.band}, and conditions ask for them. The state is a function
 * of the customer's timeline alone. So the score is the same, bit for bit, whatever the order of arrival; after a merge it is the
 * score of the union, and after its undo it is what it would have been without the merge.
 *
 * <p>Without the runtime, a {@link io.enishi.scoring.ScoreBook} does the same for many customers: events arrive in any order and as often
 * as they like, people are merged and separated, and nothing but 32 bytes an event is kept.
 *
 * <pre>{@code
 * ScoreBook<String> book = new ScoreBook<>(interest);
 * book.add("m-1", event);                                  // O(1); O(k) if k events come after it
 * history.forEach(past -> book.take(customerOf(past), past)); // many at once: nothing is said of each, and it is sooner
 * book.forEachScore(now, (customer, score) -> export(customer, score)); // everybody's
 * Ranking.writeCsv(book.top(now, 100), file);              // whom to call first, and why
 * Outlook.of(book, "m-1", now).toText();                   // what would change it
 *
 * ModelChange change = ModelChange.between(interest, changed);   // what is different
 * book.use(changed);                                       // points, bands, limits: at once
 * Recount<String> beside = book.recount(other);            // caps, conditions: beside the running model
 * history.forEach(past -> beside.add(customerOf(past), past));
 * beside.report(now).toText();                             // who moves between bands
 * beside.switchOver();                                     // in one step
 * }</pre>
 *
 * <p>Rules may belong to {@link io.enishi.scoring.ScoreGroup groups} with limits and bands of their own, and two groups make a {@link
 * io.enishi.scoring.Grid} with cells such as A1. Whether a score tells what people do later is asked in {@link
 * io.enishi.scoring.quality}.
 *
 * <p>What this package does not do: it learns nothing (points are decided by people), it sends nothing, and it does not follow the
 * loyalty points of the shop, which are the shop's ledger.
 */
package io.enishi.scoring;
