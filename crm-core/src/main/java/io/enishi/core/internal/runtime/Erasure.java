package io.enishi.core.internal.runtime;

import io.enishi.core.ErasureReport;
import io.enishi.core.customer.DecisionRecord;
import io.enishi.core.customer.DecisionRecord.About;
import io.enishi.core.spi.CustomerChange;
import io.enishi.core.spi.CustomerStore.Commit;
import io.enishi.core.spi.CustomerStore.CommitResult;
import io.enishi.core.spi.StoredCommand;
import io.enishi.core.spi.StoredCustomer.Membership;
import io.enishi.core.spi.StoredCustomer.SeenIdentifier;
import io.enishi.core.value.CustomerId;
import io.enishi.core.value.KeyedHash;
import io.enishi.core.value.MatchKey;
import io.enishi.core.value.OriginId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Erases a person: one commit deletes their origins with all events and runs, and leaves tombstones that stop re-ingestion. */
final class Erasure {

    /** A key with more holders ties nobody, before and after. */
    private static final int MAX_NEIGHBOURS = 1000;

    private final Engine engine;
    private final KeyedHash secret;

    Erasure(Engine engine, KeyedHash secret) {
        this.engine = engine;
        this.secret = secret;
    }

    /** A tombstone tells, to whoever has the secret, that an address is erased, and nothing to anyone else. */
    static String tombstone(KeyedHash secret, MatchKey key) {
        return HexFormat.of()
                .formatHex(secret.hash("enishi/tombstone/1", key.scheme().name(), key.key()));
    }

    ErasureReport erase(OriginId origin, Instant now, String reason) {
        for (int attempt = 0; attempt < Engine.MAX_ATTEMPTS; attempt++) {
            CustomerId label = engine.labelOf(origin);
            ErasureReport report = null;
            Set<MatchKey> shared = new TreeSet<>();
            List<OriginId> gone = new ArrayList<>();
            engine.stripes.lock(label);
            try {
                if (engine.labelOf(origin).equals(label)) {
                    Hot hot = engine.hot(label, origin);
                    if (hot.version == 0) {
                        throw new IllegalArgumentException("no such customer: " + origin);
                    }
                    gone.addAll(hot.originIds());
                    shared.addAll(keys(hot));
                    hot.parts.forEach(part -> shared.addAll(engine.partition().derivedTies(part)));
                    report = eraseLocked(hot, now);
                }
            } finally {
                engine.cache.invalidate(label);
                engine.stripes.unlock(label);
            }
            if (report != null) { // outside the lock: regrouping takes several, in their own order
                engine.meters.count("customers.erased", "", 1);
                engine.partition().forget(gone);
                for (MatchKey key : shared) {
                    engine.partition().resolveAgain(engine.store.holders(key, MAX_NEIGHBOURS), now.toEpochMilli());
                }
                return report;
            }
        }
        throw new IllegalStateException("the customer kept changing; erase again: " + reason);
    }

    private @org.jspecify.annotations.Nullable ErasureReport eraseLocked(Hot hot, Instant now) {
        Set<String> tombstones = new TreeSet<>();
        Set<String> addresses = new TreeSet<>();
        long events = 0;
        for (Hot.Part part : hot.parts) {
            tombstones.add(part.id.toString());
            events += part.timeline.size();
            for (SeenIdentifier seen : part.identifiers.values()) {
                if (seen.key() != null) {
                    addresses.add(tombstone(secret, seen.key()));
                }
            }
        }
        tombstones.addAll(addresses);
        DecisionRecord record =
                new DecisionRecord(now, hot.id, new About.Suppressed(addresses), List.of(), List.of(), 0);
        List<StoredCommand> revoked = new ArrayList<>();
        for (StoredCommand open : hot.openCommands.values()) {
            revoked.add(open.closed(StoredCommand.Status.REVOKED, "erased"));
        }
        CustomerChange change = new CustomerChange(
                hot.id,
                hot.version,
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                new Membership("", new long[0]),
                hot.lastDecided,
                Hot.NEVER,
                List.of(),
                List.of(),
                List.of(),
                Map.of(),
                true,
                fold -> null);
        CommitResult result = engine.store.commit(
                new Commit(List.of(change), List.of(), List.of(), List.of(), List.of(), tombstones, List.of(record)));
        if (result != CommitResult.COMMITTED) {
            return null;
        }
        return new ErasureReport(
                hot.parts.size(),
                events,
                revoked.size(),
                List.of(
                        "consent statements by address: proof that has to be kept (特定電子メール法, 特定商取引法), at least three years",
                        "tombstones: keyed hashes that keep the person from being taken in or written to again"));
    }

    /** Ties that fewer origins hold now: one that proved nothing before may prove something again. */
    private static Set<MatchKey> keys(Hot hot) {
        Set<MatchKey> keys = new TreeSet<>();
        for (Hot.Part part : hot.parts) {
            part.identifiers.values().forEach(seen -> {
                if (seen.key() != null) {
                    keys.add(seen.key());
                }
            });
        }
        return keys;
    }
}
