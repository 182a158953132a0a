/**
 * The two kinds of process: folds, which compute, and journeys, which act.
 *
 * <p>A {@link io.enishi.core.process.Fold} is a pure function of the timeline: recomputed when the past is repaired. A {@link
 * io.enishi.core.process.Journey} decides forward on {@link io.enishi.core.process.Input inputs} and asks for {@link
 * io.enishi.core.process.Command commands}; the past is not rewritten. Both are handed everything they may know, so the same
 * code runs live, in a test, in a verification and in a simulation.
 *
 * <p>An effect is decided twice and done once: the {@link io.enishi.core.process.Decision} commits a command together with the
 * state; at its claim the journey decides again on {@link io.enishi.core.process.Input.Dispatching}, with a {@link
 * io.enishi.core.process.Clearance} that says what consent, reachability and caps allow at that moment.
 *
 * <p>What happens to the shop and not to a person starts a journey for those whom its {@link io.enishi.core.process.Interest interests}
 * mean: they find the shop event on their timeline.
 *
 * <p>Hosts seldom write either of them: the folds of crm-scoring and the scenarios of crm-scenario are data. What this package does
 * not do: run anything. Calling, committing and waking up are the runtime's.
 */
package io.enishi.core.process;
