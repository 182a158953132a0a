package io.enishi.jdbc;

import io.enishi.core.spi.CustomerStore;
import io.enishi.testkit.CustomerStoreContract;
import javax.sql.DataSource;

/** The contract of stores on MariaDB through the driver that hosts on MySQL have. */
class ConnectorJStoreTest extends CustomerStoreContract {

    private static final DataSource DATABASE = MariaDb.databaseThroughConnectorJ();

    @Override
    protected CustomerStore emptyStore() {
        return Databases.newShop(DATABASE);
    }
}
