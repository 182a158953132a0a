package io.enishi.jdbc;

import io.enishi.core.spi.Accounts;
import io.enishi.core.value.ShopId;
import io.enishi.testkit.AccountsContract;
import javax.sql.DataSource;

class PostgresAccountsTest extends AccountsContract {

    private final DataSource database = Databases.postgres();
    private final ShopId shop = ShopId.of(Databases.newShopName());

    @Override
    protected Accounts newAccounts() {
        JdbcSchema.of(database).migrate();
        return JdbcCustomerStore.open(database, shop).accounts();
    }

    @Override
    protected Accounts seenByAnother(Accounts accounts) {
        return JdbcCustomerStore.open(database, shop).accounts();
    }
}
