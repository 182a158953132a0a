/**
 * Attribution: which contact an order is credited to, and what each channel returned for its cost.
 *
 * <p>Input are {@link io.enishi.scoring.attribution.ContactPath paths}: the channels that people met, in order, with how many ended in an
 * order. A {@link io.enishi.scoring.attribution.TouchLog} cuts contacts and orders, or timelines, into paths. An {@link
 * io.enishi.scoring.attribution.AttributionModel} divides the conversions:
 *
 * <pre>{@code
 * List<ContactPath> paths = List.of(
 *         new ContactPath(List.of("search", "email"), 20, 64_000, 80),
 *         new ContactPath(List.of("display"), 1, 3_000, 299));
 * Attribution shares = AttributionModel.markov().attribute(paths);
 * shares.credit("email").conversions();
 * shares.returns(Map.of("search", 12_000.0, "display", 9_000.0)); // cost and return, the best first
 * }</pre>
 *
 * <p>Whatever the model, credits and what nobody brought add up to all conversions. No model proves that an advertisement works: a
 * path says who met whom, not what would have happened otherwise. For that there are holdouts.
 *
 * <p>Not here: chains of higher order, costs by contact, or anything random; the Markov model is solved and not simulated.
 */
package io.enishi.scoring.attribution;
