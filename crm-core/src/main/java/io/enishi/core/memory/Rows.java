package io.enishi.core.memory;

import io.enishi.core.consent.ConsentStatement;
import io.enishi.core.event.CustomerEvent;
import io.enishi.core.process.CommandKey;
import io.enishi.core.process.Dispatched;
import io.enishi.core.process.InstanceKey;
import io.enishi.core.spi.InterestKey;
import io.enishi.core.spi.StoredCheckpoint;
import io.enishi.core.spi.StoredCustomer.Membership;
import io.enishi.core.spi.StoredCustomer.SeenIdentifier;
import io.enishi.core.spi.StoredCustomer.StoredInstance;
import io.enishi.core.spi.StoredShopEvent.Interested;
import io.enishi.core.value.CustomerId;
import io.enishi.core.value.Identifier;
import io.enishi.core.value.MatchKey;
import io.enishi.core.value.OriginId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What the store keeps of one customer, of one origin and of one address. */
final class Rows {

    private Rows() {}

    static final class CustomerRow {
        final CustomerId id;
        long version;
        List<OriginRow> origins = List.of();
        Membership membership = new Membership("", new long[0]);

        @Nullable
        StoredCheckpoint checkpoint;

        long lastDecided = Long.MIN_VALUE;
        long nextWake = WakeQueue.NEVER;

        CustomerRow(CustomerId id) {
            this.id = id;
        }

        /** Whether the customer holds these origins, in this order. */
        boolean holds(List<OriginId> ids) {
            if (origins.size() != ids.size()) {
                return false;
            }
            for (int i = 0; i < ids.size(); i++) {
                if (!origins.get(i).id.equals(ids.get(i))) {
                    return false;
                }
            }
            return true;
        }
    }

    static final class OriginRow {
        final OriginId id;
        final long minted;
        List<CustomerEvent> events = List.of();
        final Map<Identifier, SeenIdentifier> identifiers = new LinkedHashMap<>(2);
        Set<MatchKey> ties = Set.of();
        final Map<InstanceKey, StoredInstance> instances = new LinkedHashMap<>(0);
        final Set<CommandKey> openCommands = new LinkedHashSet<>(0);
        final List<Dispatched> dispatched = new ArrayList<>(0);
        final Map<InterestKey, Interested> interests = new TreeMap<>();
        CustomerRow customer = new CustomerRow(new CustomerId(new OriginId(0, 0)));
        boolean restricted;

        OriginRow(OriginId id, long minted) {
            this.id = id;
            this.minted = minted;
        }
    }

    static final class LedgerRow {
        long version;
        final List<ConsentStatement> statements = new ArrayList<>();
    }
}
