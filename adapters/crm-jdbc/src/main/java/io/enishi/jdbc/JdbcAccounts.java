package io.enishi.jdbc;

import io.enishi.core.spi.Accounts;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLTransientException;
import java.util.Optional;

/**
 * Shared limits in two tables: a row for each account, and one for each draw that is neither confirmed nor released. Each method is a
 * transaction of its own on a connection of its own, never part of a claim's. A reservation moves its account by one update that holds
 * only within the limit, so of several JVMs that ask for the last piece the database lets one have it.
 */
final class JdbcAccounts implements Accounts {

    private static final String OF_LIMIT = " from enishi_account where shop = ? and lim = ?";

    private final Transactions transactions;
    private final int shop;

    JdbcAccounts(Transactions transactions, int shop) {
        this.transactions = transactions;
        this.shop = shop;
    }

    private record Draw(String period, long amount) {}

    @Override
    public boolean reserve(String limit, String period, String key, long amount, long most) {
        open(limit, period);
        return transactions.write(sql -> {
            if (draw(sql, limit, key).isPresent()) {
                return true;
            }
            // written as a difference: a sum might be larger than any number
            int moved = sql.update(
                    "update enishi_account set reserved = reserved + ? where shop = ? and lim = ? and term = ?"
                            + " and reserved + used <= ?",
                    amount,
                    shop,
                    limit,
                    period,
                    most - amount);
            if (moved == 0) {
                return false;
            }
            insert(
                    sql,
                    "insert into enishi_draw (shop, lim, draw_key, term, amount) values (?, ?, ?, ?, ?)",
                    shop,
                    limit,
                    key,
                    period,
                    amount);
            return true;
        });
    }

    /** Two who open an account at once: the second finds the row of the first, by trying again. */
    private void open(String limit, String period) {
        transactions.write(
                sql -> sql.first("select 1" + OF_LIMIT + " and term = ?", row -> row.getInt(1), shop, limit, period)
                                .isPresent()
                        ? 0
                        : insert(
                                sql,
                                "insert into enishi_account (shop, lim, term, reserved, used) values (?, ?, ?, 0, 0)",
                                shop,
                                limit,
                                period));
    }

    private static int insert(Sql sql, String statement, Object... values) throws SQLException {
        try {
            return sql.update(statement, values);
        } catch (SQLException thrown) {
            if (Dialect.isDuplicateKey(thrown)) { // somebody else was quicker: the next attempt finds the row
                throw new SQLTransientException("a row of a limit was written twice at once", "40001", thrown);
            }
            throw thrown;
        }
    }

    private Optional<Draw> draw(Sql sql, String limit, String key) throws SQLException {
        return sql.first(
                "select term, amount from enishi_draw where shop = ? and lim = ? and draw_key = ?",
                row -> new Draw(row.getString(1), row.getLong(2)),
                shop,
                limit,
                key);
    }

    @Override
    public void confirm(String limit, String key) {
        settle(limit, key, true);
    }

    @Override
    public void release(String limit, String key) {
        settle(limit, key, false);
    }

    private void settle(String limit, String key, boolean isUsed) {
        transactions.write(sql -> {
            Optional<Draw> draw = draw(sql, limit, key);
            // whoever takes the row away settles it, so two who settle at once move the account once
            if (draw.isEmpty()
                    || sql.update(
                                    "delete from enishi_draw where shop = ? and lim = ? and draw_key = ?",
                                    shop,
                                    limit,
                                    key)
                            == 0) {
                return 0;
            }
            long amount = draw.get().amount();
            return sql.update(
                    "update enishi_account set reserved = reserved - ?, used = used + ? where shop = ? and lim = ?"
                            + " and term = ?",
                    amount,
                    isUsed ? amount : 0L,
                    shop,
                    limit,
                    draw.get().period());
        });
    }

    @Override
    public long drawn(String limit, String from, String to) {
        return sum("reserved + used", limit, from, to);
    }

    @Override
    public long used(String limit, String from, String to) {
        return sum("used", limit, from, to);
    }

    private long sum(String what, String limit, String from, String to) {
        return transactions.read(sql -> sql.first(
                        "select coalesce(sum(" + what + "), 0)" + OF_LIMIT + " and term >= ? and term < ?",
                        JdbcAccounts::number,
                        shop,
                        limit,
                        from,
                        to)
                .orElse(0L));
    }

    private static long number(ResultSet row) throws SQLException {
        return row.getLong(1);
    }

    @Override
    public void forgetBefore(String limit, String period) {
        transactions.write(sql ->
                sql.update("delete from enishi_draw where shop = ? and lim = ? and term < ?", shop, limit, period)
                        + sql.update("delete" + OF_LIMIT + " and term < ?", shop, limit, period));
    }
}
