package io.enishi.jdbc;

import io.enishi.core.customer.DecisionRecord;
import io.enishi.core.spi.CustomerChange;
import io.enishi.core.spi.CustomerStore.Alias;
import io.enishi.core.spi.CustomerStore.Logged;
import io.enishi.core.spi.StoreCodec;
import io.enishi.core.value.OriginId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Takes out what is kept of an erased person, wherever it stands: rows, decisions of whoever they were one with, reasons of aliases. */
final class Erasure {

    private static final List<String> TABLES_OF_ORIGIN = List.of(
            "enishi_identifier", "enishi_key", "enishi_run", "enishi_command", "enishi_dispatched", "enishi_interest");

    private final int shop;
    private final StoreCodec codec;
    private final LogTable log;

    Erasure(int shop, StoreCodec codec, LogTable log) {
        this.shop = shop;
        this.codec = codec;
        this.log = log;
    }

    /** Deletes what is stored under the origins that an erased person loses, and takes it out of decisions and aliases. */
    void erase(Sql sql, CustomerChange change) throws SQLException {
        OriginId label = change.id().origin();
        List<OriginId> gone = new ArrayList<>(sql.list(
                "select id from enishi_origin where shop = ? and customer = ?",
                row -> Sql.origin(row.getBytes(1)),
                shop,
                label));
        gone.removeAll(change.origins());
        for (OriginId origin : gone) {
            for (String table : TABLES_OF_ORIGIN) {
                sql.update("delete from " + table + " where shop = ? and origin = ?", shop, origin);
            }
            sql.update("delete from enishi_judgement where shop = ? and a = ?", shop, origin);
            sql.update("delete from enishi_judgement where shop = ? and b = ?", shop, origin);
            sql.update("delete from enishi_origin where shop = ? and id = ?", shop, origin);
        }
        for (OriginId known : labels(sql, label, gone)) {
            eraseDecisions(sql, known, gone);
        }
        for (OriginId origin : gone) {
            log.deleteEvents(sql, origin);
        }
        for (OriginId origin : gone) {
            eraseReasons(sql, origin);
        }
    }

    private record Numbered(long number, Alias alias) {}

    /** Takes the words of whoever merged an erased origin out of its aliases; the labels stay, since the log is found by them. */
    private void eraseReasons(Sql sql, OriginId gone) throws SQLException {
        List<Numbered> named = sql.list(
                "select number, body from enishi_alias where shop = ? and (from_id = ? or to_id = ?)",
                this::numbered,
                shop,
                gone,
                gone);
        for (Numbered row : named) {
            Alias alias = row.alias();
            sql.later(
                    "update enishi_alias set body = ? where number = ?",
                    codec.encode(new Alias(alias.from(), alias.to(), alias.at(), "")),
                    row.number());
        }
        sql.flush();
    }

    private Numbered numbered(ResultSet row) throws SQLException {
        long number = row.getLong(1);
        String body = row.getString(2);
        return new Numbered(number, Unreadable.orFail("enishi_alias", "number " + number, () -> codec.alias(body)));
    }

    /** Every label that these origins may have had: their own, and whatever those were merged into or came out of. */
    private Set<OriginId> labels(Sql sql, OriginId label, List<OriginId> gone) throws SQLException {
        Set<OriginId> labels = new LinkedHashSet<>(gone);
        labels.add(label);
        List<OriginId> open = new ArrayList<>(labels);
        while (!open.isEmpty()) {
            OriginId next = open.remove(open.size() - 1);
            List<OriginId> others = sql.list(
                    "select from_id from enishi_alias where shop = ? and to_id = ?"
                            + " union select to_id from enishi_alias where shop = ? and from_id = ?",
                    row -> Sql.origin(row.getBytes(1)),
                    shop,
                    next,
                    shop,
                    next);
            for (OriginId other : others) {
                if (labels.add(other)) {
                    open.add(other);
                }
            }
        }
        return labels;
    }

    private void eraseDecisions(Sql sql, OriginId label, List<OriginId> gone) throws SQLException {
        Set<OriginId> erased = Set.copyOf(gone);
        for (LogTable.Row row : log.rowsAbout(sql, List.of(label), 0, Integer.MAX_VALUE)) {
            Logged logged = log.decision(row);
            DecisionRecord left = logged.decision().without(erased);
            if (!left.equals(logged.decision())) {
                log.replace(sql, logged.position(), left);
            }
        }
        sql.flush();
    }
}
