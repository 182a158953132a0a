/**
 * What a host implements: its database, its channels, its catalogue.
 *
 * <p>Each interface is small; the contracts are checked by the test kit ({@code crm-testkit}). A {@code Crm} works with nothing wired:
 * it then keeps everything in memory, and has neither channels nor limits.
 *
 * <pre>{@code
 * Crm crm = Crm.builder("my-shop")
 *         .store(store)                                // CustomerStore: where everything is kept
 *         .channel(mail)                               // Channel: a way to reach people
 *         .handler(Effect.Task.class, tasks)           // CommandHandler: an effect that is no message
 *         .catalog(catalog)                            // Catalog: what the shop knows of its products
 *         .meters(meters)                              // MeterListener: figures for operations
 *         .build();
 * }</pre>
 *
 * <p>Only {@link io.enishi.core.spi.Channel#send} and {@link io.enishi.core.spi.CommandHandler#handle} may be slow: they are called
 * outside all locks, {@linkplain io.enishi.core.spi.Channel#isDryRun dry runs} apart. The store is asked while a customer is locked.
 * Everything else is asked inside a decision or a claim and has to be quick and, but for what a {@link io.enishi.core.spi.Quota}
 * reserves, free of side effects.
 *
 * <p>What this package does not do: decide. Records such as {@link io.enishi.core.spi.StoredCustomer} are what a store keeps and gives
 * back as it was.
 */
package io.enishi.core.spi;
