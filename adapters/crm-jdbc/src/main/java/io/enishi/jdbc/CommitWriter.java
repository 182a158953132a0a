package io.enishi.jdbc;

import static io.enishi.jdbc.Column.SHOP;
import static io.enishi.jdbc.Column.bytes;
import static io.enishi.jdbc.Column.flag;
import static io.enishi.jdbc.Column.number;
import static io.enishi.jdbc.Column.text;

import io.enishi.core.process.CommandKey;
import io.enishi.core.process.Dispatched;
import io.enishi.core.process.InstanceKey;
import io.enishi.core.spi.CustomerChange;
import io.enishi.core.spi.CustomerChange.CheckpointChange;
import io.enishi.core.spi.CustomerStore.Alias;
import io.enishi.core.spi.CustomerStore.Commit;
import io.enishi.core.spi.CustomerStore.CustomerCheck;
import io.enishi.core.spi.IdentityResolver.Judgement;
import io.enishi.core.spi.StoreCodec;
import io.enishi.core.spi.StoredCheckpoint;
import io.enishi.core.spi.StoredCommand;
import io.enishi.core.spi.StoredCommand.Status;
import io.enishi.core.spi.StoredCustomer.SeenIdentifier;
import io.enishi.core.spi.StoredCustomer.StoredInstance;
import io.enishi.core.value.MatchKey;
import io.enishi.core.value.OriginId;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * Writes one commit in one transaction. Rows are locked in one order everywhere, persons by id, then addresses, so that two commits
 * never wait for each other; versions are checked by the very updates that move them.
 */
final class CommitWriter {

    private static final RowStatement DROP_CHECKPOINT =
            RowStatement.of(List.of(SHOP, bytes("id")), "delete from enishi_checkpoint where shop = ? and id = ?");
    /** What waits again was settled once: it takes its turn behind everything that was asked for before. */
    private static final RowStatement LEAVE_PLACE = RowStatement.of(
            List.of(SHOP, bytes("origin"), text("journey"), text("entry"), text("visit")),
            "delete from enishi_command where shop = ? and origin = ? and journey = ? and entry = ? and visit = ?"
                    + " and available_at is null");

    private static final RowStatement DELETE = RowStatement.of(
                    List.of(SHOP, bytes("id"), number("version")),
                    "delete from enishi_customer where shop = ? and id = ? and version = ?")
            .guarding();
    private static final RowStatement REGROUP = RowStatement.of(
                    List.of(bytes("customer"), SHOP, bytes("id")),
                    "update enishi_origin set customer = ? where shop = ? and id = ?")
            .guarding();

    private final int shop;
    private final StoreCodec codec;
    private final LogTable log;
    private final LedgerTable ledger;
    private final Erasure erasure;
    private final RowStatement move;
    private final RowStatement begin;
    private final RowStatement mint;
    private final RowStatement judge;
    private final RowStatement rename;
    private final RowStatement tie;
    private final RowStatement start;
    private final RowStatement ask;
    private final RowStatement upsertIdentifier;
    private final RowStatement upsertKey;
    private final RowStatement upsertRun;
    private final RowStatement upsertCommand;
    private final RowStatement upsertDispatched;
    private final RowStatement upsertInterest;
    private final RowStatement upsertTombstone;
    private final RowStatement upsertAbsorbed;
    private final RowStatement upsertCheckpoint;

    CommitWriter(Dialect dialect, int shop, StoreCodec codec, LogTable log, LedgerTable ledger) {
        this.shop = shop;
        this.codec = codec;
        this.log = log;
        this.ledger = ledger;
        this.erasure = new Erasure(shop, codec, log);
        this.move = moving(dialect);
        this.begin = beginning(dialect);
        this.mint = dialect.insert("enishi_origin", List.of(SHOP, bytes("id"), bytes("customer"), flag("restricted")));
        this.judge = dialect.insert("enishi_judgement", List.of(SHOP, bytes("a"), bytes("b"), text("body")));
        this.rename = dialect.insert("enishi_alias", List.of(SHOP, bytes("from_id"), bytes("to_id"), text("body")));
        List<Column> key = List.of(SHOP, text("scheme"), text("match_key"), bytes("origin"), flag("derived"));
        this.tie = dialect.insert("enishi_key", key);
        this.upsertKey = dialect.upsert("enishi_key", key, List.of());
        this.upsertIdentifier = dialect.upsert(
                "enishi_identifier",
                List.of(SHOP, bytes("origin"), text("scheme"), text("raw"), flag("verified")),
                List.of(text("body")));
        List<Column> run = List.of(SHOP, bytes("origin"), text("journey"), text("entry"));
        List<Column> ofRun = List.of(
                text("definition_hash"),
                bytes("state"),
                text("timers"),
                number("started_at"),
                number("ended_at"),
                text("end_kind"),
                text("end_reason"));
        this.start = dialect.insert("enishi_run", Dialect.both(run, ofRun));
        this.upsertRun = dialect.upsert("enishi_run", run, ofRun);
        List<Column> command = List.of(SHOP, bytes("origin"), text("journey"), text("entry"), text("visit"));
        List<Column> ofCommand =
                List.of(text("status"), text("lane"), number("available_at"), number("taken_until"), text("body"));
        this.ask = dialect.insert("enishi_command", Dialect.both(command, ofCommand));
        this.upsertCommand = dialect.upsert("enishi_command", command, ofCommand);
        this.upsertDispatched = dialect.upsert("enishi_dispatched", command, List.of(text("body")));
        this.upsertAbsorbed = dialect.upsert("enishi_absorbed", List.of(SHOP, bytes("id")), List.of(number("version")));
        this.upsertCheckpoint = dialect.upsert(
                "enishi_checkpoint",
                List.of(SHOP, bytes("id")),
                List.of(text("definitions"), number("until_at"), bytes("state")));
        this.upsertInterest = ShopEvents.upsertInterest(dialect);
        this.upsertTombstone = dialect.upsert("enishi_tombstone", List.of(SHOP, text("hash")), List.of());
    }

    /** Moves a person on from the version that was decided on. */
    private static RowStatement moving(Dialect dialect) {
        List<Column> columns = List.of(
                bytes("commit_id"),
                text("membership_hash"),
                bytes("membership"),
                number("last_decided"),
                number("next_wake"),
                SHOP,
                bytes("id"),
                number("version"));
        RowStatement move = RowStatement.of(
                        columns,
                        "update enishi_customer set version = version + 1, commit_id = ?, membership_hash = ?,"
                                + " membership = ?, last_decided = ?, next_wake = ?, taken_until = 0 where shop = ?"
                                + " and id = ? and version = ?")
                .guarding();
        return dialect.takesArrays()
                // an update that joins locks rows as it finds them: those are locked before it, in order
                ? move.orFromArrays("with u as (select * from " + Column.unnested(columns)
                        + "), locked as materialized (select c.id from enishi_customer c join u on c.shop = u.shop and"
                        + " c.id = u.id and c.version = u.version order by c.id for update of c) update"
                        + " enishi_customer c set version = c.version + 1, commit_id = u.commit_id, membership_hash ="
                        + " u.membership_hash, membership = u.membership, last_decided = u.last_decided, next_wake ="
                        + " u.next_wake, taken_until = 0 from u join locked on locked.id = u.id where c.shop = u.shop"
                        + " and c.id = u.id and c.version = u.version")
                : move;
    }

    /** Makes a person; whose label was absorbed once goes on after the version of then. */
    private static RowStatement beginning(Dialect dialect) {
        List<Column> columns = List.of(
                SHOP,
                bytes("id"),
                SHOP,
                bytes("id"),
                bytes("commit_id"),
                text("membership_hash"),
                bytes("membership"),
                number("last_decided"),
                number("next_wake"));
        String head = "insert into enishi_customer (shop, id, version, commit_id, membership_hash, membership,"
                + " last_decided, next_wake) ";
        RowStatement begin = RowStatement.of(
                        columns,
                        head + "values (?, ?, (select coalesce(max(version), 0) + 1 from enishi_absorbed where shop = ?"
                                + " and id = ?), ?, ?, ?, ?, ?)")
                .guarding();
        if (!dialect.takesArrays()) {
            return begin;
        }
        List<Column> unnested = new ArrayList<>(columns);
        unnested.set(2, new Column("again_shop", Column.Type.WHOLE));
        unnested.set(3, bytes("again_id"));
        return begin.orFromArrays(head
                + "select u.shop, u.id, (select coalesce(max(a.version), 0) + 1 from enishi_absorbed a where a.shop ="
                + " u.shop and a.id = u.id), u.commit_id, u.membership_hash, u.membership, u.last_decided, u.next_wake"
                + " from "
                + Column.unnested(unnested));
    }

    /** What became of writing a commit. */
    enum Written {
        ALL,
        CONFLICT,
        LEDGER_MOVED,
        /** A key is taken. */
        TAKEN
    }

    /**
     * Writes a commit; anything but ALL has to be rolled back.
     *
     * @param trusting whether what the commit calls new is inserted without looking for it
     */
    Written write(Sql sql, Commit commit, OriginId id, boolean trusting) throws SQLException {
        try {
            return writeAll(sql, commit, id, trusting);
        } catch (SQLException thrown) {
            if (Dialect.isDuplicateKey(thrown)) {
                return Written.TAKEN; // somebody else made that person or minted that origin
            }
            throw thrown;
        }
    }

    private Written writeAll(Sql sql, Commit commit, OriginId id, boolean trusting) throws SQLException {
        List<CustomerChange> changes = commit.customers();
        if (changes.size() > 1) {
            changes = new ArrayList<>(changes);
            changes.sort(Comparator.comparing(CustomerChange::id));
        }
        boolean deletes = changes.size() > 1
                && changes.stream().anyMatch(change -> change.origins().isEmpty());
        if ((deletes || !commit.customerChecks().isEmpty()) && !lock(sql, changes, commit.customerChecks())) {
            return Written.CONFLICT;
        }
        for (CustomerChange change : changes) {
            moveVersion(sql, change, id);
        }
        mint(sql, commit.customers()); // as they were decided: of two origins the one minted first is the older
        if (!commit.aliases().isEmpty() || changes.stream().anyMatch(CommitWriter::movesOrigins)) {
            regroup(sql, changes);
        }
        if (LedgerTable.concerns(commit) || erases(changes)) {
            // What follows reads and locks: persons come before addresses.
            if (!sql.flush()) {
                return Written.CONFLICT;
            }
            for (CustomerChange change : changes) {
                if (change.erased()) {
                    erasure.erase(sql, change);
                }
            }
            if (!ledger.check(sql, commit)) {
                return Written.LEDGER_MOVED;
            }
            ledger.state(sql, commit.statements());
        }
        for (CustomerChange change :
                changes) { // rows of one statement go out together: what goes, before all that comes
            change.interests().forEach(changed -> ShopEvents.end(sql, shop, changed));
            change.commands().stream()
                    .filter(command -> command.status() == Status.PENDING && !isNew(change, command, trusting))
                    .forEach(command -> leavePlace(sql, command.key()));
        }
        for (CustomerChange change : changes) {
            rows(sql, change, trusting);
        }
        for (CustomerChange change : commit.customers()) { // as they were decided: commands take their turns
            commands(sql, change, trusting);
        }
        for (Judgement judgement : commit.judgements()) {
            sql.later(judge, shop, judgement.a(), judgement.b(), codec.encode(judgement));
        }
        for (Alias alias : commit.aliases()) {
            sql.later(rename, shop, alias.from().origin(), alias.to().origin(), codec.encode(alias));
        }
        for (String tombstone : commit.tombstones()) {
            sql.later(upsertTombstone, shop, tombstone);
        }
        if (!commit.tombstones().isEmpty()) {
            ledger.forget(sql, commit.ledgerChecks());
        }
        log.write(sql, changes, commit.decisions());
        return sql.flush() && !meetsTombstone(sql, commit) ? Written.ALL : Written.CONFLICT;
    }

    /**
     * Asked last: whoever waited for an erasure to let go of an origin's row, or for a suppression to let go of an address's, sees the
     * tombstone only now.
     */
    private boolean meetsTombstone(Sql sql, Commit commit) throws SQLException {
        List<String> forbidding = new ArrayList<>();
        commit.suppressionChecks().forEach(check -> forbidding.add(check.tombstone()));
        commit.customers().forEach(change -> change.newOrigins().forEach(origin -> forbidding.add(origin.toString())));
        return !tombstones(sql, shop, forbidding).isEmpty();
    }

    /** Those of these that stand. */
    static Set<String> tombstones(Sql sql, int shop, List<String> hashes) throws SQLException {
        Sql.Wanted wanted = new Sql.Wanted("hash", "enishi_tombstone", "shop", "hash", "", "");
        return new HashSet<>(sql.lookUp(wanted, shop, Column.Type.TEXT, hashes, row -> row.getString(1)));
    }

    private static boolean erases(List<CustomerChange> changes) {
        return changes.stream().anyMatch(CustomerChange::erased);
    }

    // ---------------------------------------------------------------- persons

    /**
     * Deletes and updates are statements of their own: locks the rows of both before, in order of id, and those that were only read.
     * False when one of those has moved on.
     */
    private boolean lock(Sql sql, List<CustomerChange> changes, List<CustomerCheck> checks) throws SQLException {
        List<Object> values = new ArrayList<>();
        values.add(shop);
        changes.forEach(change -> values.add(change.id().origin()));
        checks.forEach(check -> values.add(check.id().origin()));
        Map<OriginId, Long> versions = new HashMap<>();
        sql.list(
                "select id, version from enishi_customer where shop = ? and id in (" + Sql.marks(values.size() - 1)
                        + ") order by id for update",
                row -> versions.put(Sql.origin(row.getBytes(1)), row.getLong(2)),
                values.toArray());
        return checks.stream()
                .allMatch(check -> Objects.equals(versions.get(check.id().origin()), check.version()));
    }

    /** Writes the person's own row if it still has the version that was decided on. */
    private void moveVersion(Sql sql, CustomerChange change, OriginId id) {
        OriginId label = change.id().origin();
        if (change.origins().isEmpty()) {
            sql.later(DELETE, shop, label, change.expectedVersion());
            sql.later(DROP_CHECKPOINT, shop, label);
            if (!change.erased()) {
                sql.later(upsertAbsorbed, shop, label, change.expectedVersion() + 1);
            }
            return;
        }
        Object wake = change.nextWake() == Long.MAX_VALUE ? Sql.Absent.NUMBER : (Object) change.nextWake();
        byte[] bits = CustomerReader.bytes(change.membership().bits());
        if (change.expectedVersion() == 0) {
            sql.later(
                    begin,
                    shop,
                    label,
                    shop,
                    label,
                    id,
                    change.membership().definitionHash(),
                    bits,
                    change.lastDecided(),
                    wake);
            return;
        }
        sql.later(
                move,
                id,
                change.membership().definitionHash(),
                bits,
                change.lastDecided(),
                wake,
                shop,
                label,
                change.expectedVersion());
    }

    private void mint(Sql sql, List<CustomerChange> changes) {
        for (CustomerChange change : changes) {
            for (OriginId origin : change.newOrigins()) {
                sql.later(mint, shop, origin, change.id().origin(), false);
            }
        }
    }

    /** Whether somebody goes, or comes with origins that others had. */
    private static boolean movesOrigins(CustomerChange change) {
        return change.origins().isEmpty()
                || (change.expectedVersion() == 0
                        && change.newOrigins().size() < change.origins().size());
    }

    private void regroup(Sql sql, List<CustomerChange> changes) {
        for (CustomerChange change : changes) {
            for (OriginId origin : change.origins()) {
                if (change.newOrigins().contains(origin)) {
                    continue;
                }
                sql.later(REGROUP, change.id().origin(), shop, origin);
            }
        }
    }

    // ---------------------------------------------------------------- rows of a person

    private void rows(Sql sql, CustomerChange change, boolean trusting) {
        for (CustomerChange.AddedIdentifier added : change.identifiers()) {
            SeenIdentifier seen = added.identifier();
            sql.later(
                    upsertIdentifier,
                    shop,
                    added.origin(),
                    seen.identifier().scheme().name(),
                    seen.identifier().value(),
                    seen.identifier().verified(),
                    codec.encode(seen));
            MatchKey key = seen.key();
            if (key != null) {
                sql.later(upsertKey, shop, key.scheme().name(), key.key(), added.origin(), false);
            }
        }
        for (CustomerChange.DerivedTies derived : change.ties()) {
            sql.later(
                    "delete from enishi_key where shop = ? and origin = ? and derived = ?",
                    shop,
                    derived.origin(),
                    true);
        }
        for (CustomerChange.DerivedTies derived : change.ties()) {
            for (MatchKey tie : derived.ties()) {
                sql.later(this.tie, shop, tie.scheme().name(), tie.key(), derived.origin(), true);
            }
        }
        checkpoint(sql, change);
        change.instances()
                .forEach(instance ->
                        run(sql, trusting && change.started().contains(instance.key()) ? start : upsertRun, instance));
        for (Dispatched message : change.dispatched()) {
            CommandKey key = message.key();
            sql.later(
                    upsertDispatched,
                    shop,
                    key.origin(),
                    key.journey(),
                    key.entry(),
                    key.visit(),
                    codec.encode(message));
        }
        change.interests().forEach(changed -> ShopEvents.stand(sql, upsertInterest, shop, changed));
        change.restrictions()
                .forEach((origin, restricted) -> sql.later(
                        "update enishi_origin set restricted = ? where shop = ? and id = ?", restricted, shop, origin));
    }

    private void commands(Sql sql, CustomerChange change, boolean trusting) {
        for (StoredCommand command : change.commands()) {
            command(sql, isNew(change, command, trusting) ? ask : upsertCommand, command);
        }
    }

    private static boolean isNew(CustomerChange change, StoredCommand command, boolean trusting) {
        return trusting && change.asked().contains(command.key());
    }

    private void leavePlace(Sql sql, CommandKey key) {
        sql.later(LEAVE_PLACE, shop, key.origin(), key.journey(), key.entry(), key.visit());
    }

    private void checkpoint(Sql sql, CustomerChange change) {
        OriginId label = change.id().origin();
        if (change.checkpoint() instanceof CheckpointChange.Written written) {
            StoredCheckpoint checkpoint = written.checkpoint();
            sql.later(
                    upsertCheckpoint,
                    shop,
                    label,
                    checkpoint.definitions(),
                    checkpoint.until().toEpochMilli(),
                    checkpoint.state());
        } else if (change.erased() || change.checkpoint() instanceof CheckpointChange.Dropped) {
            sql.later(DROP_CHECKPOINT, shop, label);
        }
    }

    private void run(Sql sql, RowStatement into, StoredInstance instance) {
        InstanceKey key = instance.key();
        Instant ended = instance.endedAt();
        var end = instance.end();
        sql.later(
                into,
                shop,
                key.origin(),
                key.journey(),
                key.entry(),
                instance.definitionHash(),
                instance.state(),
                codec.encodeTimers(instance.timers()),
                instance.startedAt().toEpochMilli(),
                ended == null ? Sql.Absent.NUMBER : (Object) ended.toEpochMilli(),
                end == null ? Sql.Absent.TEXT : end.kind().name(),
                end == null ? Sql.Absent.TEXT : end.reason());
    }

    private void command(Sql sql, RowStatement into, StoredCommand command) {
        CommandKey key = command.key();
        Instant lease = command.leaseUntil();
        Instant available = lease == null ? command.command().notBefore() : lease;
        sql.later(
                into,
                shop,
                key.origin(),
                key.journey(),
                key.entry(),
                key.visit(),
                command.status().name(),
                command.lane(),
                command.isOpen() ? (Object) available.toEpochMilli() : Sql.Absent.NUMBER,
                0L,
                new Document(codec.encodeUtf8(command)));
    }
}
