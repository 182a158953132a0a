package io.enishi.testkit;

import io.enishi.core.memory.InMemoryCustomerStore;
import io.enishi.core.spi.CustomerStore;

class InMemoryCustomerStoreTest extends CustomerStoreContract {

    @Override
    protected CustomerStore emptyStore() {
        return new InMemoryCustomerStore();
    }
}
