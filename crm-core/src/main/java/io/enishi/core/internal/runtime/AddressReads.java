package io.enishi.core.internal.runtime;

import io.enishi.core.spi.CustomerStore.LedgerCheck;
import io.enishi.core.spi.CustomerStore.SuppressionCheck;
import io.enishi.core.value.MatchKey;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What the decisions under way took for true of addresses. Addresses belong to several customers, whose versions do not tell when
 * something was said about one of them: so the commit checks that it still stands, else the log could not be decided again.
 */
final class AddressReads {

    private final Map<MatchKey, Long> ledgers = new HashMap<>(0);
    private final Map<MatchKey, String> notSuppressed = new HashMap<>(0);

    /** Consent was read from the ledger of {@code address} when that had {@code version}. */
    void consent(MatchKey address, long version) {
        ledgers.putIfAbsent(address, version);
    }

    /** {@code tombstone}, which would forbid {@code address}, did not stand. */
    void notSuppressed(MatchKey address, String tombstone) {
        notSuppressed.put(address, tombstone);
    }

    void clear() {
        ledgers.clear();
        notSuppressed.clear();
    }

    static List<LedgerCheck> ledgerChecks(Collection<Hot> decided) {
        List<LedgerCheck> checks = new ArrayList<>();
        decided.forEach(hot ->
                hot.addressReads.ledgers.forEach((address, version) -> checks.add(new LedgerCheck(address, version))));
        return checks;
    }

    static List<SuppressionCheck> suppressionChecks(Collection<Hot> decided) {
        List<SuppressionCheck> checks = new ArrayList<>();
        decided.forEach(hot -> hot.addressReads.notSuppressed.forEach(
                (address, tombstone) -> checks.add(new SuppressionCheck(address, tombstone))));
        return checks;
    }
}
