/**
 * A deterministic simulation of the runtime: several workers on one store, every trouble that they can meet, and the laws that hold all the
 * same.
 *
 * <pre>{@code
 * Simulation.on(MyStore::emptyInMemory).check(1, 100); // a hundred seeds; throws with the story of the first that breaks a law
 * }</pre>
 *
 * <p>A {@link io.enishi.testkit.simulation.Simulation} draws a plan from a seed: events (new, told again, late, of the future,
 * with identifiers that tie people together), orders in transactions of the host, consent and its withdrawal, judgements,
 * erasures, due work, news of the shop that are fanned out, deliveries through a mail server that cannot be relied on, and at
 * least one crash. Workers are interrupted at calls of the store, lose commits and the answers to them, die and come back with
 * empty caches; clocks disagree. Each seed leaves most troubles out, since a fault often shows only where the rest is quiet.
 *
 * <p>The laws are looked at while it happens, in the order of the commits (no advertising claim against a refusal, caps, one call
 * for each claim, one way for each command, one key for each visit of a step), and in the end (nothing acknowledged is lost,
 * everything is decided once, the log decides again to the same, folds and people are those of the events and of the evidence
 * worked out from the beginning, no wake-up was lost, whoever waited for a product was told). They keep books of their own and
 * share no code with the runtime but the stored forms.
 *
 * <p>What it does not do: interrupt two threads of one worker inside each other, tear a transaction of a real database, or explore all ways
 * that things can happen. For these there are the concurrency tests of the parts in memory, the test that kills JVMs on PostgreSQL, and the
 * protocol's model.
 */
package io.enishi.testkit.simulation;
