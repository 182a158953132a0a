package io.enishi.jdbc;

import io.enishi.core.customer.DecisionRecord;
import io.enishi.core.customer.DecisionRecord.About;
import io.enishi.core.process.CommandKey;
import io.enishi.core.process.Dispatched;
import io.enishi.core.spi.CustomerStore.Logged;
import io.enishi.core.spi.StoreCodec;
import io.enishi.core.value.OriginId;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Deletes what is no longer needed: personal data may be kept as long as its purpose lasts (Japan's APPI article 22; GDPR article 5(1)(e)).
 * Each method deletes in transactions of at most {@value #ROWS_AT_ONCE} rows, takes no lock on a person, and may run while everything
 * else does, at any time and again after it was cut off.
 *
 * <ul>
 *   <li>{@link #deleteOutcomes}: queued events that were decided.
 *   <li>{@link #deleteDecisions}: the beginning of the decision log.
 *   <li>{@link #deleteSent}: the record of messages that left, beyond every cap.
 * </ul>
 *
 * <p>Never deleted here: consent statements, which prove that a message was allowed (Japan's specified e-mail law has them kept for at
 * least a month after the last message; claims may come for years), and tombstones, which keep who was erased from coming back. Not offered, since
 * it would not be safe: ended runs (a scenario entered once in a life, one that cools down, one that comes every year, and an event that
 * arrives again with other content all ask whether there was a run) and settled commands (their keys keep one step from being done twice, and lead
 * a late reaction to the person it belongs to). These, with the timeline, go when the person is erased.
 */
public final class JdbcRetention {

    private static final int ROWS_AT_ONCE = 500;

    private final Transactions transactions;
    private final int shop;
    private final StoreCodec codec = new StoreCodec();
    private final LogTable log;

    JdbcRetention(Transactions transactions, int shop, LogTable log) {
        this.transactions = transactions;
        this.shop = shop;
        this.log = log;
    }

    /** What a batch did, and where the next one begins; null when there is none. */
    private record Batch<T>(long deleted, @Nullable T next) {}

    /**
     * Deletes queued events that were settled before a time, by the database's clock. Their outcome can no longer be asked for; the
     * events themselves are on the timeline, and one that is queued again is still a duplicate. Stops at the first {@value
     * #ROWS_AT_ONCE} settled events in a row that are all younger, so that a run costs what it deletes.
     *
     * @return how many rows went
     * @throws StoreException if the database refuses; batches before stay done
     */
    public long deleteOutcomes(Instant settledBefore) {
        long limit = settledBefore.toEpochMilli();
        long deleted = 0;
        Long after = 0L;
        while (after != null) {
            long from = after;
            Batch<Long> batch = transactions.write(sql -> outcomes(sql, from, limit));
            deleted += batch.deleted;
            after = batch.next;
        }
        return deleted;
    }

    private record Settled(long number, long at) {}

    private Batch<Long> outcomes(Sql sql, long after, long limit) throws SQLException {
        List<Settled> page = sql.list(
                "select number, settled_at from enishi_inbox where shop = ? and settled = ? and number > ?"
                        + " order by shop, settled, number limit ?", // the index in full: H2 sorts elsewise
                row -> new Settled(row.getLong(1), row.getLong(2)),
                shop,
                true,
                after,
                ROWS_AT_ONCE);
        List<Settled> old = page.stream().filter(row -> row.at < limit).toList();
        old.forEach(row -> sql.later("delete from enishi_inbox where number = ?", row.number));
        sql.flush();
        boolean goesOn = page.size() == ROWS_AT_ONCE && !old.isEmpty();
        return new Batch<>(old.size(), goesOn ? page.get(page.size() - 1).number : null);
    }

    /**
     * Cuts the decision log at its beginning: deletes decisions in commit order up to the first one made at or after a time. Kept are those
     * about consent, restrictions and suppressions, and one without content for each label, so that the log still shows that
     * something came before.
     *
     * <p>Afterwards {@code Crm.decisions} and reports begin later. {@code Crm.verify} counts as unverifiable whatever concerns a person
     * whose log was cut: it says nothing of them any more, also about later decisions, and as before of people who came later; so verify
     * before you cut. {@code Crm.recompute} takes events whose decision is gone as live ones, even if they came in as history, and does not know of requests,
     * enrolments and snapshots from before: runs of scenarios may differ more from the live ones. {@code Crm.why} and all decisions to come are as before: they read no log.
     *
     * <p>Events stay where they are, in the rows of decisions that are gone. A run walks over what earlier ones kept: time grows with people,
     * statements and events.
     *
     * @return how many rows went
     * @throws StoreException if the database refuses; batches before stay done
     */
    public long deleteDecisions(Instant decidedBefore) {
        Objects.requireNonNull(decidedBefore, "decidedBefore");
        long deleted = 0;
        Long after = 0L;
        while (after != null) {
            long from = after;
            Batch<Long> batch = transactions.write(sql -> decisions(sql, from, decidedBefore));
            deleted += batch.deleted;
            after = batch.next;
        }
        return deleted;
    }

    private Batch<Long> decisions(Sql sql, long after, Instant limit) throws SQLException {
        List<LogTable.Row> page = log.rows(sql, after, ROWS_AT_ONCE);
        Map<OriginId, Boolean> marked = new HashMap<>();
        long deleted = 0;
        boolean goesOn = page.size() == ROWS_AT_ONCE;
        for (LogTable.Row row : page) {
            Logged logged = log.decision(row);
            DecisionRecord decision = logged.decision();
            OriginId label = decision.customer().origin();
            if (isMark(decision)) {
                marked.put(label, true);
            } else if (!isKept(decision.about())) {
                if (!decision.now().isBefore(limit)) {
                    goesOn = false;
                    break;
                }
                Boolean known = marked.get(label);
                if (known == null ? isMarked(sql, label, logged.position()) : known) {
                    log.deleteDecision(sql, row);
                    deleted++;
                } else {
                    log.replace(sql, logged.position(), mark(decision));
                }
                marked.put(label, true);
            }
        }
        sql.flush();
        return new Batch<>(deleted, goesOn ? page.get(page.size() - 1).position() : null);
    }

    /** What every later decision about anybody may depend on. */
    private static boolean isKept(About about) {
        return about instanceof About.FactsChanged || about instanceof About.Suppressed;
    }

    /** The form that erasure leaves behind, too. */
    private static boolean isMark(DecisionRecord decision) {
        return decision.about() instanceof About.Events events
                && events.events().isEmpty();
    }

    private static DecisionRecord mark(DecisionRecord decision) {
        About nothing = new About.Events(List.of(), List.of(), false, false, 0);
        return new DecisionRecord(
                decision.now(), decision.customer(), nothing, List.of(), List.of(), 0, decision.definitions());
    }

    /** Whether a mark stands before a position: whatever else stands there is kept, so these are few. */
    private boolean isMarked(Sql sql, OriginId label, long before) throws SQLException {
        return log.rowsBefore(sql, label, before).stream()
                .anyMatch(row -> isMark(log.decision(row).decision()));
    }

    /**
     * Deletes the record of messages that left before a time. <strong>That time must lie before every window that a cap or gap of your
     * contact rules, or a {@code ContactPolicy} or {@code Journey} of your own, looks back on</strong>: a message that is gone is not counted, and a cap could be
     * exceeded. The outbox keeps the command, and the timeline what came back. The card and a person's export name fewer messages. The table has
     * no index by time: a run reads all of it, person by person.
     *
     * @return how many rows went
     * @throws StoreException if the database refuses; batches before stay done
     */
    public long deleteSent(Instant leftBefore) {
        Objects.requireNonNull(leftBefore, "leftBefore");
        long deleted = 0;
        OriginId after = new OriginId(0, 0);
        while (after != null) {
            OriginId from = after;
            Batch<OriginId> batch = transactions.write(sql -> sent(sql, from, leftBefore));
            deleted += batch.deleted;
            after = batch.next;
        }
        return deleted;
    }

    private Batch<OriginId> sent(Sql sql, OriginId after, Instant limit) throws SQLException {
        // Rows in the order of an index, and told apart here: asked for distinct ones, H2 reads the whole table for
        // every page.
        List<OriginId> origins = sql
                .list(
                        "select origin from enishi_dispatched where shop = ? and origin > ? order by origin limit ?",
                        row -> Sql.origin(row.getBytes(1)),
                        shop,
                        after,
                        ROWS_AT_ONCE)
                .stream()
                .distinct()
                .limit(ROWS_AT_ONCE / 10)
                .toList();
        if (origins.isEmpty()) {
            return new Batch<>(0, null);
        }
        List<Object> values = new ArrayList<>(List.of(shop));
        values.addAll(origins);
        List<CommandKey> old = sql
                .list(
                        "select body from enishi_dispatched where shop = ? and origin in (" + Sql.marks(origins.size())
                                + ")",
                        row -> codec.dispatched(row.getString(1)),
                        values.toArray())
                .stream()
                .filter(message -> message.at().isBefore(limit))
                .map(Dispatched::key)
                .toList();
        for (CommandKey key : old) {
            sql.later(
                    "delete from enishi_dispatched where shop = ? and origin = ? and journey = ? and entry = ? and"
                            + " visit = ?",
                    shop,
                    key.origin(),
                    key.journey(),
                    key.entry(),
                    key.visit());
        }
        sql.flush();
        return new Batch<>(old.size(), origins.get(origins.size() - 1));
    }
}
