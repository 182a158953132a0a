package io.enishi.testkit;

import io.enishi.core.memory.InMemoryAccounts;
import io.enishi.core.spi.Accounts;

class InMemoryAccountsTest extends AccountsContract {

    @Override
    protected Accounts newAccounts() {
        return new InMemoryAccounts();
    }
}
