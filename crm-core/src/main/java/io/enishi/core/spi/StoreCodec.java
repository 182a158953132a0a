package io.enishi.core.spi;

import io.enishi.core.consent.ConsentStatement;
import io.enishi.core.customer.DecisionRecord;
import io.enishi.core.event.CustomerEvent;
import io.enishi.core.internal.store.DecisionForms;
import io.enishi.core.internal.store.LedgerForms;
import io.enishi.core.internal.store.OutboxForms;
import io.enishi.core.process.Dispatched;
import io.enishi.core.process.Timer;
import io.enishi.core.spi.CustomerStore.Alias;
import io.enishi.core.spi.IdentityResolver.Judgement;
import io.enishi.core.spi.StoredCustomer.SeenIdentifier;
import java.util.List;
import java.util.function.Supplier;

/**
 * What stores keep, as JSON, one object a record, in format version {@value #FORMAT_VERSION}:
 *
 * <pre>{@code
 * {"v":1,"now":"2026-04-01T03:00:00Z","customer":"00..01","about":{"timer":{"instance":{...},"timer":{...}}},"digest":-42}
 * }</pre>
 *
 * <p>Reading what was written gives an equal record, to the nanosecond where the record keeps it. Writing is canonical: equal records
 * give equal text, whatever order their sets and maps have; a member with its usual value is left out. Events stand there as {@link
 * io.enishi.core.event.EventCodec} writes them. Every format version that was ever released stays readable.
 *
 * <p>The text is well-formed Unicode of any length and may hold the escape of U+0000: keep it in a text or binary column.
 * PostgreSQL's {@code jsonb} refuses that escape, and a column that rewrites JSON may change what stands in events.
 *
 * <p>Reading is strict: whatever was not written by this class fails with a {@link StoredFormException}, and with nothing else.
 * Instances are immutable and may be shared between threads.
 */
public final class StoreCodec {

    /** The version that is written. */
    public static final int FORMAT_VERSION = 1;

    private static final String NO_TIMERS = "{\"v\":" + FORMAT_VERSION + '}';

    /** A codec; one serves a whole program. */
    public StoreCodec() {
        // nothing is configurable: two codecs must never differ
    }

    public String encode(DecisionRecord decision) {
        return DecisionForms.DECISION.encode(decision);
    }

    /** As {@link #encode(DecisionRecord)}, in UTF-8. */
    public byte[] encodeUtf8(DecisionRecord decision) {
        return DecisionForms.DECISION.encodeUtf8(decision);
    }

    /** @throws StoredFormException if the text is not a stored decision with its events */
    public DecisionRecord decision(String text) {
        return decision(text, List::of);
    }

    /**
     * The events that a decision is about, where all of them are of the origin that is its customer's label; else empty. A store that keeps
     * them beside the decision need not write them twice.
     */
    public static List<CustomerEvent> ownEvents(DecisionRecord decision) {
        return DecisionForms.ownEvents(decision);
    }

    /**
     * A decision without its {@link #ownEvents}, for a store that keeps them beside it; in UTF-8.
     *
     * @throws IllegalArgumentException if it has none
     */
    public byte[] encodeBesideEvents(DecisionRecord decision) {
        return DecisionForms.encodeBeside(decision);
    }

    /**
     * Reads a decision that was written with its events or without them.
     *
     * @param beside reads the events that are kept beside it, in their order; asked only where the decision was written without
     * @throws StoredFormException if the text is not a stored decision, or its events are not there
     */
    public DecisionRecord decision(String text, Supplier<List<CustomerEvent>> beside) {
        return DecisionForms.decode(text, beside);
    }

    public String encode(StoredCommand command) {
        return OutboxForms.COMMAND.encode(command);
    }

    /** As {@link #encode(StoredCommand)}, in UTF-8. */
    public byte[] encodeUtf8(StoredCommand command) {
        return OutboxForms.COMMAND.encodeUtf8(command);
    }

    /** @throws StoredFormException if the text is not a stored command */
    public StoredCommand command(String text) {
        return OutboxForms.COMMAND.decode(text);
    }

    public String encode(Judgement judgement) {
        return LedgerForms.JUDGEMENT.encode(judgement);
    }

    /** @throws StoredFormException if the text is not a stored judgement */
    public Judgement judgement(String text) {
        return LedgerForms.JUDGEMENT.decode(text);
    }

    public String encode(ConsentStatement statement) {
        return LedgerForms.STATEMENT.encode(statement);
    }

    /** @throws StoredFormException if the text is not a stored consent statement */
    public ConsentStatement statement(String text) {
        return LedgerForms.STATEMENT.decode(text);
    }

    public String encode(Dispatched dispatched) {
        return OutboxForms.DISPATCHED.encode(dispatched);
    }

    /** @throws StoredFormException if the text is not a stored dispatch */
    public Dispatched dispatched(String text) {
        return OutboxForms.DISPATCHED.decode(text);
    }

    public String encode(Alias alias) {
        return LedgerForms.ALIAS.encode(alias);
    }

    /** @throws StoredFormException if the text is not a stored alias */
    public Alias alias(String text) {
        return LedgerForms.ALIAS.decode(text);
    }

    public String encode(SeenIdentifier identifier) {
        return LedgerForms.SEEN_IDENTIFIER.encode(identifier);
    }

    /** @throws StoredFormException if the text is not a stored identifier */
    public SeenIdentifier seenIdentifier(String text) {
        return LedgerForms.SEEN_IDENTIFIER.decode(text);
    }

    /** The timers of one run, in their order. */
    public String encodeTimers(List<Timer> timers) {
        return timers.isEmpty() ? NO_TIMERS : OutboxForms.TIMERS.encode(timers);
    }

    /** @throws StoredFormException if the text is not a stored list of timers */
    public List<Timer> timers(String text) {
        return OutboxForms.TIMERS.decode(text);
    }
}
