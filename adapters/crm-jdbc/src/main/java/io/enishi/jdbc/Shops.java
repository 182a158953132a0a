package io.enishi.jdbc;

import io.enishi.core.value.ShopId;
import java.sql.SQLException;
import java.util.Optional;

/** The number that stands for a shop in every table. */
final class Shops {

    private static final String SELECT = "select id from enishi_shop where name = ?";

    private Shops() {}

    /** The shop's number; a shop that is not there yet gets one. */
    static int number(Sql sql, ShopId shop) throws SQLException {
        Optional<Integer> known = sql.first(SELECT, row -> row.getInt(1), shop.value());
        if (known.isPresent()) {
            return known.get();
        }
        try {
            sql.update("insert into enishi_shop (name) values (?)", shop.value());
        } catch (SQLException thrown) {
            if (!Dialect.isDuplicateKey(thrown)) {
                throw thrown;
            }
            // another JVM opens the same shop for the first time
        }
        return sql.first(SELECT, row -> row.getInt(1), shop.value())
                .orElseThrow(
                        () -> new StoreException("shop \"" + shop + "\" cannot be read back after it was inserted"));
    }
}
