package io.enishi.examples.readme;

import io.enishi.core.memory.InMemoryCustomerStore;
import io.enishi.core.spi.CustomerStore;
import io.enishi.testkit.CustomerStoreContract;

// snippet: store-contract
class ReadmeStoreTest extends CustomerStoreContract {
    @Override
    protected CustomerStore emptyStore() {
        return new InMemoryCustomerStore(); // yours, on an empty schema
    }
}
// end
