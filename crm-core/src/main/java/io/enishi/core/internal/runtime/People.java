package io.enishi.core.internal.runtime;

import io.enishi.core.ErasureReport;
import io.enishi.core.IdentityTrial;
import io.enishi.core.RegroupReport;
import io.enishi.core.ReviewPage;
import io.enishi.core.consent.ConsentStatement;
import io.enishi.core.customer.CustomerCard;
import io.enishi.core.customer.DecisionRecord;
import io.enishi.core.customer.DecisionRecord.About;
import io.enishi.core.customer.GoldenRecord;
import io.enishi.core.customer.Stated;
import io.enishi.core.event.CustomerEvent;
import io.enishi.core.event.EventBody;
import io.enishi.core.process.Cause;
import io.enishi.core.spi.Audit;
import io.enishi.core.spi.CustomerStore;
import io.enishi.core.spi.CustomerStore.Alias;
import io.enishi.core.spi.IdentityResolver;
import io.enishi.core.spi.IdentityResolver.Judgement;
import io.enishi.core.spi.IdentityResolver.Resolution;
import io.enishi.core.spi.IdentityResolver.Review;
import io.enishi.core.value.AttributeValue;
import io.enishi.core.value.CustomerId;
import io.enishi.core.value.Identifier;
import io.enishi.core.value.KeyedHash;
import io.enishi.core.value.MatchKey;
import io.enishi.core.value.OriginId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Who is there: found by identifiers, shown as cards, merged and separated, restricted, erased, exported. */
public final class People {

    private static final int PAGE = 1000;

    private final Wiring wiring;
    private final Engine engine;
    private final Dispatcher dispatcher;
    private final KeyedHash secret;

    People(Wiring wiring, Engine engine, Dispatcher dispatcher, KeyedHash secret) {
        this.wiring = wiring;
        this.engine = engine;
        this.dispatcher = dispatcher;
        this.secret = secret;
    }

    public Optional<MatchKey> matchKey(Identifier identifier) {
        return wiring.normaliser.matchKey(identifier);
    }

    public Optional<CustomerId> find(Identifier identifier) {
        MatchKey key = wiring.normaliser.matchKey(identifier).orElse(null);
        if (key == null) {
            return Optional.empty();
        }
        Optional<CustomerId> own = wiring.store.customerOf(engine.originIds.originOf(key));
        if (own.isPresent()) {
            return own;
        }
        Set<CustomerId> people = new HashSet<>();
        for (OriginId holder : wiring.store.holders(key, PAGE)) {
            people.add(engine.customers.labelOf(holder));
        }
        return people.size() == 1 ? Optional.of(people.iterator().next()) : Optional.empty();
    }

    public Optional<OriginId> originOf(Identifier identifier) {
        MatchKey key = wiring.normaliser.matchKey(identifier).orElse(null);
        if (key == null) {
            return Optional.empty();
        }
        OriginId own = engine.originIds.originOf(key);
        if (wiring.store.customerOf(own).isPresent()) {
            return Optional.of(own);
        }
        List<OriginId> holders = wiring.store.holders(key, 2);
        return holders.size() == 1 ? Optional.of(holders.get(0)) : Optional.empty();
    }

    public Optional<CustomerId> customerOf(OriginId origin) {
        return wiring.store.customerOf(origin);
    }

    /** A label that holds now: the id itself, or what it became. */
    CustomerId present(CustomerId id) {
        return wiring.store
                .customerOf(id.origin())
                .orElseThrow(() -> new IllegalArgumentException("no such customer: " + id));
    }

    public Optional<CustomerCard> card(CustomerId id) {
        return engine.readDefined(
                id.origin(), hot -> Cards.of(hot, engine.environment, wiring.recommender, wiring.now()));
    }

    public Optional<GoldenRecord> goldenRecord(CustomerId id) {
        Instant now = wiring.now();
        return engine.customers.read(id.origin(), hot -> wiring.survivorship.of(statements(hot, now)));
    }

    /** All that was stated about a person: profile attributes up to now, and identifiers by the family of their scheme. */
    private List<Stated> statements(Hot hot, Instant now) {
        List<Stated> statements = new ArrayList<>();
        for (Part part : hot.parts) {
            part.identifiers
                    .values()
                    .forEach(seen -> statements.add(new Stated(
                            seen.identifier().scheme().family(),
                            AttributeValue.of(seen.identifier().value()),
                            part.id,
                            seen.source(),
                            seen.firstSeen(),
                            seen.identifier().verified())));
            for (CustomerEvent event : hot.eventsOf(part)) {
                if (event.body() instanceof EventBody.ProfileChanged profile
                        && !event.occurredAt().isAfter(now)) {
                    profile.attributes()
                            .forEach((name, value) -> statements.add(
                                    new Stated(name, value, part.id, event.source(), event.occurredAt(), false)));
                }
            }
        }
        return statements;
    }

    public List<CustomerEvent> timeline(CustomerId id) {
        return engine.customers
                .read(id.origin(), hot -> List.copyOf(hot.timeline().events()))
                .orElse(List.of());
    }

    public List<CustomerId> customers(@Nullable CustomerId after, int limit) {
        return wiring.store.customers(after, limit);
    }

    public List<Alias> aliases(CustomerId id) {
        return wiring.store.aliases(id);
    }

    public RegroupReport judge(Judgement judgement) {
        Partition.Regrouped regrouped = engine.partition.judge(judgement);
        return new RegroupReport(regrouped.merged(), regrouped.separated(), regrouped.reviews());
    }

    /** Records many judgements, and puts each into effect as if it were alone. */
    public RegroupReport judgeAll(Collection<Judgement> judgements) {
        int merged = 0;
        int separated = 0;
        List<Review> open = new ArrayList<>();
        for (Partition.Regrouped report : engine.partition.judgeAll(judgements)) {
            merged += report.merged();
            separated += report.separated();
            open.removeIf(review -> report.reviews().contains(review));
            open.addAll(report.reviews());
        }
        return new RegroupReport(merged, separated, open);
    }

    public List<Review> reviews() {
        return engine.partition.reviews().all();
    }

    public ReviewPage reviews(@Nullable CustomerId after, int limit) {
        return engine.partition.reviews().page(after, limit);
    }

    public Audit audit(OriginId one, OriginId other) {
        return engine.partition.audit(one, other);
    }

    public Set<CustomerId> household(CustomerId id) {
        return engine.partition.household(present(id).origin());
    }

    public IdentityTrial tryIdentity(IdentityResolver other) {
        return engine.partition.tried(other);
    }

    public RegroupReport resolveAll() {
        Partition.Regrouped regrouped = engine.partition.resolveAll(wiring.now().toEpochMilli());
        return new RegroupReport(regrouped.merged(), regrouped.separated(), regrouped.reviews());
    }

    public Resolution identity(CustomerId id) {
        return engine.partition.explain(present(id).origin());
    }

    public void consent(ConsentStatement statement) {
        MatchKey address = statement.address();
        CustomerId label = new CustomerId(engine.originIds.originOf(address));
        About.FactsChanged about =
                new About.FactsChanged("consent statement", List.of(statement), Map.of(), Cause.EVENT);
        // First the ledger, so that every claim from now on sees it; then the customers who hold the address.
        engine.commits.commitWhateverStands(new CustomerStore.Commit(
                List.of(),
                List.of(),
                List.of(),
                List.of(statement),
                List.of(),
                List.of(),
                Set.of(),
                List.of(new DecisionRecord(wiring.now(), label, about, List.of(), List.of(), 0, 0))));
        tellHolders(address, "consent statement");
    }

    private void tellHolders(MatchKey address, String what) {
        About.FactsChanged about = new About.FactsChanged(what, List.of(), Map.of(), Cause.EVENT);
        Set<OriginId> reached = new HashSet<>();
        for (OriginId holder : wiring.store.holders(address, PAGE)) {
            if (!reached.contains(holder)) {
                List<OriginId> person = new ArrayList<>();
                engine.decide(holder, wiring.now().toEpochMilli(), (hot, draft, now) -> {
                    person.clear(); // of an attempt that was lost
                    person.addAll(hot.originIds());
                    engine.decider.factsChanged(hot, about, now, draft);
                });
                reached.addAll(person);
            }
        }
    }

    public void restrict(CustomerId id, boolean restricted, String reason) {
        OriginId origin = present(id).origin();
        engine.decide(origin, wiring.now().toEpochMilli(), (hot, draft, now) -> {
            Map<OriginId, Boolean> changes = new HashMap<>();
            hot.parts.forEach(part -> changes.put(part.id, restricted));
            restrict(hot, changes, reason, now, draft);
        });
    }

    void restrict(Hot hot, Map<OriginId, Boolean> changes, String reason, long now, Draft draft) {
        changes.forEach((origin, restricted) -> {
            Part part = hot.part(origin);
            if (part != null) {
                part.restricted = restricted;
                draft.restrictions.put(origin, restricted);
            }
        });
        About.FactsChanged about =
                new About.FactsChanged(reason, List.of(), Map.copyOf(draft.restrictions), Cause.EVENT);
        engine.decider.factsChanged(hot, about, now, draft);
    }

    public ErasureReport erase(CustomerId id, String reason) {
        Instant now = wiring.now();
        return new Erasure(
                        engine,
                        secret,
                        open -> dispatcher.erased(open, now),
                        address -> tellHolders(address, Recorded.SUPPRESSED))
                .erase(present(id).origin(), now, reason);
    }

    public void suppress(Identifier identifier) {
        MatchKey key = wiring.normaliser
                .matchKey(identifier)
                .orElseThrow(() -> new IllegalArgumentException(
                        "the identifier of scheme " + identifier.scheme() + " is not usable as an address"));
        suppress(Set.of(Erasure.tombstone(secret, key)), new CustomerId(engine.originIds.originOf(key)), key);
        tellHolders(key, Recorded.SUPPRESSED);
    }

    /** @param address whose tombstones they are; null when it is not known any more */
    void suppress(Set<String> tombstones, CustomerId label, @Nullable MatchKey address) {
        DecisionRecord record =
                new DecisionRecord(wiring.now(), label, new About.Suppressed(tombstones), List.of(), List.of(), 0, 0);
        engine.customers.commitBeside(
                () -> address == null ? List.of() : wiring.store.holders(address, PAGE),
                changes -> new CustomerStore.Commit(
                        changes,
                        List.of(),
                        address == null ? List.of() : engine.commits.ledgersAsTheyStand(Set.of(address)),
                        List.of(),
                        List.of(),
                        List.of(),
                        tombstones,
                        List.of(record)));
    }

    public void export(CustomerId id, Consumer<String> lines) {
        CustomerId label = present(id);
        engine.customers.read(label.origin(), hot -> {
            new PersonExport(engine).write(hot, lines);
            return Boolean.TRUE;
        });
    }
}
