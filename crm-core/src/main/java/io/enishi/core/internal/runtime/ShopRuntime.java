package io.enishi.core.internal.runtime;

import com.github.benmanes.caffeine.cache.Caffeine;
import io.enishi.core.AcceptOutcome;
import io.enishi.core.Alteration;
import io.enishi.core.ErasureReport;
import io.enishi.core.GoLivePolicy;
import io.enishi.core.GoLiveReport;
import io.enishi.core.IdentityTrial;
import io.enishi.core.ImportReport;
import io.enishi.core.MigrationReport;
import io.enishi.core.Mode;
import io.enishi.core.Ranked;
import io.enishi.core.RecomputeReport;
import io.enishi.core.RegroupReport;
import io.enishi.core.ReviewPage;
import io.enishi.core.ShopEventOutcome;
import io.enishi.core.VerifyReport;
import io.enishi.core.condition.ConditionContext;
import io.enishi.core.consent.ConsentStatement;
import io.enishi.core.customer.CustomerCard;
import io.enishi.core.customer.DecisionRecord;
import io.enishi.core.customer.DecisionRecord.About;
import io.enishi.core.customer.GoldenRecord;
import io.enishi.core.customer.Stated;
import io.enishi.core.event.CustomerEvent;
import io.enishi.core.event.EventBody;
import io.enishi.core.event.ShopEvent;
import io.enishi.core.explain.Explanation;
import io.enishi.core.internal.origin.OriginIds;
import io.enishi.core.internal.timeline.Vocabulary;
import io.enishi.core.process.Cause;
import io.enishi.core.process.CommandKey;
import io.enishi.core.process.Decision;
import io.enishi.core.process.Input;
import io.enishi.core.process.InstanceKey;
import io.enishi.core.process.Journey;
import io.enishi.core.process.Migration;
import io.enishi.core.spi.Audit;
import io.enishi.core.spi.Channel;
import io.enishi.core.spi.CustomerStore;
import io.enishi.core.spi.CustomerStore.Alias;
import io.enishi.core.spi.IdentityResolver;
import io.enishi.core.spi.IdentityResolver.Judgement;
import io.enishi.core.spi.IdentityResolver.Resolution;
import io.enishi.core.spi.IdentityResolver.Review;
import io.enishi.core.spi.StoredCommand;
import io.enishi.core.spi.StoredFormException;
import io.enishi.core.spi.StoredShopEvent;
import io.enishi.core.value.AttributeValue;
import io.enishi.core.value.CustomerId;
import io.enishi.core.value.DefinitionException;
import io.enishi.core.value.EventId;
import io.enishi.core.value.Identifier;
import io.enishi.core.value.KeyedHash;
import io.enishi.core.value.MatchKey;
import io.enishi.core.value.OriginId;
import io.enishi.core.value.Problem;
import io.enishi.core.value.Trajectory;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.BiPredicate;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What stands behind a {@code Crm}: one method for each of its own. */
public final class ShopRuntime {

    private static final Logger LOG = LoggerFactory.getLogger(ShopRuntime.class);
    private static final int PAGE = 1000;
    /** How many customers whose wake-ups are due are one commit, where the store prefers that. */
    private static final int TOGETHER = 250;
    /** How many commands a worker takes at once: few, since channels take their time. */
    private static final int HANDFUL = 100;
    /** How long what a worker took is kept from others. Nothing depends on it: commits settle who was first. */
    private static final Duration LEASE = Duration.ofMinutes(1);

    private final Wiring wiring;
    private final Engine engine;
    private final Dispatcher dispatcher;
    private final FanOut fanOut;
    private final Switches switches = new Switches();
    private final KeyedHash secret;
    private volatile boolean inForce;
    private BiPredicate<CustomerId, Instant> wakesAsHistory = (customer, at) -> false;
    private @Nullable ScheduledExecutorService jobs;

    private ShopRuntime(Wiring wiring, Definitions definitions) {
        this.wiring = wiring;
        this.secret = KeyedHash.of(wiring.secret);
        Map<String, Channel> channels = new LinkedHashMap<>();
        wiring.channels.forEach(channel -> channels.put(channel.name(), channel));
        Environment environment = new Environment(
                wiring.catalog,
                channels,
                wiring.hostFunctions,
                wiring.store::ledger,
                address -> wiring.store.isSuppressed(tombstone(address)));
        this.engine = new Engine(
                definitions,
                environment,
                wiring.store,
                new OriginIds(wiring.shop, secret, wiring.schemeOrder, wiring.normaliser),
                wiring.normaliser,
                wiring.meters,
                wiring.zone,
                new Vocabulary(),
                Caffeine.newBuilder()
                        .maximumSize(wiring.hotCustomers)
                        .executor(Runnable::run) // no threads but the host's
                        .build(),
                new Labels(wiring.store, 2 * wiring.hotCustomers),
                wiring.clock.instant().toEpochMilli(),
                made -> new Partition(made, wiring.resolver));
        this.fanOut = new FanOut(engine, wiring.fanOutPage);
        this.dispatcher = new Dispatcher(
                engine,
                wiring.policy,
                wiring.renderer,
                wiring.recommender,
                wiring.quotas,
                wiring.handlers,
                key -> couponCode(key),
                switches);
    }

    /**
     * Compiles all definitions and builds the runtime.
     *
     * @throws DefinitionException with all problems
     */
    public static ShopRuntime of(Wiring wiring) {
        List<Problem> problems = new ArrayList<>();
        Set<String> names = new TreeSet<>();
        for (Channel channel : wiring.channels) {
            if (!names.add(channel.name())) {
                problems.add(new Problem("channels", "two channels are named \"" + channel.name() + '"', "rename one"));
            }
        }
        if (Arrays.equals(wiring.secret, Wiring.WELL_KNOWN_SECRET)) {
            LOG.warn("shop {} has no secret of its own: origin ids and tombstones can be guessed", wiring.shop);
        }
        Definitions definitions = new Definitions(
                wiring.folds,
                wiring.segments,
                wiring.journeys,
                wiring.retired,
                ConditionContext.open().withCatalog(wiring.catalog).withHostFunctions(wiring.hostFunctions.keySet()),
                wiring.catalog,
                problems);
        if (!problems.isEmpty()) {
            throw new DefinitionException(problems);
        }
        return new ShopRuntime(wiring, definitions);
    }

    // ---------------------------------------------------------------- inputs

    public Instant now() {
        return wiring.clock.instant();
    }

    /** Events of one instant and one origin are one input, also when others stand between them. */
    public List<AcceptOutcome> accept(List<CustomerEvent> events, Mode mode) {
        long clock = wiring.clock.instant().toEpochMilli();
        List<Engine.Incoming> inputs = new ArrayList<>();
        List<int[]> places = new ArrayList<>(); // of each input's events in the list
        for (int from = 0; from < events.size(); ) {
            Instant at = events.get(from).occurredAt();
            int to = from + 1;
            while (to < events.size() && events.get(to).occurredAt().equals(at)) {
                to++;
            }
            if (to == from + 1) {
                CustomerEvent event = events.get(from);
                inputs.add(engine.incoming(List.of(event), engine.route(event), mode, clock, null));
                places.add(new int[] {from});
            } else {
                groupInstant(events, from, to, (route, members) -> {
                    List<CustomerEvent> group =
                            Arrays.stream(members).mapToObj(events::get).toList();
                    inputs.add(engine.incoming(group, route, mode, clock, null));
                    places.add(members);
                });
            }
            from = to;
        }
        engine.acceptAll(inputs);
        AcceptOutcome[] outcomes = new AcceptOutcome[events.size()];
        for (int i = 0; i < inputs.size(); i++) {
            int[] members = places.get(i);
            for (int j = 0; j < members.length; j++) {
                outcomes[members[j]] = inputs.get(i).outcomes()[j];
            }
        }
        return Arrays.asList(outcomes);
    }

    private void groupInstant(List<CustomerEvent> events, int from, int to, BiConsumer<Engine.Route, int[]> group) {
        Map<Engine.Route, List<Integer>> groups = new LinkedHashMap<>();
        for (int i = from; i < to; i++) {
            groups.computeIfAbsent(engine.route(events.get(i)), route -> new ArrayList<>(1))
                    .add(i);
        }
        groups.forEach((route, members) ->
                group.accept(route, members.stream().mapToInt(Integer::intValue).toArray()));
    }

    /** Both in the order of time: of one instant, what customers did first. */
    public ImportReport importHistory(Iterable<CustomerEvent> events, Iterable<ShopEvent> shopEvents) {
        List<CustomerEvent> sorted = new ArrayList<>();
        events.forEach(sorted::add);
        sorted.sort(TimelineOrder.EVENTS);
        List<ShopEvent> ofShop = new ArrayList<>();
        shopEvents.forEach(ofShop::add);
        ofShop.sort(Comparator.comparing(ShopEvent::occurredAt));
        Set<InstanceKey> wouldStart = new HashSet<>();
        Set<OriginId> imported = new TreeSet<>();
        Map<String, Long> refused = new TreeMap<>();
        long accepted = 0;
        long duplicates = 0;
        List<Engine.Incoming> inputs = new ArrayList<>(sorted.size());
        int told = 0; // of the shop events
        int taken = 0; // of the inputs
        for (CustomerEvent event : sorted) {
            if (told < ofShop.size() && ofShop.get(told).occurredAt().isBefore(event.occurredAt())) {
                engine.acceptAll(inputs.subList(taken, inputs.size()));
                taken = inputs.size();
                told = importShop(ofShop, told, event.occurredAt(), wouldStart);
            }
            inputs.add(engine.incoming(
                    List.of(event),
                    engine.route(event),
                    Mode.BACKFILL,
                    Math.min(event.occurredAt().toEpochMilli(), now().toEpochMilli()),
                    wouldStart));
            engine.originIds.originOf(event.identifiers()).ifPresent(imported::add);
        }
        engine.acceptAll(inputs.subList(taken, inputs.size()));
        importShop(ofShop, told, Instant.MAX, wouldStart);
        for (Engine.Incoming input : inputs) {
            AcceptOutcome outcome = input.outcomes()[0];
            if (outcome instanceof AcceptOutcome.Refused no) {
                no.reasons().forEach(reason -> refused.merge(reason, 1L, Long::sum));
            } else if (outcome instanceof AcceptOutcome.TooLate) {
                refused.merge("before the horizon", 1L, Long::sum);
            } else if (outcome instanceof AcceptOutcome.Duplicate) {
                duplicates++;
            } else {
                accepted++;
            }
        }
        // What fell due since the last event is history too: else the first runDue would start it by surprise.
        long now = now().toEpochMilli();
        for (OriginId origin : imported) {
            engine.wake(origin, now, true, wouldStart);
        }
        Map<String, Long> started = new TreeMap<>();
        wouldStart.forEach(key -> started.merge(key.journey(), 1L, Long::sum));
        return new ImportReport(accepted, duplicates, refused, started);
    }

    /** Takes in those from {@code from} on that happened before {@code until}, and brings each to whom it concerns; returns where it stopped. */
    private int importShop(List<ShopEvent> events, int from, Instant until, Set<InstanceKey> wouldStart) {
        int next = from;
        if (next < events.size()) {
            putDefinitionsInForce();
        }
        while (next < events.size() && events.get(next).occurredAt().isBefore(until)) {
            ShopEvent event = events.get(next++);
            keep(event, Mode.BACKFILL);
            if (!event.occurredAt().isAfter(now())) {
                fanOut.run(event.occurredAt(), event.occurredAt(), new HashSet<>(), wouldStart);
            }
        }
        return next;
    }

    /** Keeps shop events for {@link #fanOut}. */
    public List<ShopEventOutcome> acceptShop(List<ShopEvent> events, Mode mode) {
        return events.stream().map(event -> keep(event, mode)).toList();
    }

    private ShopEventOutcome keep(ShopEvent event, Mode mode) {
        ShopEvent known = wiring.store.keep(event, mode == Mode.BACKFILL).orElse(null);
        ShopEventOutcome outcome = known == null
                ? ShopEventOutcome.KEPT
                : known.equals(event) ? ShopEventOutcome.DUPLICATE : ShopEventOutcome.CONFLICT;
        wiring.meters.count(
                "shop-events." + outcome.name().toLowerCase(Locale.ROOT),
                event.body().type(),
                1);
        return outcome;
    }

    public long fanOut(Instant until) {
        putDefinitionsInForce();
        return fanOut(until, new HashSet<>(), new int[1]);
    }

    /**
     * Brings each shop event to whom it concerns when everything before it is decided.
     *
     * @param due its one element gets how many customers had something due
     */
    private long fanOut(Instant until, Set<CustomerId> failed, int[] due) {
        long told = 0;
        Set<StoredShopEvent> tried = new HashSet<>();
        for (Instant at = fanOut.next(until, tried); at != null; at = fanOut.next(until, tried)) {
            due[0] += runDue(at.minusMillis(1), failed); // at one instant events come first
            long more = fanOut.run(at, later(at, now()), tried, null);
            if (more < 0) {
                return told;
            }
            told += more;
        }
        return told;
    }

    public Optional<StoredShopEvent> shopEvent(String source, EventId id) {
        return wiring.store.shopEvent(source, id);
    }

    public void consent(ConsentStatement statement) {
        MatchKey address = statement.address();
        CustomerId label = new CustomerId(engine.originIds.originOf(address));
        About.FactsChanged about =
                new About.FactsChanged("consent statement", List.of(statement), Map.of(), Cause.EVENT);
        // First the ledger, so that every claim from now on sees it; then the customers who hold the address.
        wiring.store.commit(new CustomerStore.Commit(
                List.of(),
                List.of(),
                List.of(),
                List.of(statement),
                List.of(),
                List.of(),
                Set.of(),
                List.of(new DecisionRecord(now(), label, about, List.of(), List.of(), 0, 0))));
        tellHolders(address, "consent statement");
    }

    private void tellHolders(MatchKey address, String what) {
        About.FactsChanged about = new About.FactsChanged(what, List.of(), Map.of(), Cause.EVENT);
        Set<OriginId> reached = new HashSet<>();
        for (OriginId holder : wiring.store.holders(address, PAGE)) {
            if (!reached.contains(holder)) {
                List<OriginId> person = new ArrayList<>();
                engine.decide(holder, now().toEpochMilli(), (hot, draft, now) -> {
                    person.clear(); // of an attempt that was lost
                    person.addAll(hot.originIds());
                    engine.decider.factsChanged(hot, about, now, draft);
                });
                reached.addAll(person);
            }
        }
    }

    public void request(String scenario, String requestId, CustomerId customer, Map<String, AttributeValue> details) {
        if (engine.definitions.journeys.stream()
                .noneMatch(journey -> journey.name().equals(scenario))) {
            throw new IllegalArgumentException("no scenario is named \"" + scenario + '"');
        }
        present(customer);
        engine.decide(customer.origin(), now().toEpochMilli(), (hot, draft, now) -> {
            // Under the origin that the host named, not the label it leads to. What is one person now may have been
            // asked for the
            // same under another of their origins: that run has the key.
            OriginId origin = hot.instances.keySet().stream()
                    .filter(run -> run.journey().equals(scenario) && run.entry().equals(requestId))
                    .map(InstanceKey::origin)
                    .findFirst()
                    .orElse(customer.origin());
            Input.Requested request = new Input.Requested(scenario, requestId, origin, details);
            engine.decider.requested(hot, request, now, draft);
        });
    }

    public void approve(CommandKey key, boolean approved, String approver) {
        Input.Approved approval = new Input.Approved(key, approved, approver);
        engine.decide(key.origin(), now().toEpochMilli(), (hot, draft, now) -> {
            Instance run = hot.instances.get(Dispatcher.runOf(key));
            if (run != null && run.isRunning()) {
                engine.decider.approved(hot, run, approval, now, draft);
            }
        });
    }

    /** A label that holds now: the id itself, or what it became. */
    private CustomerId present(CustomerId id) {
        return wiring.store
                .customerOf(id.origin())
                .orElseThrow(() -> new IllegalArgumentException("no such customer: " + id));
    }

    // ---------------------------------------------------------------- the queue

    public int drain() {
        int decided = 0;
        while (true) {
            List<CustomerStore.QueuedEvent> taken = wiring.store.takeQueued(PAGE, LEASE);
            if (taken.isEmpty()) {
                return decided;
            }
            Map<CustomerStore.QueuedEvent, String> settled = decide(taken);
            if (settled.isEmpty()) {
                return decided;
            }
            wiring.store.settleQueued(settled);
            decided += settled.size();
        }
    }

    /** What became of queued events. One that cannot be decided must not stop the others; it comes back when its lease is over. */
    private Map<CustomerStore.QueuedEvent, String> decide(List<CustomerStore.QueuedEvent> queued) {
        Map<CustomerStore.QueuedEvent, String> settled = new LinkedHashMap<>();
        try {
            List<AcceptOutcome> outcomes =
                    accept(queued.stream().map(CustomerStore.QueuedEvent::event).toList(), Mode.LIVE);
            for (int i = 0; i < queued.size(); i++) {
                settled.put(queued.get(i), OutcomeText.write(outcomes.get(i)));
            }
        } catch (RuntimeException thrown) {
            Engine.endTurn(thrown);
            settled.clear();
            if (queued.size() > 1) { // one by one it comes out which
                queued.forEach(one -> settled.putAll(decide(List.of(one))));
            } else {
                LOG.error(
                        "queued event {} cannot be decided",
                        queued.get(0).event().id(),
                        thrown);
                wiring.meters.count("queue.failed", thrown.getClass().getSimpleName(), 1);
            }
        }
        return settled;
    }

    public Optional<AcceptOutcome> outcome(String source, EventId id) {
        return wiring.store.outcome(source, id).map(OutcomeText::read);
    }

    // ---------------------------------------------------------------- time and delivery

    /** Once: whoever was decided under other definitions is decided under these, and their wake-ups move. */
    private void putDefinitionsInForce() {
        if (inForce) {
            return;
        }
        CustomerId last = null;
        while (true) {
            List<CustomerId> page = wiring.store.outdated(engine.definitions.membershipHash, last, PAGE);
            if (page.isEmpty()) {
                inForce = true;
                return;
            }
            for (CustomerId id : page) {
                try {
                    engine.readDefined(id.origin(), hot -> Boolean.TRUE);
                } catch (RuntimeException thrown) { // must not stop the others; tried again at their next input
                    Engine.endTurn(thrown);
                    LOG.error("the present definitions cannot be applied to {}", id, thrown);
                    wiring.meters.count("definitions.failed", thrown.getClass().getSimpleName(), 1);
                }
            }
            last = page.get(page.size() - 1);
        }
    }

    public int runDue(Instant until) {
        putDefinitionsInForce();
        Set<CustomerId> failed = new HashSet<>();
        int[] before = new int[1];
        fanOut(until, failed, before);
        return before[0] + runDue(until, failed);
    }

    private int runDue(Instant until, Set<CustomerId> failed) {
        int customers = 0;
        while (true) {
            List<CustomerId> due = wiring.store.takeDue(until, PAGE + failed.size(), LEASE).stream()
                    .map(CustomerStore.Due::customer)
                    .filter(customer -> !failed.contains(customer))
                    .toList();
            if (due.isEmpty()) {
                return customers;
            }
            for (int from = 0; from < due.size(); from += TOGETHER) {
                List<CustomerId> some = due.subList(from, Math.min(due.size(), from + TOGETHER));
                if (!engine.wakeTogether(
                        some, until.toEpochMilli(), customer -> wakesAsHistory.test(customer, until))) {
                    some.forEach(customer -> wake(customer, until, failed));
                }
            }
            customers += due.size();
        }
    }

    /** One customer whose definitions throw must not stop the others; it is tried again at the next turn. */
    private void wake(CustomerId customer, Instant until, Set<CustomerId> failed) {
        try {
            boolean history = wakesAsHistory.test(customer, until);
            engine.wake(customer.origin(), until.toEpochMilli(), history, null);
        } catch (RuntimeException thrown) {
            Engine.endTurn(thrown);
            LOG.error("what is due for {} cannot be decided", customer, thrown);
            wiring.meters.count("wakes.failed", thrown.getClass().getSimpleName(), 1);
            failed.add(customer);
        }
    }

    public int deliver(Instant from, int limit) {
        int seen = 0;
        Set<CommandKey> tried = new HashSet<>();
        while (seen < limit) {
            Instant now = later(from, now());
            boolean progress = false;
            for (StoredCommand row :
                    wiring.store.takeClaimable(now, Math.min(HANDFUL, limit - seen) + tried.size(), LEASE)) {
                if (seen < limit && tried.add(row.key())) {
                    progress = true;
                    seen++;
                    dispatcher.dispatch(row.key(), later(from, now()), () -> later(from, now()));
                }
            }
            if (!progress) {
                return seen;
            }
        }
        return seen;
    }

    /** Channels take their time: what is claimed and settled after them is claimed and settled at its own time. */
    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    public void advanceTo(Instant until) {
        putDefinitionsInForce();
        Set<CommandKey> tried = new HashSet<>();
        Set<CustomerId> failed = new HashSet<>();
        Set<StoredShopEvent> notToAll = new HashSet<>();
        Instant news = fanOut.next(until, notToAll); // asked again only when it was reached: nothing below makes one
        while (true) {
            CustomerStore.Due due = wiring.store.due(until, 1 + failed.size()).stream()
                    .filter(one -> !failed.contains(one.customer()))
                    .findFirst()
                    .orElse(null);
            StoredCommand row = wiring.store.claimable(until, 1 + tried.size()).stream()
                    .filter(one -> !tried.contains(one.key()))
                    .findFirst()
                    .orElse(null);
            boolean newsFirst = news != null
                    && (due == null || !news.isAfter(due.at()))
                    && (row == null || !news.isAfter(claimableFrom(row)));
            if (news != null && newsFirst) {
                boolean taken = fanOut.run(news, news, notToAll, null) >= 0;
                news = taken ? fanOut.next(until, notToAll) : null; // else another worker tells it
                tried.clear();
            } else if (due != null && (row == null || !due.at().isAfter(claimableFrom(row)))) {
                wake(due.customer(), due.at(), failed);
                tried.clear(); // what waited for another command may go now
            } else if (row != null) {
                Instant at = claimableFrom(row);
                dispatcher.dispatch(row.key(), at, () -> at);
                if (row.equals(wiring.store.command(row.key()).orElse(null))) {
                    tried.add(row.key()); // nothing came of it: it waits for an earlier one of its run
                } else {
                    tried.clear();
                }
            } else {
                return;
            }
        }
    }

    private static Instant claimableFrom(StoredCommand row) {
        Instant lease = row.leaseUntil();
        return lease == null ? row.command().notBefore() : lease;
    }

    public synchronized void start(Duration period) {
        if (jobs != null) {
            throw new IllegalStateException("already started");
        }
        ScheduledExecutorService executor = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "enishi-" + wiring.shop);
            thread.setDaemon(true);
            return thread;
        });
        jobs = executor;
        // A turn never fails, so nobody has to look at the future.
        @SuppressWarnings("unused")
        Object turns = executor.scheduleWithFixedDelay(this::turn, 0, period.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void turn() {
        try {
            drain();
            runDue(now());
            deliver(now(), Integer.MAX_VALUE);
        } catch (RuntimeException failed) { // the next turn tries again
            LOG.error("a turn of due work failed", failed);
        }
    }

    public synchronized void close() {
        ScheduledExecutorService running = jobs;
        jobs = null;
        if (running == null) {
            return;
        }
        running.shutdown();
        try {
            if (!running.awaitTermination(30, TimeUnit.SECONDS)) {
                running.shutdownNow();
            }
        } catch (InterruptedException interrupted) {
            running.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }

    // ---------------------------------------------------------------- people

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
            people.add(engine.labelOf(holder));
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

    public Optional<CustomerCard> card(CustomerId id) {
        return engine.readDefined(id.origin(), hot -> Cards.of(hot, engine.environment, wiring.recommender, now()));
    }

    public Optional<GoldenRecord> goldenRecord(CustomerId id) {
        Instant now = now();
        return engine.read(id.origin(), hot -> wiring.survivorship.of(statements(hot, now)));
    }

    /** All that was stated about a person: profile attributes up to now, and identifiers by the family of their scheme. */
    private List<Stated> statements(Hot hot, Instant now) {
        List<Stated> statements = new ArrayList<>();
        for (Hot.Part part : hot.parts) {
            part.identifiers
                    .values()
                    .forEach(seen -> statements.add(new Stated(
                            seen.identifier().scheme().family(),
                            AttributeValue.of(seen.identifier().value()),
                            part.id,
                            seen.source(),
                            seen.firstSeen(),
                            seen.identifier().verified())));
            for (CustomerEvent event :
                    new TimelineEvents(engine.vocabulary, part.timeline, List.copyOf(part.identifiers.keySet()))) {
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
        return engine.read(id.origin(), hot -> List.copyOf(hot.timeline().events()))
                .orElse(List.of());
    }

    public List<CustomerId> customers(@Nullable CustomerId after, int limit) {
        return wiring.store.customers(after, limit);
    }

    public List<Alias> aliases(CustomerId id) {
        return wiring.store.aliases(id);
    }

    public RegroupReport judge(Judgement judgement) {
        Partition.Regrouped regrouped = engine.partition().judge(judgement);
        return new RegroupReport(regrouped.merged(), regrouped.separated(), regrouped.reviews());
    }

    /** Records many judgements, each put into effect at once. */
    public RegroupReport judgeAll(java.util.Collection<Judgement> judgements) {
        int merged = 0;
        int separated = 0;
        List<Review> open = new ArrayList<>();
        for (Judgement judgement : judgements) {
            RegroupReport report = judge(judgement);
            merged += report.merged();
            separated += report.separated();
            open.removeIf(review -> report.reviews().contains(review));
            open.addAll(report.reviews());
        }
        return new RegroupReport(merged, separated, open);
    }

    public List<Review> reviews() {
        return engine.partition().reviews();
    }

    public ReviewPage reviews(@Nullable CustomerId after, int limit) {
        return engine.partition().reviews(after, limit);
    }

    public Audit audit(OriginId one, OriginId other) {
        return engine.partition().audit(one, other);
    }

    public Set<CustomerId> household(CustomerId id) {
        return engine.partition().household(present(id).origin());
    }

    public IdentityTrial tryIdentity(IdentityResolver other) {
        return engine.partition().tried(other);
    }

    public RegroupReport resolveAll() {
        Partition.Regrouped regrouped = engine.partition().resolveAll(now().toEpochMilli());
        return new RegroupReport(regrouped.merged(), regrouped.separated(), regrouped.reviews());
    }

    public Resolution identity(CustomerId id) {
        return engine.partition().explain(present(id).origin());
    }

    public void restrict(CustomerId id, boolean restricted, String reason) {
        OriginId origin = present(id).origin();
        engine.decide(origin, now().toEpochMilli(), (hot, draft, now) -> {
            Map<OriginId, Boolean> changes = new HashMap<>();
            hot.parts.forEach(part -> changes.put(part.id, restricted));
            restrict(hot, changes, reason, now, draft);
        });
    }

    private void restrict(Hot hot, Map<OriginId, Boolean> changes, String reason, long now, Draft draft) {
        changes.forEach((origin, restricted) -> {
            Hot.Part part = hot.part(origin);
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
        Instant now = now();
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
        suppress(Set.of(tombstone(key)), new CustomerId(engine.originIds.originOf(key)), key);
        tellHolders(key, Recorded.SUPPRESSED);
    }

    /** @param address whose tombstones they are; null when it is not known any more */
    private void suppress(Set<String> tombstones, CustomerId label, @Nullable MatchKey address) {
        DecisionRecord record =
                new DecisionRecord(now(), label, new About.Suppressed(tombstones), List.of(), List.of(), 0, 0);
        engine.commitBeside(
                () -> address == null ? List.of() : wiring.store.holders(address, PAGE),
                changes -> new CustomerStore.Commit(
                        changes, List.of(), List.of(), List.of(), List.of(), List.of(), tombstones, List.of(record)));
    }

    String tombstone(MatchKey key) {
        return Erasure.tombstone(secret, key);
    }

    public void export(CustomerId id, Consumer<String> lines) {
        CustomerId label = present(id);
        engine.read(label.origin(), hot -> {
            new PersonExport(engine).write(hot, lines);
            return Boolean.TRUE;
        });
    }

    // ---------------------------------------------------------------- segments and metrics

    public List<CustomerId> segment(String name, @Nullable CustomerId after, int limit) {
        Integer bit = engine.definitions.bitOfSegment.get(name);
        if (bit == null) {
            throw new IllegalArgumentException(
                    "no segment is named \"" + name + "\"; there are " + engine.definitions.segmentNames());
        }
        List<CustomerId> members = new ArrayList<>();
        CustomerId last = after;
        while (members.size() < limit) {
            List<CustomerId> page = wiring.store.customers(last, PAGE);
            if (page.isEmpty()) {
                break;
            }
            for (CustomerId id : page) {
                if (members.size() < limit) {
                    unlessUnreadable(id, () -> {
                        if (engine.readDefined(id.origin(), hot -> hot.isMember(bit))
                                .orElse(false)) {
                            members.add(id);
                        }
                    });
                }
            }
            last = page.get(page.size() - 1);
        }
        return members;
    }

    public void takeSnapshot(String name) {
        Tracked segment = engine.definitions.segment(name);
        if (!segment.snapshot()) {
            throw new IllegalArgumentException("segment " + name + " is live; only snapshot segments are taken");
        }
        forEachCustomer(id -> engine.decide(
                id.origin(),
                now().toEpochMilli(),
                (hot, draft, now) -> engine.decider.snapshotTaken(hot, segment, now, draft)));
    }

    public List<Ranked> top(String metric, int limit) {
        Integer index = engine.definitions.metricIndex.get(metric);
        if (index == null) {
            throw new IllegalArgumentException(
                    "no metric is named \"" + metric + "\"; there are " + engine.definitions.metricIndex.keySet());
        }
        if (limit <= 0) {
            return List.of();
        }
        long now = now().toEpochMilli();
        Comparator<Ranked> worstFirst =
                Comparator.comparingLong(Ranked::value).thenComparing(Ranked::customer, Comparator.reverseOrder());
        PriorityQueue<Ranked> best = new PriorityQueue<>(worstFirst);
        forEachCustomer(id -> engine.readDefined(
                        id.origin(),
                        hot -> Optional.ofNullable(hot.metrics[index])
                                .map(trajectory -> new Ranked(1, hot.id, trajectory.valueAt(now), null)))
                .flatMap(found -> found)
                .ifPresent(found -> {
                    best.add(found);
                    if (best.size() > limit) {
                        best.poll();
                    }
                }));
        List<Ranked> ranked = new ArrayList<>(best);
        ranked.sort(worstFirst.reversed());
        for (int i = 0; i < ranked.size(); i++) {
            Ranked one = ranked.get(i);
            ranked.set(i, new Ranked(i + 1, one.customer(), one.value(), whyMetric(one.customer(), index)));
        }
        return ranked;
    }

    private @Nullable Explanation whyMetric(CustomerId id, int metric) {
        return engine.read(id.origin(), hot -> {
                    List<CustomerEvent> folded = hot.timeline().events().stream()
                            .filter(event -> event.occurredAt().toEpochMilli() <= hot.lastDecided)
                            .toList();
                    return engine.definitions
                            .folds
                            .get(engine.definitions.foldOfMetric[metric])
                            .explain(
                                    engine.definitions.metricNames[metric],
                                    folded,
                                    Instant.ofEpochMilli(viewTime(hot)));
                })
                .flatMap(why -> why)
                .orElse(null);
    }

    private void forEachCustomer(Consumer<CustomerId> visitor) {
        CustomerId last = null;
        while (true) {
            List<CustomerId> page = wiring.store.customers(last, PAGE);
            if (page.isEmpty()) {
                return;
            }
            page.forEach(id -> unlessUnreadable(id, () -> visitor.accept(id)));
            last = page.get(page.size() - 1);
        }
    }

    /** Somebody whose rows are damaged, or of a newer release, is passed over and told of; others go on. */
    private void unlessUnreadable(CustomerId id, Runnable work) {
        try {
            work.run();
        } catch (StoredFormException unreadable) {
            LOG.error("customer {} is passed over: {}", id, unreadable.getMessage());
            wiring.meters.count("customers.unreadable", "", 1);
        }
    }

    public Optional<Trajectory> metric(CustomerId id, String name) {
        return engine.read(id.origin(), hot -> hot.metricsByName().get(name));
    }

    // ---------------------------------------------------------------- going live

    public GoLiveReport goLive(GoLivePolicy policy) {
        Map<String, Long> matching = new TreeMap<>();
        Map<String, Long> enrolled = new TreeMap<>();
        forEachCustomer(id -> {
            for (Journey<Object> journey : engine.definitions.journeys) {
                for (Tracked watch : engine.definitions.tracked) {
                    boolean stands = watch.journey().equals(journey.name())
                            && engine.readDefined(
                                            id.origin(), hot -> hot.isMember(watch.bit()) && !hasRun(hot, journey))
                                    .orElse(false);
                    if (stands) {
                        matching.merge(journey.name(), 1L, Long::sum);
                        if (enrolled.getOrDefault(journey.name(), 0L) < policy.enrolAtMost()
                                && enrol(id, journey, watch)) {
                            enrolled.merge(journey.name(), 1L, Long::sum);
                        }
                    }
                }
            }
        });
        return new GoLiveReport(matching, enrolled);
    }

    private static boolean hasRun(Hot hot, Journey<Object> journey) {
        return hot.instances.keySet().stream().anyMatch(key -> key.journey().equals(journey.name()));
    }

    private boolean enrol(CustomerId id, Journey<Object> journey, Tracked watch) {
        int[] started = new int[1];
        engine.decide(id.origin(), now().toEpochMilli(), (hot, draft, now) -> {
            started[0] = 0;
            if (hot.isMember(watch.bit())) {
                int before = hot.instances.size();
                engine.decider.enrolled(hot, journey, watch, now, draft);
                started[0] = hot.instances.size() - before;
            }
        });
        return started[0] > 0;
    }

    public MigrationReport migrate(Migration<?> asked, boolean dry) {
        Migration<Object> migration = erased(asked);
        Journey<Object> to = definition(migration.journey(), migration.toHash());
        definition(migration.journey(), migration.fromHash());
        Map<String, Long> moved = new TreeMap<>();
        Map<String, Long> ended = new TreeMap<>();
        long[] instances = new long[1];
        forEachCustomer(id -> {
            List<Decision<Object>> decided = new ArrayList<>();
            boolean concerned =
                    engine.read(id.origin(), hot -> isConcerned(hot, migration)).orElse(false);
            if (concerned && dry) {
                engine.read(
                        id.origin(),
                        hot -> decided.addAll(engine.decider
                                .migrations(hot, migration, to, now().toEpochMilli())
                                .values()));
            } else if (concerned) {
                engine.decide(id.origin(), now().toEpochMilli(), (hot, draft, now) -> {
                    decided.clear();
                    decided.addAll(engine.decider.migrated(hot, migration, to, now, draft));
                });
            }
            for (Decision<Object> decision : decided) {
                instances[0]++;
                String how = decision.trace().isEmpty()
                        ? ""
                        : decision.trace().get(0).where() + ": "
                                + decision.trace().get(0).text();
                (decision.end() == null ? moved : ended).merge(how, 1L, Long::sum);
            }
        });
        return new MigrationReport(instances[0], moved, ended);
    }

    private static boolean isConcerned(Hot hot, Migration<Object> migration) {
        return hot.instances.values().stream().anyMatch(run -> Decider.isConcerned(run, migration));
    }

    private Journey<Object> definition(String journey, String hash) {
        Journey<Object> known = engine.definitions.pinned(journey, hash);
        if (known == null) {
            throw new IllegalArgumentException("scenario \"" + journey + "\" has no wired definition " + hash
                    + "; add it with journey(...), or with retired(...) when it starts nothing any more");
        }
        return known;
    }

    @SuppressWarnings("unchecked") // states are handed only to migrations of their own journey and definition
    private static Migration<Object> erased(Migration<?> migration) {
        return (Migration<Object>) migration;
    }

    public Switches switches() {
        return switches;
    }

    public void pauseCustomer(CustomerId id, boolean paused) {
        CustomerId label = present(id);
        engine.read(label.origin(), hot -> {
            hot.originIds().forEach(origin -> switches.person(origin, paused));
            return Boolean.TRUE;
        });
    }

    // ---------------------------------------------------------------- why

    public Explanation whySegment(CustomerId id, String segment) {
        Integer bit = engine.definitions.bitOfSegment.get(segment);
        if (bit == null) {
            throw new IllegalArgumentException("no segment is named \"" + segment + '"');
        }
        return engine.read(present(id).origin(), hot -> {
                    View view = new View(engine.environment, hot, viewTime(hot), List.of());
                    return engine.definitions
                            .tracked
                            .get(bit)
                            .condition()
                            .explain(hot.columns, view.facts(), viewTime(hot));
                })
                .orElseThrow();
    }

    public Explanation why(CustomerId id, String scenario) {
        Journey<Object> journey = engine.definitions.journeys.stream()
                .filter(one -> one.name().equals(scenario))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no scenario is named \"" + scenario + '"'));
        return engine.read(present(id).origin(), hot -> {
                    Map<InstanceKey, Object> running = new LinkedHashMap<>();
                    for (Instance instance : hot.instances.values()) {
                        Object state = instance.state;
                        if (instance.isRunning() && instance.key.journey().equals(scenario) && state != null) {
                            running.put(instance.key, state);
                        }
                    }
                    View view = new View(engine.environment, hot, viewTime(hot), List.of());
                    return journey.explain(view.as(journey), running);
                })
                .orElseThrow();
    }

    private long viewTime(Hot hot) {
        return Math.max(hot.lastDecided, now().toEpochMilli());
    }

    public List<DecisionRecord> decisions(CustomerId id) {
        List<CustomerId> labels = engine.read(present(id).origin(), Hot::originIds).orElse(List.of()).stream()
                .map(CustomerId::new)
                .toList();
        List<DecisionRecord> found = new ArrayList<>();
        long after = 0;
        while (true) {
            List<CustomerStore.Logged> page = wiring.store.decisionsAbout(labels, after, PAGE);
            if (page.isEmpty()) {
                return found;
            }
            page.forEach(logged -> found.add(logged.decision()));
            after = page.get(page.size() - 1).position();
        }
    }

    public List<CustomerStore.Logged> decisionLog(long after, int limit) {
        return wiring.store.decisions(after, limit);
    }

    // ---------------------------------------------------------------- outbox

    public Optional<StoredCommand> command(CommandKey key) {
        return wiring.store.command(key);
    }

    public List<StoredCommand> commands(StoredCommand.Status status, @Nullable CommandKey after, int limit) {
        return wiring.store.commands(status, after, limit);
    }

    public void retry(CommandKey key) {
        long clock = now().toEpochMilli();
        engine.withCustomer(key.origin(), (hot, draft) -> {
            StoredCommand dead = wiring.store
                    .command(key)
                    .filter(row -> row.status() == StoredCommand.Status.DEAD)
                    .orElseThrow(() -> new IllegalArgumentException("no dead letter has the key " + key));
            engine.bringTo(hot, clock, false, draft);
            engine.decider.putBack(hot, dead.command(), Math.max(hot.lastDecided, clock), draft);
            return Boolean.TRUE;
        });
    }

    // ---------------------------------------------------------------- proof

    public VerifyReport verify() {
        return new Verification(engine, this::tombstone).run();
    }

    public List<Alteration> alterations(Iterable<DecisionRecord> log) {
        return Verification.alterations(engine, this::tombstone, log);
    }

    public RecomputeReport recompute() {
        return new Recomputation(engine, wiring, this).run();
    }

    /**
     * Does again what the log says was done from outside.
     *
     * @return false when whom it concerns is not there yet
     */
    boolean repeat(DecisionRecord record) {
        About about = record.about();
        if (about instanceof About.Suppressed suppressed) {
            suppress(suppressed.tombstones(), record.customer(), null);
            return true;
        }
        if (about instanceof About.FactsChanged facts && !facts.statements().isEmpty()) {
            facts.statements().forEach(this::consent);
            return true;
        }
        if (about instanceof About.FactsChanged facts && !facts.restrictions().isEmpty()) {
            Set<OriginId> left = new TreeSet<>(facts.restrictions().keySet());
            left.removeIf(origin -> wiring.store.customerOf(origin).isEmpty());
            while (!left.isEmpty()) {
                engine.decide(left.iterator().next(), now().toEpochMilli(), (hot, draft, now) -> {
                    left.removeAll(hot.originIds());
                    restrict(hot, facts.restrictions(), facts.what(), now, draft);
                });
            }
            return facts.restrictions().keySet().stream()
                    .allMatch(origin -> wiring.store.customerOf(origin).isPresent());
        }
        OriginId origin = about instanceof About.Asked asked && asked.input() instanceof Input.Requested request
                ? request.origin()
                : record.customer().origin();
        if (wiring.store.customerOf(origin).isEmpty()) {
            return false;
        }
        engine.decide(origin, now().toEpochMilli(), (hot, draft, now) -> repeat(about, hot, now, draft));
        return true;
    }

    private void repeat(About about, Hot hot, long now, Draft draft) {
        Decider decider = engine.decider;
        if (about instanceof About.FactsChanged facts) {
            decider.factsChanged(hot, facts, now, draft);
        } else if (about instanceof About.SnapshotTaken snapshot
                && engine.definitions.bitOfSegment.containsKey(snapshot.segment())) {
            decider.snapshotTaken(hot, engine.definitions.segment(snapshot.segment()), now, draft);
        } else if (about instanceof About.Enrolled enrolled) {
            for (Tracked watch : engine.definitions.tracked) {
                if (watch.journey().equals(enrolled.journey())
                        && watch.shortName().equals(enrolled.watch())) {
                    decider.enrolled(hot, engine.definitions.journey(enrolled.journey()), watch, now, draft);
                }
            }
        } else if (about instanceof About.Asked asked && asked.input() instanceof Input.Requested request) {
            decider.requested(hot, request, now, draft);
        }
    }

    /** Which wake-ups are decided as history; asked by customer and due time. */
    void wakesAsHistory(BiPredicate<CustomerId, Instant> asked) {
        wakesAsHistory = asked;
    }

    Engine engine() {
        return engine;
    }

    private String couponCode(CommandKey key) {
        return CouponCode.of(secret, key);
    }
}
