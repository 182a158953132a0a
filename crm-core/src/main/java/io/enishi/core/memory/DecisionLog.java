package io.enishi.core.memory;

import io.enishi.core.customer.DecisionRecord;
import io.enishi.core.spi.CustomerStore.Logged;
import io.enishi.core.value.OriginId;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** All decisions in commit order; under the store's lock. */
final class DecisionLog {

    /** The decision at position i + 1; null where it was erased. */
    private final List<@Nullable DecisionRecord> records = new ArrayList<>();

    void addAll(List<DecisionRecord> decided) {
        records.addAll(decided);
    }

    /** The first {@code limit} that are wanted after a position; 0 for the beginning. */
    List<Logged> after(long position, int limit, Predicate<DecisionRecord> wanted) {
        List<Logged> found = new ArrayList<>();
        for (int i = (int) Math.min(position, records.size()); i < records.size() && found.size() < limit; i++) {
            DecisionRecord record = records.get(i);
            if (record != null && wanted.test(record)) {
                found.add(new Logged(i + 1L, record));
            }
        }
        return found;
    }

    /** Takes erased origins out of the records; the others keep their positions. */
    void forget(Set<OriginId> erased) {
        records.replaceAll(record -> record == null ? null : record.without(erased));
    }
}
