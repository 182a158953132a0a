package io.enishi.testkit;

import io.enishi.core.spi.CustomerStore;
import org.junit.jupiter.api.Nested;

/**
 * What every {@link CustomerStore} has to keep. Extend it in your tests and hand it an empty store:
 *
 * <pre>{@code
 * class MyStoreTest extends CustomerStoreContract {
 *     protected CustomerStore emptyStore() { return new MyStore(freshDatabase()); }
 * }
 * }</pre>
 */
public abstract class CustomerStoreContract {

    /** For subclasses. */
    protected CustomerStoreContract() {}

    /** A store that holds nothing; called before each test. */
    protected abstract CustomerStore emptyStore();

    @Nested
    class Customers extends CustomerLaws {
        Customers() {
            super(CustomerStoreContract.this::emptyStore);
        }
    }

    @Nested
    class Identities extends IdentityLaws {
        Identities() {
            super(CustomerStoreContract.this::emptyStore);
        }
    }

    @Nested
    class Commands extends CommandLaws {
        Commands() {
            super(CustomerStoreContract.this::emptyStore);
        }
    }

    @Nested
    class Commits extends CommitLaws {
        Commits() {
            super(CustomerStoreContract.this::emptyStore);
        }
    }

    @Nested
    class Checkpoints extends CheckpointLaws {
        Checkpoints() {
            super(CustomerStoreContract.this::emptyStore);
        }
    }

    @Nested
    class Log extends LogLaws {
        Log() {
            super(CustomerStoreContract.this::emptyStore);
        }
    }

    @Nested
    class ShopNews extends ShopNewsLaws {
        ShopNews() {
            super(CustomerStoreContract.this::emptyStore);
        }
    }

    @Nested
    class Threads extends ThreadLaws {
        Threads() {
            super(CustomerStoreContract.this::emptyStore);
        }
    }
}
