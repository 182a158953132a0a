package io.enishi.jdbc;

import io.enishi.core.spi.CustomerStore;
import io.enishi.testkit.CustomerStoreContract;
import javax.sql.DataSource;

/** The contract of stores on MariaDB, every test in a shop of its own. */
class MariaDbStoreTest extends CustomerStoreContract {

    private static final DataSource DATABASE = MariaDb.database();

    @Override
    protected CustomerStore emptyStore() {
        return Databases.newShop(DATABASE);
    }
}
