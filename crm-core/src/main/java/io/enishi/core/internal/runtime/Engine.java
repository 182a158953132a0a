package io.enishi.core.internal.runtime;

import com.github.benmanes.caffeine.cache.Cache;
import io.enishi.core.AcceptOutcome;
import io.enishi.core.Mode;
import io.enishi.core.customer.DecisionRecord;
import io.enishi.core.customer.DecisionRecord.About;
import io.enishi.core.event.CustomerEvent;
import io.enishi.core.event.EventBody;
import io.enishi.core.internal.origin.OriginIds;
import io.enishi.core.internal.timeline.Arrival;
import io.enishi.core.internal.timeline.OriginTimeline;
import io.enishi.core.internal.timeline.Vocabulary;
import io.enishi.core.process.Cause;
import io.enishi.core.process.CommandKey;
import io.enishi.core.process.InstanceKey;
import io.enishi.core.process.Timer;
import io.enishi.core.spi.AddressNormaliser;
import io.enishi.core.spi.CustomerChange;
import io.enishi.core.spi.CustomerChange.AddedIdentifier;
import io.enishi.core.spi.CustomerChange.ChangedInterests;
import io.enishi.core.spi.CustomerChange.ChangedTimeline;
import io.enishi.core.spi.CustomerStore;
import io.enishi.core.spi.CustomerStore.Commit;
import io.enishi.core.spi.CustomerStore.CommitResult;
import io.enishi.core.spi.CustomerStore.LedgerCheck;
import io.enishi.core.spi.MeterListener;
import io.enishi.core.spi.StoreFailure;
import io.enishi.core.spi.StoredCustomer.Membership;
import io.enishi.core.spi.StoredCustomer.SeenIdentifier;
import io.enishi.core.spi.StoredCustomer.StoredInstance;
import io.enishi.core.spi.StoredShopEvent;
import io.enishi.core.spi.StoredShopEvent.Interested;
import io.enishi.core.value.CustomerId;
import io.enishi.core.value.Identifier;
import io.enishi.core.value.MatchKey;
import io.enishi.core.value.OriginId;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiFunction;
import java.util.function.BiPredicate;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The shell around the decisions: finds and locks customers, lets what is due be decided first, commits, publishes working memory
 * after the commit.
 *
 * <p>Inputs of one customer are serialised by a stripe lock; between JVMs the store's versions decide. Whoever loses decides again
 * on fresh data. All decisions that one input leads to (wake-ups before it, events of ours that follow) are one commit.
 */
final class Engine {

    /** Losing this often in a row means that something else is wrong. */
    static final int MAX_ATTEMPTS = 16;
    /** Inputs in one commit at most: each holds the lock of its customer meanwhile. */
    private static final int MAX_TOGETHER = 1000;
    /** Stands where none of the identifiers is usable. */
    private static final OriginId NOBODY = new OriginId(0, 0);

    private static final About.FactsChanged DEFINITIONS_CHANGED =
            new About.FactsChanged("definitions changed", List.of(), Map.of(), Cause.DEFINITION);

    private static final Logger LOG = LoggerFactory.getLogger(Engine.class);

    final Definitions definitions;
    final Environment environment;
    final CustomerStore store;
    final Decider decider;
    final OriginIds originIds;
    final AddressNormaliser normaliser;
    final MeterListener meters;
    final ZoneId shopZone;
    final Vocabulary vocabulary;
    final Stripes stripes;
    final Cache<CustomerId, Hot> cache;
    final Labels labels;
    final Memory memory;
    private final int checkpointEvery;
    private final Checkpointing checkpointing;
    /** When the definitions came into force, in epoch milliseconds. */
    final long inForceSince;

    private final Partition partition;
    private volatile @Nullable Runnable leftBehind;

    Engine(
            Definitions definitions,
            Environment environment,
            CustomerStore store,
            OriginIds originIds,
            AddressNormaliser normaliser,
            MeterListener meters,
            ZoneId shopZone,
            Vocabulary vocabulary,
            Stripes stripes,
            Cache<CustomerId, Hot> cache,
            Labels labels,
            int checkpointEvery,
            long inForceSince,
            Function<Engine, Partition> partition) {
        this.definitions = definitions;
        this.environment = environment;
        this.store = store;
        this.decider = new Decider(definitions, environment);
        this.originIds = originIds;
        this.normaliser = normaliser;
        this.meters = meters;
        this.shopZone = shopZone;
        this.vocabulary = vocabulary;
        this.stripes = stripes;
        this.cache = cache;
        this.labels = labels;
        this.checkpointEvery = store.keepsCheckpoints() ? checkpointEvery : 0;
        this.checkpointing = new Checkpointing(definitions, this.checkpointEvery);
        this.memory =
                new Memory(definitions, store, decider, vocabulary, shopZone, meters, cache, labels, checkpointing);
        this.inForceSince = inForceSince;
        this.partition = partition.apply(this);
    }

    Partition partition() {
        return partition;
    }

    /** The same engine in another world, to decide again; it must not commit. */
    Engine with(Environment world) {
        return new Engine(
                definitions,
                world,
                store,
                originIds,
                normaliser,
                MeterListener.none(),
                shopZone,
                vocabulary,
                stripes,
                cache,
                labels,
                checkpointEvery,
                inForceSince,
                engine -> partition);
    }

    /**
     * The same engine under other definitions, from {@code since} on. Both may be at work for a while, as two JVMs may: they share locks and
     * working memory, and neither takes for its own what the other put there.
     */
    Engine under(Definitions changed, long since, Function<Engine, Partition> withPartition) {
        return new Engine(
                changed,
                environment,
                store,
                originIds,
                normaliser,
                meters,
                shopZone,
                vocabulary,
                stripes,
                cache,
                labels,
                checkpointEvery,
                since,
                withPartition);
    }

    // ---------------------------------------------------------------- events

    /**
     * Where an event goes.
     *
     * @param origin its origin; null when none of its identifiers is usable
     * @param isReaction whether the origin is that of a message of ours that it answers
     */
    record Route(@Nullable OriginId origin, boolean isReaction) {}

    Route route(CustomerEvent event) {
        OriginId answered = originOfMessage(event).orElse(null);
        return answered != null
                ? new Route(answered, true)
                : new Route(originIds.originOf(event.identifiers()).orElse(null), false);
    }

    /**
     * Events of one instant and one origin as one input.
     *
     * @param clock the wall clock: events after it are kept but not visible yet
     * @param wouldStart gets the runs that a backfill would have started; null when nobody asks
     * @return the input, with one outcome to be filled in for each event; they are filled where nobody can be found
     */
    Incoming incoming(
            List<CustomerEvent> group,
            Route route,
            Mode mode,
            long clock,
            @Nullable Collection<InstanceKey> wouldStart) {
        // Whoever taps a forwarded message comes with identifiers of their own: they are no evidence about its
        // recipient.
        List<SeenIdentifier> seen = route.isReaction() || route.origin() == null ? List.of() : sightings(group);
        OriginId origin = route.origin() == null ? NOBODY : route.origin();
        return new Incoming(
                origin, group, seen, mode, clock, new AcceptOutcome[group.size()], wouldStart, new boolean[1]);
    }

    /**
     * Takes in several inputs, with the outcomes of one after the other. What concerns nobody but the customers themselves is one commit
     * where the store is quicker that way; if that is lost, or something throws, they are taken in one by one.
     */
    void acceptAll(List<Incoming> inputs) {
        if (!store.prefersLargeCommits()) {
            inputs.forEach(this::accept);
            return;
        }
        List<Incoming> together = new ArrayList<>();
        for (Incoming input : inputs) {
            boolean plain = !input.origin().equals(NOBODY) && partition.concernsNobodyElse(input);
            if (plain) {
                together.add(input);
            }
            if (!plain || together.size() == MAX_TOGETHER) {
                acceptTogether(together);
                together.clear();
            }
            if (!plain) {
                accept(input);
            }
        }
        acceptTogether(together);
    }

    private void acceptTogether(List<Incoming> inputs) {
        if (inputs.size() < 2 || !commitTogether(inputs)) {
            inputs.forEach(this::accept);
        } else {
            inputs.forEach(this::reconsiderIfToldAgain);
        }
    }

    private boolean commitTogether(List<Incoming> inputs) {
        List<OriginId> origins =
                inputs.stream().map(Incoming::origin).distinct().toList();
        Map<OriginId, CustomerId> known = labels.ofAll(origins);
        Map<CustomerId, List<Incoming>> byPerson = new LinkedHashMap<>();
        Map<CustomerId, OriginId> people = new LinkedHashMap<>();
        for (Incoming input : inputs) {
            CustomerId label = known.getOrDefault(input.origin(), new CustomerId(input.origin()));
            byPerson.computeIfAbsent(label, person -> new ArrayList<>(1)).add(input);
            people.putIfAbsent(label, input.origin());
        }
        boolean done = together(people, () -> new Arrivals(byPerson, labels.ofAll(origins)));
        if (!done) {
            inputs.forEach(input -> labels.forget(input.origin()));
        }
        return done;
    }

    /** What is decided about several customers in one commit. */
    private interface Together {

        /** Whether there is nobody who holds an origin, so that nobody needs to be read. */
        boolean isNew(OriginId origin);

        /** What is asked for all of them at once, when those who are there have been read. */
        void ask();

        /** Decides about one; false when it is somebody else's by now. */
        boolean decide(Hot hot, Draft draft);
    }

    /** Inputs of several people; the labels of those who stand were asked under the locks of all. */
    private final class Arrivals implements Together {
        private final Map<CustomerId, List<Incoming>> byPerson;
        private final Map<OriginId, CustomerId> standing;
        private Set<String> erased = Set.of();

        Arrivals(Map<CustomerId, List<Incoming>> byPerson, Map<OriginId, CustomerId> standing) {
            this.byPerson = byPerson;
            this.standing = standing;
        }

        @Override
        public boolean isNew(OriginId origin) {
            return !standing.containsKey(origin);
        }

        @Override
        public void ask() {
            Set<String> unsure = new HashSet<>();
            byPerson.forEach((label, inputs) -> {
                Hot hot = cache.getIfPresent(label);
                for (Incoming input : inputs) {
                    Hot.Part part = hot == null ? null : hot.part(input.origin());
                    if (part == null || !part.admitted) {
                        unsure.add(input.origin().toString());
                    }
                }
            });
            erased = unsure.isEmpty() ? Set.of() : store.suppressed(unsure);
        }

        @Override
        public boolean decide(Hot hot, Draft draft) {
            for (Incoming input : byPerson.getOrDefault(hot.id, List.of())) {
                OriginId origin = input.origin();
                if (!standing.getOrDefault(origin, new CustomerId(origin)).equals(hot.id)) {
                    return false; // merged or separated while we waited for the locks
                }
                if (!refuseErased(hot, input, erased::contains)) {
                    acceptLocked(hot, draft, input);
                }
            }
            return true;
        }
    }

    /**
     * As {@link #together(Map, Supplier)}, about people who are there and with nothing to be asked.
     *
     * @param beforehand called before the first is decided about, again when all of them are decided about once more
     */
    private boolean together(Map<CustomerId, OriginId> people, Runnable beforehand, BiPredicate<Hot, Draft> work) {
        Together plain = new Together() {
            @Override
            public boolean isNew(OriginId origin) {
                return false;
            }

            @Override
            public void ask() {
                beforehand.run();
            }

            @Override
            public boolean decide(Hot hot, Draft draft) {
                return work.test(hot, draft);
            }
        };
        return together(people, () -> plain);
    }

    /**
     * Decides about several customers in one commit; false when that did not come about, and nothing changed. What throws is found out
     * one by one.
     *
     * @param people each with an origin of theirs, in the order of the log
     * @param prepared called once their locks are held
     */
    private boolean together(Map<CustomerId, OriginId> people, Supplier<Together> prepared) {
        Set<CustomerId> whole = new HashSet<>();
        while (true) {
            Set<CustomerId> lacking = new HashSet<>();
            if (together(people, prepared, whole, lacking)) {
                return true;
            }
            if (!whole.addAll(lacking)) {
                return false;
            }
        }
    }

    /**
     * @param whole who has to be read whole
     * @param lacking gets who has to be read whole the next time
     */
    private boolean together(
            Map<CustomerId, OriginId> people,
            Supplier<Together> prepared,
            Set<CustomerId> whole,
            Set<CustomerId> lacking) {
        Map<CustomerId, Hot> hots = new LinkedHashMap<>();
        boolean done = false;
        stripes.lockAll(people.keySet());
        try {
            Together work = prepared.get();
            readAll(people, work);
            work.ask();
            List<CustomerChange> changes = new ArrayList<>(people.size());
            List<DecisionRecord> records = new ArrayList<>(people.size());
            for (Map.Entry<CustomerId, OriginId> person : people.entrySet()) {
                Hot hot = whole.contains(person.getKey())
                        ? memory.whole(person.getKey(), person.getValue())
                        : hot(person.getKey(), person.getValue(), work);
                hots.put(person.getKey(), hot);
                Draft draft = new Draft();
                if (!hot.id.equals(person.getKey()) || !work.decide(hot, draft)) {
                    return false; // merged or separated by another JVM
                }
                if (hot.lacksOlder()) {
                    return false;
                }
                if (!draft.isEmpty()) {
                    changes.add(change(hot, draft, hot.version));
                    records.addAll(draft.records);
                }
            }
            CommitResult result = changes.isEmpty()
                    ? CommitResult.COMMITTED
                    : commit(new Commit(
                            changes,
                            List.of(),
                            AddressReads.ledgerChecks(hots.values()),
                            AddressReads.suppressionChecks(hots.values()),
                            List.of(),
                            List.of(),
                            List.of(),
                            java.util.Set.of(),
                            records));
            done = result == CommitResult.COMMITTED;
            if (done) {
                for (CustomerChange change : changes) {
                    Hot hot = java.util.Objects.requireNonNull(hots.get(change.id()));
                    hot.version++;
                    cache.put(hot.id, hot);
                    labels.know(hot.originIds(), hot.id);
                }
            } else {
                meters.count("commits.lost", result.name(), 1);
            }
            return done;
        } catch (RuntimeException thrown) {
            endTurn(thrown);
            LOG.debug("{} customers could not be decided about together", people.size(), thrown);
            return false; // one by one it comes out whose it is
        } finally {
            if (!done) {
                hots.forEach((label, hot) -> {
                    memory.drop(hot, label);
                    if (hot.lacksOlder()) {
                        lacking.add(label);
                    }
                });
            }
            stripes.unlockAll(people.keySet());
        }
    }

    private Hot hot(CustomerId label, OriginId origin, Together work) {
        return work.isNew(origin) && memory.cached(label) == null ? memory.fresh(origin) : memory.of(label, origin);
    }

    /** Reads those whom memory does not hold, all at once; under their locks. */
    private void readAll(Map<CustomerId, OriginId> people, Together work) {
        List<OriginId> missing = new ArrayList<>();
        people.forEach((label, origin) -> {
            if (!memory.remembers(label, origin) && !work.isNew(origin)) {
                missing.add(origin);
            }
        });
        if (missing.size() > 1) {
            memory.readAll(missing, people.keySet());
        }
    }

    /** As {@link #wake}, for several customers in one commit where that comes about; false when nothing changed. */
    boolean wakeTogether(List<CustomerId> customers, long until, Predicate<CustomerId> backfill) {
        if (!store.prefersLargeCommits() || customers.size() < 2) {
            return false;
        }
        Map<CustomerId, OriginId> people = new LinkedHashMap<>();
        customers.forEach(customer -> people.put(customer, customer.origin()));
        return together(people, () -> {}, (hot, draft) -> {
            runWakes(hot, until, backfill.test(hot.id), draft);
            draft.force = hot.version > 0;
            return true;
        });
    }

    /** Takes in one input. */
    void accept(Incoming arriving) {
        OriginId origin = arriving.origin();
        AcceptOutcome[] outcomes = arriving.outcomes();
        if (origin.equals(NOBODY)) {
            arriving.all(new AcceptOutcome.Refused(List.of("none of the identifiers is usable")));
            return;
        }
        Set<MatchKey> before = partition.derivedTies(origin, arriving.events());
        if (!partition.acceptWithEvidence(arriving)) {
            withCustomer(origin, (hot, draft) -> {
                if (!refuseErased(hot, arriving)) {
                    acceptLocked(hot, draft, arriving);
                }
                return Boolean.TRUE;
            });
        }
        for (AcceptOutcome outcome : outcomes) {
            if (outcome instanceof AcceptOutcome.Accepted || outcome instanceof AcceptOutcome.NeedsReview) {
                partition.reconsider(arriving, before);
                return;
            }
        }
        reconsiderIfToldAgain(arriving);
    }

    /**
     * Puts a shop event on the timeline of whoever holds an origin, if they are interested and do not have it yet, and decides what
     * follows.
     *
     * @param person whose turn it is, and when: whoever is interested since later gets their turn later
     * @param clock the wall clock, not before the event
     * @param wouldStart gets the runs that history would have started; null when nobody asks
     */
    Told tell(
            Interested person,
            StoredShopEvent row,
            EventBody news,
            long clock,
            @Nullable Collection<InstanceKey> wouldStart) {
        return withCustomer(person.origin(), (hot, draft) -> tell(hot, draft, person, row, news, clock, wouldStart));
    }

    /** What came of telling somebody. */
    enum Told {
        /** They got it. */
        NOW,
        /** They have it, or it does not concern them. */
        NOT,
        /** Their turn comes later. */
        LATER
    }

    /** As {@link #tell}, for several customers in one commit where that comes about; empty when nothing changed. */
    Map<Interested, Told> tellTogether(
            List<Interested> people,
            StoredShopEvent row,
            EventBody news,
            long clock,
            @Nullable Collection<InstanceKey> wouldStart) {
        if (!store.prefersLargeCommits() || people.size() < 2) {
            return Map.of();
        }
        Map<CustomerId, OriginId> origins = new LinkedHashMap<>();
        Map<CustomerId, Interested> turns = new LinkedHashMap<>();
        for (Interested person : people) {
            CustomerId label = labelOf(person.origin());
            origins.putIfAbsent(label, person.origin());
            turns.putIfAbsent(label, person);
        }
        if (turns.size() < people.size()) {
            return Map.of(); // somebody has several turns
        }
        Map<Interested, Told> told = new HashMap<>();
        List<InstanceKey> would = new ArrayList<>();
        boolean done = together(origins, would::clear, (hot, draft) -> {
            Interested person = turns.get(hot.id);
            if (person != null) {
                told.put(person, tell(hot, draft, person, row, news, clock, would));
            }
            return person != null;
        });
        if (!done) {
            labels.forget(origins.values());
            return Map.of();
        }
        if (wouldStart != null) {
            wouldStart.addAll(would);
        }
        return told;
    }

    private Told tell(
            Hot hot,
            Draft draft,
            Interested person,
            StoredShopEvent row,
            EventBody news,
            long clock,
            @Nullable Collection<InstanceKey> wouldStart) {
        long at = row.event().occurredAt().toEpochMilli();
        OriginId origin = person.origin();
        Hot.Part part = hot.part(origin);
        Identifier who = part == null ? null : ownIdentifier(part);
        if (hot.version == 0 || who == null) {
            return Told.NOT; // erased since
        }
        CustomerEvent event = CustomerEvent.of(
                row.event().source(), row.event().id(), who, row.event().occurredAt(), news);
        if (hot.originOf(event) != null) {
            return Told.NOT;
        }
        bringTo(hot, at, row.backfill(), draft);
        Told turn = definitions.interests.turn(hot, news, person, at, Math.max(hot.lastDecided, at));
        if (turn != Told.NOW) {
            draft.force = true; // nobody asks again: memory that is behind must not say so
            return turn;
        }
        Incoming arriving = new Incoming(
                origin,
                List.of(event),
                List.of(), // nobody was seen
                row.backfill() ? Mode.BACKFILL : Mode.LIVE,
                clock,
                new AcceptOutcome[1],
                wouldStart,
                new boolean[1]);
        if (!refuseErased(hot, arriving)) {
            acceptLocked(hot, draft, arriving);
        }
        return arriving.outcomes()[0] instanceof AcceptOutcome.Accepted ? Told.NOW : Told.NOT;
    }

    /** The identifier that leads to the origin; any other where that one is not kept. */
    private @Nullable Identifier ownIdentifier(Hot.Part part) {
        Identifier any = null;
        for (Identifier identifier : part.identifiers.keySet()) {
            if (originIds.originOf(List.of(identifier)).filter(part.id::equals).isPresent()) {
                return identifier;
            }
            any = any == null ? identifier : any;
        }
        return any;
    }

    /**
     * Whoever tells something again may not have been told that it is done: the worker may have died after the commit, before it
     * asked what the identifiers mean for others. History is not asked about again, since there is much of it.
     */
    private void reconsiderIfToldAgain(Incoming arriving) {
        if (arriving.mode() == Mode.LIVE && arriving.outcomes()[0] instanceof AcceptOutcome.Duplicate) {
            arriving.news()[0] = true;
            partition.reconsider(arriving, partition.derivedTies(arriving.origin(), arriving.events()));
        }
    }

    /**
     * Events of one instant and one origin on their way in.
     *
     * @param outcomes filled while they are taken in, one for each event
     * @param wouldStart gets the runs that a backfill would have started; null when nobody asks
     * @param news its one element tells afterwards whether they carried an identifier that was not known yet
     */
    @SuppressWarnings("ArrayRecordComponent") // filled in place
    record Incoming(
            OriginId origin,
            List<CustomerEvent> events,
            List<SeenIdentifier> seen,
            Mode mode,
            long clock,
            AcceptOutcome[] outcomes,
            @Nullable Collection<InstanceKey> wouldStart,
            boolean[] news) {

        Instant at() {
            return events.get(0).occurredAt();
        }

        void all(AcceptOutcome outcome) {
            Arrays.fill(outcomes, outcome);
        }
    }

    /** A reaction to a message of ours follows the origin of that message; empty for everything else. */
    private Optional<OriginId> originOfMessage(CustomerEvent event) {
        if (event.body() instanceof EventBody.MessageEvent reaction) {
            return commandKey(reaction.message())
                    .filter(key -> store.command(key).isPresent())
                    .map(CommandKey::origin);
        }
        return Optional.empty();
    }

    private static Optional<CommandKey> commandKey(String message) {
        int slashes = 0;
        for (int i = 0; i < message.length(); i++) {
            slashes += message.charAt(i) == '/' ? 1 : 0;
        }
        if (slashes != 3 || message.indexOf('/') != 32) {
            return Optional.empty();
        }
        try {
            return Optional.of(CommandKey.parse(message));
        } catch (IllegalArgumentException notOurs) {
            return Optional.empty(); // a sender's own id that happens to look like a key
        }
    }

    List<SeenIdentifier> sightings(List<CustomerEvent> group) {
        List<SeenIdentifier> seen = new ArrayList<>(1);
        for (CustomerEvent event : group) {
            for (Identifier identifier : event.identifiers()) {
                MatchKey key = normaliser.matchKey(identifier).orElse(null);
                seen.add(new SeenIdentifier(identifier, key, event.source(), event.occurredAt()));
            }
        }
        return seen;
    }

    /**
     * Refuses events whose strongest identifier was known of an erased person: that identifier leads to their origin, and the origin
     * it leads to is the tombstone. Asked under the lock of that origin's customer, which an erasure holds as well.
     */
    boolean refuseErased(@Nullable Hot hot, Incoming arriving) {
        return refuseErased(hot, arriving, store::isSuppressed);
    }

    private static boolean refuseErased(@Nullable Hot hot, Incoming arriving, Predicate<String> isSuppressed) {
        Hot.Part part = hot == null ? null : hot.part(arriving.origin());
        if (part != null && part.admitted) {
            return false;
        }
        if (!isSuppressed.test(arriving.origin().toString())) {
            if (part != null) {
                part.admitted = true;
            }
            return false;
        }
        arriving.all(new AcceptOutcome.Refused(List.of("the person was erased; their events are not taken in again")));
        return true;
    }

    /** Takes in events under the customer's lock; decides what is due before them, then them, then what they emitted. */
    void acceptLocked(Hot hot, Draft draft, Incoming arriving) {
        OriginId origin = arriving.origin();
        long clock = arriving.clock();
        boolean backfill = arriving.mode() == Mode.BACKFILL;
        draft.history |= backfill;
        Hot.Part part = hot.part(origin);
        OriginTimeline known = part == null ? OriginTimeline.empty(vocabulary) : part.known;
        List<CustomerEvent> fresh = new ArrayList<>(arriving.events().size());
        for (int i = 0; i < arriving.events().size(); i++) {
            CustomerEvent event = arriving.events().get(i);
            // Looked at, not kept: nothing has changed yet.
            Arrival fate = hot.arrival(known, event);
            if (fate instanceof Arrival.TooLate late) {
                meters.count("events.too-late", event.type(), 1);
                arriving.all(new AcceptOutcome.TooLate(late.horizon()));
                return;
            }
            boolean differs = fate instanceof Arrival.Conflict;
            if (differs) {
                meters.count("events.conflict", event.type(), 1);
            }
            if (fate.isChange()) {
                fresh.add(event);
                known = fate.timeline();
                arriving.outcomes()[i] = new AcceptOutcome.Accepted(hot.id);
            } else {
                meters.count("events.duplicate", event.type(), 1);
                arriving.outcomes()[i] = new AcceptOutcome.Duplicate(hot.id, differs);
            }
        }
        if (fresh.isEmpty()) {
            return;
        }
        List<CustomerEvent> ordered = Decider.inOrder(fresh);
        long at = ordered.get(0).occurredAt().toEpochMilli();
        // A worker whose clock is behind finds the customer decided beyond it: what is visible to them is not of the
        // future.
        boolean future = at > Math.max(clock, hot.lastDecided);
        if (hot.version > 0 || !hot.parts.isEmpty()) {
            if (future) {
                runWakes(hot, clock, backfill, draft);
            } else {
                bringTo(hot, at, backfill, draft);
            }
        }
        if (part == null) {
            part = new Hot.Part(origin, Long.MAX_VALUE, OriginTimeline.empty(vocabulary));
            part.admitted = true;
            hot.parts.add(part);
            draft.newOrigins.add(origin);
        }
        remember(part, arriving.seen(), draft);
        arriving.news()[0] |= !draft.identifiers.isEmpty();
        if (draft.newOrigins.contains(origin)) {
            hot.partsChanged();
        }
        boolean plain = true;
        for (CustomerEvent event : ordered) {
            plain &= hot.add(part, part.known.plus(event), event);
            draft.added(origin, event);
        }
        if (plain) {
            ordered.forEach(hot.columns::append);
        }
        if (future) {
            long now = Math.max(hot.lastDecided, clock);
            if (plain) {
                decider.waiting(hot, origin, ordered, now, draft);
            } else {
                hot.rebuild();
                decider.waiting(hot, origin, ordered, now, draft);
            }
        } else {
            long now = Math.max(hot.lastDecided, at);
            decider.events(hot, origin, ordered, !plain, backfill, now, 0, draft);
            followUp(hot, backfill, now, draft);
        }
        if (arriving.wouldStart() != null) {
            arriving.wouldStart().addAll(draft.wouldStart);
        }
        meters.count("events.accepted", ordered.get(0).type(), ordered.size());
    }

    /** Adds identifiers that are new, or whose earliest sighting moved, to the origin and the draft. */
    static void remember(Hot.Part part, List<SeenIdentifier> seen, Draft draft) {
        for (SeenIdentifier one : seen) {
            SeenIdentifier known = part.identifiers.get(one.identifier());
            if (known == null || isEarlier(one, known)) {
                part.identifiers.put(one.identifier(), one);
                draft.identifiers.add(new AddedIdentifier(part.id, one));
            }
        }
    }

    static boolean isEarlier(SeenIdentifier one, SeenIdentifier known) {
        int order = one.firstSeen().compareTo(known.firstSeen());
        return order < 0 || (order == 0 && one.source().compareTo(known.source()) < 0);
    }

    /** Decides the events that the decisions so far emitted, in the same commit. */
    void followUp(Hot hot, boolean backfill, long now, Draft draft) {
        while (!draft.emitted.isEmpty()) {
            Emitted next = draft.emitted.poll();
            Hot.Part part = hot.part(next.origin());
            Arrival arrival = part == null ? null : hot.arrival(part, next.event());
            if (part == null || !(arrival instanceof Arrival.Added)) {
                continue; // already there: the decision was repeated after a lost commit
            }
            hot.add(part, arrival, next.event());
            draft.added(next.origin(), next.event());
            hot.columns.append(next.event());
            decider.events(hot, next.origin(), List.of(next.event()), false, backfill, now, next.depth(), draft);
        }
    }

    // ---------------------------------------------------------------- time

    /**
     * Decides everything of a customer that is due at or before {@code until}, in due order, with now = due. At one instant: events
     * that become visible, then next changes, then entries by date, then timers.
     */
    void runWakes(Hot hot, long until, boolean backfill, Draft draft) {
        draft.history |= backfill;
        followDefinitions(hot, backfill, draft);
        while (true) {
            long due = hot.nextWake(nextEntry(hot));
            if (due > until || due == Hot.NEVER) {
                return;
            }
            long now = Math.max(due, hot.lastDecided);
            if (!hot.futures.isEmpty() && hot.futures.first().occurredAt().toEpochMilli() <= now) {
                becomeVisible(hot, backfill, now, draft);
            } else if (anyChangeDue(hot, now)) {
                if (now <= hot.entriesOfThePast && !backfill) { // nobody asked then what is asked now
                    decider.factsChanged(hot, DEFINITIONS_CHANGED, now, draft);
                } else {
                    decider.timePassed(hot, backfill, now, draft);
                }
            } else if (nextEntry(hot) <= now) {
                decider.entryDue(hot, backfill || now <= hot.entriesOfThePast, now, draft);
            } else {
                runTimer(hot, now, draft);
            }
            followUp(hot, backfill, now, draft);
        }
    }

    /** Computes memberships that were stored under other definitions, as of the last decision. */
    private void followDefinitions(Hot hot, boolean backfill, Draft draft) {
        if (hot.version > 0 && !hot.membershipKnown) {
            long now = hot.lastDecided;
            hot.entriesOfThePast = inForceSince;
            decider.factsChanged(hot, DEFINITIONS_CHANGED, now, draft);
            followUp(hot, backfill, now, draft);
        }
    }

    /**
     * As {@link #read}, under the present definitions: what is stored under others is decided anew first, with what fell due until these
     * came into force, and committed.
     */
    <T> Optional<T> readDefined(OriginId origin, Function<Hot, T> reader) {
        return withCustomer(origin, (hot, draft) -> {
            if (hot.version == 0) {
                return Optional.empty();
            }
            if (!hot.membershipKnown) {
                runWakes(hot, inForceSince, false, draft);
            }
            return Optional.of(reader.apply(hot));
        });
    }

    /** Decides the events of the future of the earliest instant. */
    private void becomeVisible(Hot hot, boolean backfill, long now, Draft draft) {
        List<CustomerEvent> visible = new ArrayList<>(1);
        Instant at = hot.futures.first().occurredAt();
        while (!hot.futures.isEmpty() && hot.futures.first().occurredAt().equals(at)) {
            visible.add(hot.futures.pollFirst());
        }
        decider.events(hot, hot.parts.get(0).id, visible, false, backfill, now, 0, draft);
    }

    /**
     * Decides everything that is due before {@code clock}, and what becomes visible at that very instant: whatever is decided next moves
     * the time of the last decision there, and an event that is not after it counts as decided once it is read back from the store.
     */
    void bringTo(Hot hot, long clock, boolean backfill, Draft draft) {
        bringTo(hot, clock - 1, clock, backfill, draft);
    }

    /** As {@link #bringTo(Hot, long, boolean, Draft)}, with what is due at or before {@code until}. */
    void bringTo(Hot hot, long until, long clock, boolean backfill, Draft draft) {
        runWakes(hot, until, backfill, draft);
        long now = Math.max(hot.lastDecided, clock);
        while (!hot.futures.isEmpty() && hot.futures.first().occurredAt().toEpochMilli() <= now) {
            becomeVisible(hot, backfill, now, draft);
            followUp(hot, backfill, now, draft);
        }
    }

    private static boolean anyChangeDue(Hot hot, long now) {
        for (long change : hot.changeAt) {
            if (change <= now) {
                return true;
            }
        }
        return false;
    }

    private long nextEntry(Hot hot) {
        return hot.version == 0 && hot.lastDecided == Long.MIN_VALUE ? Hot.NEVER : decider.nextEntry(hot);
    }

    /** The earliest timer; at one instant by priority of its journey, then by the run's key. */
    private void runTimer(Hot hot, long now, Draft draft) {
        Instance earliest = null;
        Timer timer = null;
        for (Instance instance : hot.instances.running()) {
            if (instance.journey == null) {
                continue; // pinned to a definition that is not registered: it stands still
            }
            for (Timer candidate : instance.timers) {
                if (timer == null
                        || earliest == null
                        || candidate.due().isBefore(timer.due())
                        || (candidate.due().equals(timer.due()) && precedes(instance, earliest))) {
                    earliest = instance;
                    timer = candidate;
                }
            }
        }
        if (earliest == null || timer == null || timer.due().toEpochMilli() > now) {
            throw new IllegalStateException("a wake-up is due but nothing is found to decide");
        }
        decider.timerDue(hot, earliest, timer, now, draft);
    }

    private static boolean precedes(Instance one, Instance other) {
        int left = one.journey == null ? 0 : one.journey.priority();
        int right = other.journey == null ? 0 : other.journey.priority();
        if (left != right) {
            return left > right;
        }
        InstanceKey a = one.key;
        InstanceKey b = other.key;
        return a.toString().compareTo(b.toString()) < 0;
    }

    /** Decides what is due for one customer at or before {@code until}. */
    void wake(OriginId origin, long until, boolean backfill, @Nullable Collection<InstanceKey> wouldStart) {
        withCustomer(origin, (hot, draft) -> {
            runWakes(hot, until, backfill, draft);
            if (wouldStart != null) {
                wouldStart.addAll(draft.wouldStart);
            }
            draft.force = hot.version > 0; // the stored wake-up has to move even when there was nothing to decide
            return Boolean.TRUE;
        });
    }

    /** A decision about a customer who exists. */
    @FunctionalInterface
    interface Deciding {
        void decide(Hot hot, Draft draft, long now);
    }

    /** Decides what is due before {@code clock}, then this, then what it emitted. */
    void decide(OriginId origin, long clock, Deciding deciding) {
        withCustomer(origin, (hot, draft) -> {
            if (hot.version > 0) {
                bringTo(hot, clock, false, draft);
                long now = Math.max(hot.lastDecided, clock);
                deciding.decide(hot, draft, now);
                followUp(hot, false, now, draft);
                draft.force = true; // that there was nothing to decide may be what memory says that is behind
            }
            return Boolean.TRUE;
        });
    }

    /** Throws what ends a worker's turn: a store that would fail for the next customer as well. */
    static void endTurn(RuntimeException thrown) {
        if (thrown instanceof StoreFailure failure && failure.isForAll()) {
            throw failure;
        }
    }

    // ---------------------------------------------------------------- locking and committing

    /** Runs {@code work} on the customer that holds {@code origin}, under its lock, and commits; again when the commit loses. */
    <T> T withCustomer(OriginId origin, BiFunction<Hot, Draft, T> work) {
        boolean whole = false; // from when on something asked for what is older than a checkpoint
        for (int attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
            CustomerId label = labelOf(origin);
            stripes.lock(label);
            try {
                Hot hot = standing(label, origin, whole);
                if (hot == null) {
                    continue;
                }
                Draft draft = new Draft();
                boolean done = false;
                try {
                    T result = work.apply(hot, draft);
                    done = !hot.lacksOlder() && (draft.isEmpty() || isCommitted(hot, label, draft));
                    if (done) {
                        return result;
                    }
                } catch (RuntimeException thrown) {
                    if (!hot.lacksOlder()) {
                        throw thrown;
                    }
                } finally {
                    if (!done) {
                        memory.drop(hot, label);
                        labels.forget(origin);
                    }
                }
                whole |= hot.lacksOlder();
            } finally {
                stripes.unlock(label);
            }
        }
        throw new IllegalStateException("the commit lost against others " + MAX_ATTEMPTS
                + " times in a row; look for a clock or a load problem");
    }

    private boolean isCommitted(Hot hot, CustomerId label, Draft draft) {
        CommitResult committed = commit(hot, draft);
        if (committed != CommitResult.COMMITTED) {
            meters.count("commits.lost", committed.name(), 1);
            return false;
        }
        cache.put(label, hot);
        if (!draft.newOrigins.isEmpty()) {
            labels.know(draft.newOrigins, label);
        }
        return true;
    }

    /** Working memory of the customer who holds an origin, under the lock of {@code label}; null when that is somebody else by now. */
    private @Nullable Hot standing(CustomerId label, OriginId origin, boolean whole) {
        if (!labelOf(origin).equals(label)) {
            return null; // merged or separated while we waited for the lock
        }
        Hot hot = whole ? memory.whole(label, origin) : memory.of(label, origin);
        if (!hot.id.equals(label)) {
            labels.forget(origin);
            return null; // another JVM merged or separated
        }
        return hot;
    }

    /**
     * Commits what stands beside customers, and moves the versions of those who hold it: whoever decides about them at this moment did not
     * know of it, and decides again.
     *
     * @param holders origins of the customers, asked again whenever the commit is lost
     * @param commit makes the commit of the changes that move the versions
     */
    void commitBeside(Supplier<Collection<OriginId>> holders, Function<List<CustomerChange>, Commit> commit) {
        for (int attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
            Set<CustomerId> people = new TreeSet<>();
            Collection<OriginId> origins = holders.get();
            origins.forEach(origin -> people.add(labelOf(origin)));
            stripes.lockAll(people);
            try {
                Map<CustomerId, Hot> hots = standing(origins, people);
                if (hots == null) {
                    continue;
                }
                if (commitBeside(hots, commit)) {
                    return;
                }
            } finally {
                stripes.unlockAll(people);
            }
        }
        throw new IllegalStateException("the commit lost against others " + MAX_ATTEMPTS + " times in a row");
    }

    /**
     * Working memory of the customers who hold these origins, under the locks of {@code locked}; null when somebody else holds one of
     * them meanwhile. Origins that are not there are left out.
     */
    @Nullable
    Map<CustomerId, Hot> standing(Collection<OriginId> origins, Set<CustomerId> locked) {
        Map<CustomerId, Hot> hots = new LinkedHashMap<>();
        for (OriginId origin : origins) {
            CustomerId label = labelOf(origin);
            Hot hot = memory.of(label, origin);
            if (!locked.contains(label) || !hot.id.equals(label)) {
                labels.forget(origin);
                return null;
            }
            if (hot.version > 0) {
                hots.put(label, hot);
            }
        }
        return hots;
    }

    private boolean commitBeside(Map<CustomerId, Hot> hots, Function<List<CustomerChange>, Commit> commit) {
        boolean done = false;
        try {
            done = commit(commit.apply(unchanged(hots.values()))) == CommitResult.COMMITTED;
            if (done) {
                hots.values().forEach(hot -> hot.version++);
            }
            return done;
        } finally {
            if (!done) {
                hots.forEach((label, hot) -> memory.drop(hot, label));
            }
        }
    }

    /** Changes that move nothing but versions. */
    List<CustomerChange> unchanged(Collection<Hot> hots) {
        return hots.stream().map(hot -> change(hot, new Draft(), hot.version)).toList();
    }

    /** Commits, and says so to the definitions that came after these: they have yet to decide about whoever it concerns. */
    CommitResult commit(Commit commit) {
        CommitResult result = store.commit(commit);
        Runnable after = leftBehind;
        if (after != null) {
            after.run();
        }
        return result;
    }

    /** These definitions are not in force any more; what is committed under them from now on is told. */
    void leaveBehind(Runnable after) {
        leftBehind = after;
    }

    /** Reads a customer under its lock; {@code reader} must not keep what it is handed. Empty also where it finds nothing (null). */
    <T> Optional<T> read(OriginId origin, Function<Hot, T> reader) {
        return readOrNew(origin, hot -> hot.version == 0 ? Optional.empty() : Optional.ofNullable(reader.apply(hot)));
    }

    /** As {@link #read}, also for an origin that is not there yet; then working memory is empty. */
    <T> T readOrNew(OriginId origin, Function<Hot, T> reader) {
        boolean whole = false;
        for (int attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
            CustomerId label = labelOf(origin);
            stripes.lock(label);
            try {
                Hot hot = standing(label, origin, whole);
                if (hot == null) {
                    continue;
                }
                try {
                    T result = reader.apply(hot);
                    if (!hot.lacksOlder()) {
                        return result;
                    }
                } catch (RuntimeException thrown) {
                    if (!hot.lacksOlder()) {
                        throw thrown;
                    }
                }
                memory.drop(hot, label);
                whole = true;
            } finally {
                stripes.unlock(label);
            }
        }
        throw new IllegalStateException("the customer keeps being merged and separated");
    }

    CustomerId labelOf(OriginId origin) {
        return labels.of(origin);
    }

    CommitResult commit(Hot hot, Draft draft) {
        CustomerChange change = change(hot, draft, hot.version);
        List<LedgerCheck> ledgers = AddressReads.ledgerChecks(List.of(hot));
        if (draft.ledgerCheck != null) {
            ledgers.add(draft.ledgerCheck);
        }
        CommitResult result = commit(new Commit(
                List.of(change),
                List.of(),
                ledgers,
                AddressReads.suppressionChecks(List.of(hot)),
                List.of(),
                List.of(),
                List.of(),
                Set.of(),
                draft.records));
        if (result == CommitResult.COMMITTED) {
            hot.version++;
        }
        return result;
    }

    /** For a commit that suppresses these addresses: whoever reads one of them at this moment comes before it, or knows of it. */
    List<LedgerCheck> ledgersAsTheyStand(Collection<MatchKey> addresses) {
        return addresses.stream()
                .map(address -> new LedgerCheck(address, store.ledger(address).version()))
                .toList();
    }

    /**
     * Decides the entries by time of the instant of the last decision, so that nobody who reads the customer back needs to know whether
     * they were decided. What a change of a condition at that instant has to come before stays open.
     */
    private void closeEntries(Hot hot, Draft draft) {
        long now = hot.lastDecided;
        if (!draft.records.isEmpty() && nextEntry(hot) <= now && !anyChangeDue(hot, now)) {
            decider.entryDue(hot, draft.history || now <= hot.entriesOfThePast, now, draft);
            followUp(hot, draft.history, now, draft);
        }
    }

    /** The change that a draft makes to a customer. */
    CustomerChange change(Hot hot, Draft draft, long expectedVersion) {
        closeEntries(hot, draft);
        List<StoredInstance> runs = List.of();
        if (!draft.changedRuns.isEmpty()) {
            runs = new ArrayList<>(draft.changedRuns.size());
            for (InstanceKey key : draft.changedRuns) {
                Instance instance = hot.instances.get(key);
                if (instance != null) {
                    runs.add(instance.toRow());
                }
            }
        }
        return new CustomerChange(
                hot.id,
                expectedVersion,
                hot.originIds(),
                draft.newOrigins,
                timelines(hot, draft),
                draft.identifiers,
                partition.derivedTies(hot, draft),
                new Membership(definitions.membershipHash, hot.bits.clone()),
                hot.lastDecided,
                hot.nextWake(nextEntry(hot)),
                runs,
                List.copyOf(draft.commands.values()),
                draft.started,
                draft.asked,
                draft.dispatched,
                draft.restrictions,
                false,
                interests(hot, draft),
                checkpointing.change(hot, draft.events.values()));
    }

    /** What a commit says of interests: all of it for somebody whose rows were last written under other definitions. */
    private List<ChangedInterests> interests(Hot hot, Draft draft) {
        boolean all = draft.allInterests || !hot.interestsKnown;
        hot.interestsKnown = true; // a commit that is lost throws working memory away
        return definitions.interests.changed(hot, draft, all);
    }

    private List<ChangedTimeline> timelines(Hot hot, Draft draft) {
        List<ChangedTimeline> changed = new ArrayList<>(draft.events.size());
        draft.events.forEach((origin, added) -> {
            Hot.Part part = hot.part(origin);
            if (part == null) {
                throw new IllegalStateException("an event was added to an origin that is not the customer's");
            }
            changed.add(new ChangedTimeline(origin, added, hot.past == null ? hot.eventsOf(part) : null));
        });
        return changed;
    }
}
