package io.enishi.jdbc;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A table as an archive holds it: which columns, and in which order the rows stand. Numbers that the database itself gives out are not
 * among the columns: other shops of the other database have them already. The order of rows is theirs, so the copy's numbers rise
 * alike. Leases are left out, too: they name a moment of this database's clock and a worker that does not know the copy.
 *
 * @param name in the archive; in the database with {@code enishi_} in front
 * @param order columns by which rows are sorted, unique within a shop
 * @param columns beside the shop
 */
record ArchiveTable(String name, List<String> order, List<Column> columns) {

    /** How a column's values are written. */
    enum Kind {
        /** Pairs of hexadecimal digits. */
        BYTES,
        NUMBER,
        TEXT,
        FLAG
    }

    /** A column; {@code optional} ones may be null, and are left out then. */
    record Column(String name, Kind kind, boolean optional) {}

    /** All tables, in the order of the archive. */
    static final List<ArchiveTable> ALL = List.of(
            table("customer")
                    .bytes("id")
                    .sorted("id")
                    .number("version")
                    .bytes("commit_id")
                    .text("membership_hash")
                    .bytes("membership")
                    .number("last_decided")
                    .optionalNumber("next_wake")
                    .build(),
            table("absorbed").bytes("id").sorted("id").number("version").build(),
            table("origin")
                    .bytes("id")
                    .bytes("customer")
                    .flag("restricted")
                    .sorted("minted")
                    .build(),
            table("identifier")
                    .bytes("origin")
                    .text("scheme")
                    .text("raw")
                    .flag("verified")
                    .sorted("origin", "scheme", "raw", "verified")
                    .text("body")
                    .build(),
            table("key")
                    .text("scheme")
                    .text("match_key")
                    .bytes("origin")
                    .flag("derived")
                    .sorted("scheme", "match_key", "origin", "derived")
                    .build(),
            table("run")
                    .bytes("origin")
                    .text("journey")
                    .text("entry")
                    .sorted("origin", "journey", "entry")
                    .text("definition_hash")
                    .bytes("state")
                    .text("timers")
                    .number("started_at")
                    .optionalNumber("ended_at")
                    .optionalText("end_kind")
                    .optionalText("end_reason")
                    .build(),
            table("command")
                    .bytes("origin")
                    .text("journey")
                    .text("entry")
                    .text("visit")
                    .sorted("turn")
                    .text("status")
                    .text("lane")
                    .optionalNumber("available_at")
                    .text("body")
                    .build(),
            table("dispatched")
                    .bytes("origin")
                    .text("journey")
                    .text("entry")
                    .text("visit")
                    .sorted("origin", "journey", "entry", "visit")
                    .text("body")
                    .build(),
            table("ledger")
                    .text("scheme")
                    .text("address")
                    .sorted("scheme", "address")
                    .number("version")
                    .build(),
            table("statement")
                    .text("scheme")
                    .text("address")
                    .number("version")
                    .sorted("scheme", "address", "version")
                    .text("body")
                    .build(),
            table("judgement")
                    .bytes("a")
                    .bytes("b")
                    .text("body")
                    .sorted("number")
                    .build(),
            table("alias")
                    .bytes("from_id")
                    .bytes("to_id")
                    .text("body")
                    .sorted("number")
                    .build(),
            table("tombstone").text("hash").sorted("hash").build(),
            table("log")
                    .bytes("origin")
                    .optionalText("events")
                    .optionalText("decision")
                    .optionalNumber("latest")
                    .sorted("position")
                    .build(),
            table("inbox")
                    .text("source")
                    .bytes("id")
                    .flag("settled")
                    .optionalNumber("settled_at")
                    .optionalText("outcome")
                    .text("body")
                    .sorted("number")
                    .build(),
            table("shop_event")
                    .text("source")
                    .bytes("id")
                    .sorted("source", "id")
                    .number("occurred_at")
                    .flag("open")
                    .flag("backfill")
                    .optionalNumber("reached_since")
                    .optionalBytes("reached_origin")
                    .number("told")
                    .text("left_out")
                    .text("body")
                    .build(),
            table("interest")
                    .bytes("origin")
                    .bytes("interest")
                    .sorted("origin", "interest")
                    .number("since")
                    .build(),
            table("account")
                    .text("lim")
                    .text("term")
                    .sorted("lim", "term")
                    .number("reserved")
                    .number("used")
                    .build(),
            table("draw")
                    .text("lim")
                    .text("draw_key")
                    .sorted("lim", "draw_key")
                    .text("term")
                    .number("amount")
                    .build());

    ArchiveTable {
        order = List.copyOf(order);
        columns = List.copyOf(columns);
    }

    String select() {
        return "select " + names() + " from enishi_" + name + " where shop = ? order by " + String.join(", ", order);
    }

    String selectAny() {
        return "select 1 from enishi_" + name + " where shop = ? limit 1";
    }

    String insert() {
        return "insert into enishi_" + name + " (shop, " + names() + ") values (" + Sql.marks(columns.size() + 1) + ")";
    }

    private String names() {
        return columns.stream().map(Column::name).collect(Collectors.joining(", "));
    }

    private static Draft table(String name) {
        return new Draft(name);
    }

    private static final class Draft {
        private final String name;
        private final List<Column> columns = new ArrayList<>();
        private List<String> order = List.of();

        private Draft(String name) {
            this.name = name;
        }

        private Draft with(String column, Kind kind, boolean optional) {
            columns.add(new Column(column, kind, optional));
            return this;
        }

        Draft bytes(String column) {
            return with(column, Kind.BYTES, false);
        }

        Draft optionalBytes(String column) {
            return with(column, Kind.BYTES, true);
        }

        Draft number(String column) {
            return with(column, Kind.NUMBER, false);
        }

        Draft optionalNumber(String column) {
            return with(column, Kind.NUMBER, true);
        }

        Draft text(String column) {
            return with(column, Kind.TEXT, false);
        }

        Draft optionalText(String column) {
            return with(column, Kind.TEXT, true);
        }

        Draft flag(String column) {
            return with(column, Kind.FLAG, false);
        }

        Draft sorted(String... by) {
            order = List.of(by);
            return this;
        }

        ArchiveTable build() {
            return new ArchiveTable(name, order, columns);
        }
    }
}
