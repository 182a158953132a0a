/**
 * What happens: customer events, shop events, the standard vocabulary and the fields that rules can read.
 *
 * <p>A {@link io.enishi.core.event.CustomerEvent} is an envelope (source, id, identifiers, times) around an
 * {@link io.enishi.core.event.EventBody}. The body is one of the standard records or a
 * {@link io.enishi.core.event.EventBody.Custom}. {@link io.enishi.core.event.EventType} tells for each type who initiates it
 * and which {@link io.enishi.core.event.EventField fields} conditions may name.
 *
 * <pre>{@code
 * CustomerEvent event = CustomerEvent.of("ec", EventId.named("order-1"), Identifier.member("m-1"),
 *         Instant.parse("2026-04-01T03:00:00Z"),
 *         new EventBody.OrderPlaced(Order.ofTotal("order-1", "ec", Money.yen(30_000))));
 * }</pre>
 *
 * <p>A {@link io.enishi.core.event.ShopEvent} happens to no customer. {@code Crm} brings it to those who are interested; their copy of it
 * is a customer event with an {@link io.enishi.core.event.EventBody.ShopNews} inside.
 *
 * <p>{@link io.enishi.core.event.EventCodec} writes an event as one line of JSON and reads it back strictly;
 * {@link io.enishi.core.event.EventLog} reads files of such lines and sets aside, with number and reason, what is no event.
 *
 * <p>What this package does not do: decide whose event it is (that is the origin's affair), or keep events (the store's).
 */
package io.enishi.core.event;
