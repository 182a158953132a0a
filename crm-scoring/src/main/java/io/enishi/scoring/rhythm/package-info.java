/**
 * When people buy again, and what they will need.
 *
 * <p>A {@link io.enishi.scoring.rhythm.Rhythm} is a person's own median interval between purchases, drawn towards the usual one as long as
 * they bought seldom. {@link io.enishi.scoring.rhythm.Replenishment} applies it to everything that is used up: each {@link
 * io.enishi.scoring.rhythm.Consumable} is a category with what uses it up, from the catalogue's {@code consumable-of}.
 *
 * <pre>{@code
 * Replenishment refills = Replenishment.of(tokyo, catalog, products, Span.days(60)).learned(histories);
 * for (Replenishment.Due due : refills.due(history)) {
 *     System.out.println(due.consumable() + " at " + due.at() + ": " + due.reason());
 * }
 *
 * Crm crm = Crm.builder("shop")
 *         .catalog(catalog)
 *         .fold(refills.fold("refill"))
 *         .segments(refills.segments("refill")) // refill:ink is entered on the day
 *         .fold(RhythmFolds.of("rhythm", Duration.ofDays(60), Rhythm.USUAL_WEIGHT))
 *         .build();
 * }</pre>
 *
 * <p>What is used up is data:
 *
 * <pre>{@code
 * zone: Asia/Tokyo
 * due-at: 0.9                              # of the interval
 * consumables:
 *   - consumable: ink
 *     products: [ink, ink-black]           # products and categories that fill it up
 *     used-up-by: printer
 *     first: 1 month                       # how long the first filling lasts
 *     usual: 60 days                       # one piece
 * }</pre>
 *
 * <p>Intervals of what is used up are those of one piece: two cartridges are due twice as late as one.
 *
 * <p>What this package does not do: it does not reckon with what was left when more was bought, and it is no model of survival;
 * for the distribution of first-to-second gaps see the Kaplan-Meier estimates.
 */
package io.enishi.scoring.rhythm;
