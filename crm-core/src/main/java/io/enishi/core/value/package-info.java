/**
 * Small values that every other package speaks in: identifiers, origins, money, attributes.
 *
 * <p>All types are immutable records whose constructors validate, so an instance that exists is valid. An
 * {@link io.enishi.core.value.Identifier} is what a source system said, untouched; a
 * {@link io.enishi.core.value.MatchKey} is its folded form, the one that look-ups, consent and suppression use; an
 * {@link io.enishi.core.value.OriginId} names the storage unit that an event belongs to, and a
 * {@link io.enishi.core.value.CustomerId} is merely a label for a set of origins.
 *
 * <pre>{@code
 * Identifier card = Identifier.of(Scheme.POS_CARD, "2900-1234");
 * Money total = Money.yen(30_000);
 * }</pre>
 *
 * <p>What this package does not do: folding raw text to match keys (see {@code io.enishi.core.spi.AddressNormaliser}).
 */
package io.enishi.core.value;
