package io.enishi.jdbc;

import io.enishi.core.spi.CustomerStore;
import io.enishi.testkit.CustomerStoreContract;
import javax.sql.DataSource;

/** The contract of stores on H2, every test in a shop of its own. */
class H2StoreTest extends CustomerStoreContract {

    private static final DataSource DATABASE = Databases.h2();

    @Override
    protected CustomerStore emptyStore() {
        return Databases.newShop(DATABASE);
    }
}
