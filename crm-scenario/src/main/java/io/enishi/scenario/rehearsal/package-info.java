/**
 * Rehearsals: scenarios on a log of what people did, in virtual time, with nothing sent.
 *
 * <p>A {@link io.enishi.scenario.rehearsal.Rehearsal} runs the very engine of a live shop, {@code Crm} over a store in memory, through
 * a {@link io.enishi.scenario.rehearsal.History}. It tells who would have got what and when, what it would have cost, which caps
 * and refusals stood in the way, and what coupons would still be open: a {@link io.enishi.scenario.rehearsal.RehearsalReport}. Two of
 * them on one history, of two versions of the rules, make a {@link io.enishi.scenario.rehearsal.RehearsalDiff}: who gains, who loses,
 * whose message moves.
 *
 * <pre>{@code
 * RehearsalReport report = Rehearsal.of(CompiledScenario.compileAll(scenarios, context))
 *         .channels(channels)                                 // their names and what they can do; nothing is sent
 *         .wiring(crm -> crm.contactPolicy(rules).catalog(catalog))
 *         .audience(ResponseRates.learnedFrom(events))        // or your own; nobody reacts unless said
 *         .costs(sent -> sent.channel().equals("line") ? 3_000_000 : 0)   // millionths of a yen
 *         .threads(2)
 *         .run(History.of(events, statements));
 * }</pre>
 *
 * <p>What people did stays what they did. Messages that left in the past, the reactions to them, and the coupons in them are left out of
 * the history ({@link io.enishi.scenario.rehearsal.History#LEFT_OUT}), since other scenarios sent them; what the audience does in
 * answer to the rehearsed messages is added. That somebody bought because of a message of the past cannot be known, so such orders
 * stay in: a rehearsal tells well whom a scenario reaches and what that costs, and badly what it earns. For that there are
 * experiments.
 *
 * <p>How it goes fast: people who share no identifier and no derived tie cannot influence each other, so the history falls into
 * components, and each is rehearsed for itself from the first day to the last, many at a time. Only shared limits ({@code Quota}) tie
 * them together. Components in which somebody got a message that a limit {@linkplain io.enishi.core.spi.Quota#concerns concerns} are
 * rehearsed a second time: together, from barrier to barrier, an hour of simulated time; there the messages of the hour are claimed one
 * after the other by time, priority and origin, and whoever has none waiting goes on meanwhile. Either way the same history and rules
 * give the same report, whatever the number of threads.
 *
 * <p>What this package does not do: send, store, or tell personal data. A report names people by the ids of their origins.
 */
package io.enishi.scenario.rehearsal;
