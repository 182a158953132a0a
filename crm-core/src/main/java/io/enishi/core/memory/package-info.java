/**
 * The embedded default: everything in this JVM's memory, under the same contracts as a database.
 *
 * <p>A {@link io.enishi.core.memory.InMemoryCustomerStore} that is named may be handed on, as in a test of what a restart forgets:
 *
 * <pre>{@code
 * InMemoryCustomerStore store = new InMemoryCustomerStore();
 * Crm before = Crm.builder("my-shop").store(store).secret(secret).build();
 * before.accept(event);
 *
 * Crm after = Crm.builder("my-shop").store(store).secret(secret).build(); // reads what the first one kept
 * }</pre>
 *
 * <p>{@link io.enishi.core.memory.InMemoryAccounts} does the same for what shared limits draw from. What this package does not do:
 * outlive the process.
 */
package io.enishi.core.memory;
