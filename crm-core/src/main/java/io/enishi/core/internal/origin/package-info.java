/**
 * Which origin an event belongs to: {@link io.enishi.core.internal.origin.OriginIds}.
 *
 * <p>Identifiers other than the strongest are evidence for crm-identity, never a route.
 */
package io.enishi.core.internal.origin;
