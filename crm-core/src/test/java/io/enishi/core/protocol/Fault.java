package io.enishi.core.protocol;

/** A rule of the protocol left out, to prove that the laws would notice. */
enum Fault {
    /** A commit writes over whatever others committed since the load. */
    NO_VERSION_CHECK,
    /** A claim relies on the consent that was there when the command was decided. */
    CONSENT_NOT_REREAD_AT_CLAIM,
    /** A claim reads consent, but its commit does not check that the ledger stood still since. */
    LEDGER_NOT_CHECKED_AT_COMMIT,
    /** After locking, the customer is not looked up again: it may have been absorbed while the worker waited. */
    NO_RESOLVE_AFTER_LOCKING,
    /** Working memory is published before the commit that it reflects. */
    CACHE_PUBLISHED_BEFORE_COMMIT,
    /** A claim takes up a command that another worker holds. */
    LEASE_IGNORED,
    /** An answer to a claim whose lease has ended reopens the command under the worker that holds it now. */
    LATE_ANSWER_REOPENS,
    /** A due timer is decided although an event from before it has arrived. */
    TIMER_BEATS_EARLIER_EVENT,
    /** The wake-up of a wait is kept in memory and not committed with the wait. */
    WAKE_UP_NOT_COMMITTED,
    /** A merge commits its two customers one after the other. */
    HALF_A_MERGE_COMMITTED,
    /** A command of unknown outcome is sent again although the channel does not de-duplicate. */
    UNKNOWN_SENT_AGAIN
}
