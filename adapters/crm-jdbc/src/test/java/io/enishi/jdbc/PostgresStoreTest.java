package io.enishi.jdbc;

import io.enishi.core.spi.CustomerStore;
import io.enishi.testkit.CustomerStoreContract;
import javax.sql.DataSource;

/** The contract of stores on PostgreSQL, every test in a shop of its own. */
class PostgresStoreTest extends CustomerStoreContract {

    private static final DataSource DATABASE = Databases.postgres();

    @Override
    protected CustomerStore emptyStore() {
        return Databases.newShop(DATABASE);
    }
}
