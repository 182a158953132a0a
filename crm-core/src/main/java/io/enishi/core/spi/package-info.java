/**
 * What a host implements: its database, its channels, its catalogue.
 *
 * <p>Each interface is small; the contracts are checked by the test kit ({@code crm-testkit}). In-memory implementations of
 * everything are the embedded default, so a {@code Crm} works with nothing wired.
 *
 * <p>Only {@link io.enishi.core.spi.Channel#send} and {@link io.enishi.core.spi.CommandHandler#handle} may do slow I/O: they are
 * called outside all locks. Everything else is asked inside a decision or a claim and has to be quick and free of side effects.
 */
package io.enishi.core.spi;
