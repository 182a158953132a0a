/**
 * Consent: who may be written to, for what, on which channel, and the proof of it.
 *
 * <p>The ledger is keyed by address, not by person: families share addresses, and unsubscribing is by address. It only grows; {@link
 * io.enishi.core.consent.ConsentLedger} reads it. No advertising is claimed for sending unless the ledger answers yes at that claim.
 *
 * <pre>{@code
 * crm.consent(ConsentStatement.granted(address, "newsletter", "mail", at, "web-form", "terms-2026-04"));
 * }</pre>
 *
 * <p>What this package does not do: find the addresses of a person, or check blocks and suppression; the runtime does, at claim.
 */
package io.enishi.core.consent;
