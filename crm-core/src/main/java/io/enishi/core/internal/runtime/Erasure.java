package io.enishi.core.internal.runtime;

import io.enishi.core.ErasureReport;
import io.enishi.core.customer.DecisionRecord;
import io.enishi.core.customer.DecisionRecord.About;
import io.enishi.core.spi.CustomerChange;
import io.enishi.core.spi.CustomerChange.CheckpointChange;
import io.enishi.core.spi.CustomerStore.Commit;
import io.enishi.core.spi.CustomerStore.CommitResult;
import io.enishi.core.spi.StoredCommand;
import io.enishi.core.spi.StoredCustomer.Membership;
import io.enishi.core.value.CustomerId;
import io.enishi.core.value.KeyedHash;
import io.enishi.core.value.MatchKey;
import io.enishi.core.value.OriginId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Erases a person: one commit deletes their origins with all events and runs, and leaves tombstones that stop re-ingestion.
 *
 * <p>There are two for each identifier that was seen under the erased origins: one for the origin that the identifier leads to, so that
 * no event comes in again whose strongest identifier it is, and one for the address, so that nothing is written to it. A family
 * address is treated alike: the others keep their customers and what they hold, and their events that carry a stronger identifier
 * are taken in; events that carry the shared address alone are refused, since nobody can tell whose they are, and nothing is
 * written to it any more.
 */
final class Erasure {

    /** A key with more holders ties nobody, before and after. */
    private static final int MAX_NEIGHBOURS = 1000;

    private final Engine engine;
    private final KeyedHash secret;
    private final Consumer<Collection<StoredCommand>> revoked;
    private final Consumer<MatchKey> suppressed;

    /**
     * @param revoked is told of the commands that were open, after the commit
     * @param suppressed is told of each address that may not be written to any more, after the commit
     */
    Erasure(
            Engine engine,
            KeyedHash secret,
            Consumer<Collection<StoredCommand>> revoked,
            Consumer<MatchKey> suppressed) {
        this.engine = engine;
        this.secret = secret;
        this.revoked = revoked;
        this.suppressed = suppressed;
    }

    /** A tombstone tells, to whoever has the secret, that an address is erased, and nothing to anyone else. */
    static String tombstone(KeyedHash secret, MatchKey key) {
        return HexFormat.of()
                .formatHex(secret.hash("enishi/tombstone/1", key.scheme().name(), key.key()));
    }

    ErasureReport erase(OriginId origin, Instant now, String reason) {
        for (int attempt = 0; attempt < Commits.MAX_ATTEMPTS; attempt++) {
            CustomerId label = engine.customers.labelOf(origin);
            Set<MatchKey> known = engine.customers
                    .read(origin, Erasure::keys)
                    .orElseThrow(() -> new IllegalArgumentException("no such customer: " + origin));
            // Whoever comes with one of these as their strongest identifier waits until the tombstones stand.
            Set<CustomerId> labels = new TreeSet<>(Set.of(label));
            known.forEach(key -> labels.add(engine.customers.labelOf(engine.originIds.originOf(key))));
            // Whoever shares one of them is decided about with it; from the tombstones on, without.
            Set<OriginId> sharing = new TreeSet<>();
            known.forEach(key -> sharing.addAll(engine.store.holders(key, MAX_NEIGHBOURS)));
            sharing.forEach(holder -> labels.add(engine.customers.labelOf(holder)));
            ErasureReport report = null;
            Set<MatchKey> shared = new TreeSet<>(known);
            List<OriginId> gone = new ArrayList<>();
            engine.stripes.lockAll(labels);
            try {
                if (engine.customers.labelOf(origin).equals(label)) {
                    Hot hot = engine.memory.whole(label, origin);
                    boolean covered = hot.version > 0
                            && keys(hot).stream()
                                    .allMatch(key ->
                                            labels.contains(engine.customers.labelOf(engine.originIds.originOf(key))));
                    sharing.removeAll(hot.originIds());
                    Map<CustomerId, Hot> others = engine.customers.standing(sharing, labels);
                    if (covered && others != null && !others.containsKey(label)) {
                        gone.addAll(hot.originIds());
                        hot.parts.forEach(part -> shared.addAll(engine.partition.derivedTies(part)));
                        report = eraseLocked(hot, others.values(), now);
                    }
                }
            } finally {
                labels.forEach(engine.cache::invalidate);
                engine.labels.forget(gone);
                engine.stripes.unlockAll(labels);
            }
            if (report != null) { // outside the lock: regrouping takes several, in their own order
                engine.meters.count("customers.erased", "", 1);
                engine.partition.reviews().forget(gone);
                for (MatchKey key : shared) {
                    engine.partition.resolveAgain(engine.store.holders(key, MAX_NEIGHBOURS), now.toEpochMilli());
                }
                known.forEach(suppressed);
                engine.forgetIdentifiers();
                return report;
            }
        }
        throw new IllegalStateException("the customer kept changing; erase again: " + reason);
    }

    private @Nullable ErasureReport eraseLocked(Hot hot, Collection<Hot> others, Instant now) {
        Set<String> tombstones = new TreeSet<>();
        Set<String> addresses = new TreeSet<>();
        long events = 0;
        for (Part part : hot.parts) {
            tombstones.add(part.id.toString());
            events += part.known.size();
        }
        for (MatchKey key : keys(hot)) {
            tombstones.add(engine.originIds.originOf(key).toString());
            addresses.add(tombstone(secret, key));
        }
        tombstones.addAll(addresses);
        DecisionRecord record =
                new DecisionRecord(now, hot.id, new About.Suppressed(addresses), List.of(), List.of(), 0, 0);
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
                CheckpointChange.dropped());
        List<CustomerChange> changes = new ArrayList<>(List.of(change));
        changes.addAll(engine.commits.unchanged(others));
        CommitResult result = engine.commits.commit(new Commit(
                changes,
                List.of(),
                engine.commits.ledgersAsTheyStand(keys(hot)),
                List.of(),
                List.of(),
                List.of(),
                tombstones,
                List.of(record)));
        if (result != CommitResult.COMMITTED) {
            return null;
        }
        revoked.accept(List.copyOf(hot.openCommands.values()));
        return new ErasureReport(
                hot.parts.size(),
                events,
                hot.openCommands.size(),
                List.of(
                        "consent statements by address: proof that has to be kept (特定電子メール法, 特定商取引法), at least three"
                                + " years",
                        "tombstones: keyed hashes that keep the person from being taken in or written to again, also"
                                + " by an address that others of a family use",
                        "the decision log without their events: times and names of rules under keyed ids"));
    }

    /** All that is known of who the person is; as ties, one that proved nothing before may prove something again. */
    private static Set<MatchKey> keys(Hot hot) {
        Set<MatchKey> keys = new TreeSet<>();
        for (Part part : hot.parts) {
            part.identifiers.values().forEach(seen -> {
                if (seen.key() != null) {
                    keys.add(seen.key());
                }
            });
        }
        return keys;
    }
}
