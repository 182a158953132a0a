package io.enishi.identity.normal;

/** What sort of mailbox an address names, as far as its domain tells. */
public enum EmailKind {
    /** Any other. */
    ORDINARY,
    /** A Japanese mobile carrier's: given up when the contract ends, and old ones break the rules of syntax. */
    CARRIER,
    /** A mall's forwarding address: one buyer at one mall, never written to for advertising, never compared across sources. */
    RELAY
}
