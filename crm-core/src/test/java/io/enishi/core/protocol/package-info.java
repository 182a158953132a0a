/**
 * The commit and claim protocol, model-checked to closure for small worlds.
 *
 * <p>{@link io.enishi.core.protocol.Action#TABLE} is the protocol as a table of steps, each with its counterpart in {@code
 * io.enishi.core.internal.runtime}; {@link io.enishi.core.protocol.Law} says what must hold in every state and of every step. {@link
 * io.enishi.core.protocol.Explorer} walks through all states that the steps can reach in any order: two customers, two workers, three
 * events, two crashes, a merge that spans both customers, a withdrawal of consent at any moment, a timer racing the reply that would
 * have stopped it, a send that may be called, lost, asked to come back, and settled late.
 *
 * <p>A {@link io.enishi.core.protocol.Fault} leaves one rule out; each must be caught, with the shortest run that shows it.
 *
 * <p>What is left out: more than one command (commands of one run wait for each other, those of others touch other rows), fold and
 * segment states (they are part of the row), lock order (all locks of a merge are taken in one step here; in the runtime in index
 * order), and real time: a lease or timer ends at any moment after it began.
 */
@org.jspecify.annotations.NullMarked
package io.enishi.core.protocol;
