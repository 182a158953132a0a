package io.enishi.core.internal.runtime;

import com.github.benmanes.caffeine.cache.Caffeine;
import io.enishi.core.Alteration;
import io.enishi.core.RecomputeReport;
import io.enishi.core.VerifyReport;
import io.enishi.core.condition.ConditionContext;
import io.enishi.core.customer.DecisionRecord;
import io.enishi.core.customer.DecisionRecord.About;
import io.enishi.core.internal.origin.OriginIds;
import io.enishi.core.internal.origin.Recent;
import io.enishi.core.internal.timeline.Vocabulary;
import io.enishi.core.process.CommandKey;
import io.enishi.core.process.Effect;
import io.enishi.core.process.Fold;
import io.enishi.core.process.Input;
import io.enishi.core.process.InstanceKey;
import io.enishi.core.process.Journey;
import io.enishi.core.segment.Segment;
import io.enishi.core.spi.AddressNormaliser;
import io.enishi.core.spi.Channel;
import io.enishi.core.spi.IdentityResolver;
import io.enishi.core.spi.StoredCommand;
import io.enishi.core.value.AttributeValue;
import io.enishi.core.value.CustomerId;
import io.enishi.core.value.DefinitionException;
import io.enishi.core.value.Identifier;
import io.enishi.core.value.KeyedHash;
import io.enishi.core.value.MatchKey;
import io.enishi.core.value.OriginId;
import io.enishi.core.value.Problem;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What stands behind a {@code Crm}: its parts, wired together. */
public final class ShopRuntime {

    private static final Logger LOG = LoggerFactory.getLogger(ShopRuntime.class);

    private final Wiring wiring;
    private final Engine engine;
    private final Switches switches;
    private final Intake intake;
    private final Turns turns;
    private final People people;
    private final Rolls rolls;
    private final Releases releases;
    private final Answers answers;
    private @Nullable ScheduledExecutorService jobs;

    private ShopRuntime(Wiring wiring, Engine engine, Switches switches) {
        this.wiring = wiring;
        this.engine = engine;
        this.switches = switches;
        KeyedHash secret = KeyedHash.of(wiring.secret);
        Dispatcher dispatcher = new Dispatcher(
                engine,
                wiring.policy,
                wiring.renderer,
                wiring.recommender,
                wiring.quotas,
                wiring.handlers,
                key -> CouponCode.of(secret, key),
                switches);
        FanOut fanOut = new FanOut(engine, wiring.fanOutPage);
        this.turns = new Turns(wiring, engine, dispatcher, fanOut);
        this.intake = new Intake(wiring, engine, fanOut, turns::putDefinitionsInForce);
        this.people = new People(wiring, engine, dispatcher, secret);
        this.rolls = new Rolls(wiring, engine);
        this.releases = new Releases(wiring, engine, rolls);
        this.answers = new Answers(wiring, engine, people, switches);
    }

    private static Engine engine(Wiring wiring, Definitions definitions) {
        KeyedHash secret = KeyedHash.of(wiring.secret);
        Map<String, Channel> channels = new LinkedHashMap<>();
        wiring.channels.forEach(channel -> channels.put(channel.name(), channel));
        Recent<MatchKey, String> tombstones = Recent.of(address -> Erasure.tombstone(secret, address));
        Environment environment = new Environment(
                wiring.catalog,
                channels,
                wiring.hostFunctions,
                wiring.store::ledger,
                tombstones,
                wiring.store::isSuppressed,
                wiring.store.keepsDecisions());
        Recent<Identifier, AddressNormaliser.Result> folded = Recent.of(wiring.normaliser::fold);
        OriginIds originIds = new OriginIds(wiring.shop, secret, wiring.schemeOrder, folded::apply);
        IdentityResolver resolver = RecentTies.of(wiring.resolver);
        Ground ground = new Ground(
                wiring.store,
                originIds,
                folded::apply,
                resolver,
                wiring.meters,
                wiring.zone,
                new Vocabulary(),
                new Stripes(),
                Caffeine.newBuilder()
                        .maximumSize(wiring.hotCustomers)
                        .executor(Runnable::run) // no threads but the host's
                        .build(),
                new Labels(wiring.store, 2 * wiring.hotCustomers),
                () -> {
                    tombstones.forget();
                    folded.forget();
                    originIds.forget();
                    RecentTies.forget(resolver);
                },
                wiring.checkpointEvery);
        return new Engine(definitions, environment, ground, wiring.now().toEpochMilli());
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
        return new ShopRuntime(
                wiring, engine(wiring, compiled(wiring, problems)), new Switches(wiring.pauses, wiring.clock));
    }

    private static Definitions compiled(Wiring wiring, List<Problem> problems) {
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
        return definitions;
    }

    /**
     * A runtime of the same shop in which a fold takes the place of the one with its name, and segments that of others; everybody is
     * still as the definitions before left them.
     *
     * @param without names of the segments that go
     * @throws DefinitionException with all problems, for example a segment that reads a metric which is not published any more
     */
    public ShopRuntime with(Fold<?> changed, Set<String> without, List<Segment> segments) {
        Wiring rewired = wiring.with(changed, without, segments);
        Definitions definitions = compiled(rewired, new ArrayList<>());
        Engine next = engine.under(definitions, now().toEpochMilli());
        ShopRuntime after = new ShopRuntime(rewired, next, switches);
        engine.commits.leaveBehind(after.turns::lookAgain);
        return after;
    }

    public List<Segment> segments() {
        return List.copyOf(wiring.segments);
    }

    /** The fold of a name. */
    public Optional<Fold<?>> fold(String name) {
        return wiring.folds.stream().filter(fold -> fold.name().equals(name)).findFirst();
    }

    /** Definition hash of each fold, by its name. */
    public Map<String, String> foldHashes() {
        Map<String, String> hashes = new LinkedHashMap<>();
        wiring.folds.forEach(fold -> hashes.put(fold.name(), fold.definitionHash()));
        return hashes;
    }

    public Instant now() {
        return wiring.now();
    }

    public Intake intake() {
        return intake;
    }

    public Turns turns() {
        return turns;
    }

    public People people() {
        return people;
    }

    public Rolls rolls() {
        return rolls;
    }

    public Releases releases() {
        return releases;
    }

    public Answers answers() {
        return answers;
    }

    public void request(String scenario, String requestId, CustomerId customer, Map<String, AttributeValue> details) {
        engine.definitions.journey(scenario); // refuses one that is not in force
        people.present(customer);
        engine.decide(customer.origin(), now().toEpochMilli(), (hot, draft, now) -> {
            // Under the origin that the host named, not the label it leads to. What is one person now may have been
            // asked for the same under another of their origins: that run has the key.
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
        if (approver.isBlank()) {
            throw new IllegalArgumentException("approver must say who answers, but was blank");
        }
        if (!wasRequested(key) && wiring.store.customerOf(key.origin()).isPresent()) {
            throw new IllegalArgumentException("no approval was requested under " + key);
        }
        Input.Approved approval = new Input.Approved(key, approved, approver);
        engine.decide(key.origin(), now().toEpochMilli(), (hot, draft, now) -> {
            Instance run = hot.instances.get(Precedence.runOf(key));
            if (run != null && run.isRunning()) {
                engine.decider.approved(hot, run, approval, now, draft);
            }
        });
    }

    private boolean wasRequested(CommandKey key) {
        return wiring.store
                .command(key)
                .filter(stored -> stored.command().effect() instanceof Effect.RequestApproval)
                .isPresent();
    }

    /** @param turn what is done again and again: {@link #turn} of the runtime that then stands for the shop */
    public synchronized void start(Duration period, Runnable turn) {
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
        Object turns = executor.scheduleWithFixedDelay(turn, 0, period.toMillis(), TimeUnit.MILLISECONDS);
    }

    public void turn() {
        try {
            intake.drain();
            turns.runDue(now());
            turns.deliver(now(), Integer.MAX_VALUE);
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

    public Switches switches() {
        return switches;
    }

    /** @throws IllegalArgumentException if no definition of that name is in force or retired */
    public void requireScenario(String name) {
        engine.definitions.requireKnown(name);
    }

    /** @throws IllegalArgumentException if there is no channel of that name */
    public void requireChannel(String name) {
        Set<String> known = new TreeSet<>();
        wiring.channels.forEach(channel -> known.add(channel.name()));
        if (!known.contains(name)) {
            throw Definitions.unknown("channel", name, known);
        }
    }

    public void pauseCustomer(CustomerId id, boolean paused) {
        CustomerId label = people.present(id);
        engine.customers.read(label.origin(), hot -> {
            hot.originIds().forEach(origin -> switches.person(origin, paused));
            return Boolean.TRUE;
        });
    }

    public Optional<StoredCommand> command(CommandKey key) {
        return wiring.store.command(key);
    }

    public List<StoredCommand> commands(StoredCommand.Status status, @Nullable CommandKey after, int limit) {
        return wiring.store.commands(status, after, limit);
    }

    public void retry(CommandKey key) {
        long clock = now().toEpochMilli();
        engine.customers.withCustomer(key.origin(), (hot, draft) -> {
            StoredCommand dead = wiring.store
                    .command(key)
                    .filter(row -> row.status() == StoredCommand.Status.DEAD)
                    .orElseThrow(() -> new IllegalArgumentException("no dead letter has the key " + key));
            engine.due.bringTo(hot, clock, false, draft);
            engine.decider.putBack(hot, dead.command(), hot.asOf(clock), draft);
            return Boolean.TRUE;
        });
    }

    public void readAnew() {
        engine.forgetCustomers();
    }

    public VerifyReport verify() {
        return new Verification(engine).run();
    }

    public List<Alteration> alterations(Iterable<DecisionRecord> log) {
        return Verification.alterations(engine, log);
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
            people.suppress(suppressed.tombstones(), record.customer(), null);
            return true;
        }
        if (about instanceof About.FactsChanged facts && !facts.statements().isEmpty()) {
            facts.statements().forEach(people::consent);
            return true;
        }
        if (about instanceof About.FactsChanged facts && !facts.restrictions().isEmpty()) {
            Set<OriginId> left = new TreeSet<>(facts.restrictions().keySet());
            left.removeIf(origin -> wiring.store.customerOf(origin).isEmpty());
            while (!left.isEmpty()) {
                engine.decide(left.iterator().next(), now().toEpochMilli(), (hot, draft, now) -> {
                    left.removeAll(hot.originIds());
                    people.restrict(hot, facts.restrictions(), facts.what(), now, draft);
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
            Journey<Object> journey = engine.definitions.journey(enrolled.journey());
            Tracked entry = engine.definitions.entry(journey, enrolled.watch());
            if (entry != null) {
                decider.enrolled(hot, journey, entry, now, draft);
            }
        } else if (about instanceof About.Asked asked && asked.input() instanceof Input.Requested request) {
            decider.requested(hot, request, now, draft);
        }
    }

    Engine engine() {
        return engine;
    }
}
