package io.enishi.scenario.rehearsal;

import io.enishi.core.Crm;
import io.enishi.core.CrmBuilder;
import io.enishi.core.consent.ConsentStatement;
import io.enishi.core.event.CustomerEvent;
import io.enishi.core.process.Effect;
import io.enishi.core.spi.AddressNormaliser;
import io.enishi.core.spi.Channel;
import io.enishi.core.spi.IdentityResolver;
import io.enishi.core.spi.JapaneseAddressNormaliser;
import io.enishi.core.spi.Quota;
import io.enishi.core.spi.StoredCommand;
import io.enishi.core.value.Identifier;
import io.enishi.core.value.MatchKey;
import io.enishi.scenario.CompiledScenario;
import io.enishi.scenario.rehearsal.Components.Component;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import java.util.stream.Collectors;

/**
 * Scenarios on a history, in virtual time, with nothing sent; the package tells how. Set up by one thread, run once or several times.
 */
public final class Rehearsal {

    /** Events of the history in one CRM at most, where no barriers are needed: what is in memory at one time for each thread. */
    private static final int EVENTS_OF_A_STAGE = 20_000;
    /** Parts that go on together where barriers are needed; a fixed number, so that it cannot depend on the machine. */
    private static final int STAGES = 64;

    private final List<CompiledScenario> scenarios;
    /** Definition hashes of the scenarios, by name. */
    private final Map<String, String> versions = new HashMap<>();

    private List<Channel> channels = List.of();
    private Consumer<CrmBuilder> wiring = crm -> {};
    private final List<Quota> quotas = new ArrayList<>();
    private AddressNormaliser normaliser = new JapaneseAddressNormaliser();
    private IdentityResolver identity = IdentityResolver.judgementsOnly();
    private ZoneId zone = ZoneId.of("Asia/Tokyo");
    private Audience audience = Audience.silent();
    private Costs costs = Costs.none();
    private CouponValue couponValue = CouponValue.unknown();
    private Duration barrier = Duration.ofHours(1);
    private int threads = 1;
    private long seed;
    private LongConsumer progress = events -> {};
    private final Object telling = new Object();

    private Rehearsal(List<CompiledScenario> scenarios) {
        this.scenarios = List.copyOf(scenarios);
        scenarios.forEach(scenario -> versions.put(scenario.name(), scenario.definitionHash()));
    }

    /** A rehearsal of these scenarios together, on no channel yet. */
    public static Rehearsal of(List<CompiledScenario> scenarios) {
        return new Rehearsal(scenarios);
    }

    /** The channels of the shop: names and capabilities count, {@code send} is never called. */
    public Rehearsal channels(List<? extends Channel> changed) {
        channels = List.copyOf(changed);
        return this;
    }

    /**
     * What else the shop has: folds, segments, contact policy, catalogue, contents, host functions. Called once for each part of the
     * history, also by several threads at once, so what it hands over must be safe to share. A secret of the shop's gives the report its
     * ids of origins. Store, clock, channels, handlers, identity,
     * normaliser and quotas are not its affair.
     */
    public Rehearsal wiring(Consumer<CrmBuilder> changed) {
        wiring = Objects.requireNonNull(changed, "wiring");
        return this;
    }

    /**
     * Adds a shared limit. Whoever would get a message that it {@linkplain Quota#concerns concerns} waits with all of theirs for
     * barriers, where messages leave one after the other by time, priority of the scenario, origin; the limit is asked by one thread.
     * The others are rehearsed without waiting for anybody.
     */
    public Rehearsal quota(Quota quota) {
        quotas.add(Objects.requireNonNull(quota, "quota"));
        return this;
    }

    /** Who is whom; every origin a person of its own unless said. */
    public Rehearsal identity(IdentityResolver changed) {
        identity = Objects.requireNonNull(changed, "identity");
        return this;
    }

    /** How identifiers fold to match keys; Japanese forms unless said. */
    public Rehearsal normaliser(AddressNormaliser changed) {
        normaliser = Objects.requireNonNull(changed, "normaliser");
        return this;
    }

    /** The shop's zone; Asia/Tokyo unless said. */
    public Rehearsal zone(ZoneId changed) {
        zone = Objects.requireNonNull(changed, "zone");
        return this;
    }

    /** What people do with the messages; nothing unless said. */
    public Rehearsal audience(Audience changed) {
        audience = Objects.requireNonNull(changed, "audience");
        return this;
    }

    /** What messages cost; nothing unless said. */
    public Rehearsal costs(Costs changed) {
        costs = Objects.requireNonNull(changed, "costs");
        return this;
    }

    /** What coupons are worth; nobody can say unless said. */
    public Rehearsal couponValue(CouponValue changed) {
        couponValue = Objects.requireNonNull(changed, "couponValue");
        return this;
    }

    /** Seed of the audience's chance. */
    public Rehearsal seed(long changed) {
        seed = changed;
        return this;
    }

    /**
     * How far all go on together where there are shared limits; an hour unless said.
     *
     * @throws IllegalArgumentException if not positive
     */
    public Rehearsal barrier(Duration changed) {
        if (changed.isNegative() || changed.isZero()) {
            throw new IllegalArgumentException("the time between barriers must be positive, but was " + changed);
        }
        barrier = changed;
        return this;
    }

    /**
     * How many threads decide; the report does not depend on it. One unless said.
     *
     * @throws IllegalArgumentException if less than 1
     */
    public Rehearsal threads(int changed) {
        if (changed < 1) {
            throw new IllegalArgumentException("threads must be at least 1, but were " + changed);
        }
        threads = changed;
        return this;
    }

    /** Is told how many more events are behind, by one thread at a time. */
    public Rehearsal progress(LongConsumer listener) {
        progress = Objects.requireNonNull(listener, "listener");
        return this;
    }

    /** Runs the history through, to the instant of its last event. */
    public RehearsalReport run(History history) {
        List<CustomerEvent> events = history.events();
        Instant end =
                events.isEmpty() ? Instant.EPOCH : events.get(events.size() - 1).occurredAt();
        return run(history, end);
    }

    /** Runs the history through, and lets time go on to {@code end}. What happened after it is left out. */
    public RehearsalReport run(History history, Instant end) {
        Tally figures = newTally();
        List<Sent> sends;
        List<Component> components;
        ExecutorService workers = Executors.newFixedThreadPool(threads);
        try {
            components = components(history, workers);
            Pass free = oneByOne(history, components, end, workers);
            List<Tally> tallies = new ArrayList<>(free.tallies());
            tallies.addAll(inStep(history, free.limited(), end, workers));
            sends = inOrder(tallies, workers);
            tallies.forEach(figures::addFigures);
        } finally {
            workers.shutdownNow();
        }
        return RehearsalReport.of(figures, sends, history, scenarios, components.size(), costs, couponValue, zone, end);
    }

    private List<Sent> inOrder(List<Tally> tallies, ExecutorService workers) {
        SendOrder order =
                new SendOrder(tallies.stream().map(tally -> tally.sends).toList());
        List<Sent> sends = new ArrayList<>();
        all(workers, order.stretches(threads), order::in).forEach(sends::addAll);
        return sends;
    }

    private List<Component> components(History history, ExecutorService workers) {
        List<CustomerEvent> events = history.events();
        int most = events.size() / threads + 1;
        List<Integer> parts = new ArrayList<>();
        for (int from = 0; from < events.size(); from += most) {
            parts.add(from);
        }
        List<Mentions> mentions = all(
                workers, parts, from -> Mentions.of(events, from, Math.min(events.size(), from + most), normaliser));
        return Components.of(history, mentions, normaliser, identity).stream()
                .filter(component -> component.events().length > 0)
                .toList();
    }

    /**
     * The CRM as it would stand at {@code at}, with the person whom an identifier of the history leads to and everybody they may have to
     * do with, and nobody else: to be asked {@code why}, or what was decided. Empty when the history does not know the identifier.
     * Shared limits, which depend on everybody, never refuse here.
     */
    public Optional<Crm> around(History history, Identifier person, Instant at) {
        MatchKey wanted = normaliser.matchKey(person).orElse(null);
        if (wanted == null) {
            return Optional.empty();
        }
        List<CustomerEvent> all = history.events();
        List<Mentions> mentions = List.of(Mentions.of(all, 0, all.size(), normaliser));
        for (Component component : Components.of(history, mentions, normaliser, identity)) {
            boolean theirs = Arrays.stream(component.events())
                    .anyMatch(index -> all.get(index).identifiers().stream()
                            .anyMatch(known -> known.scheme().equals(person.scheme())
                                    && normaliser
                                            .matchKey(known)
                                            .filter(wanted::equals)
                                            .isPresent()));
            if (theirs) {
                Stage stage = new Stage(this, false, true);
                stage.put(
                        events(history, component.events()),
                        statements(history, component.statements()),
                        history.shopEvents());
                stage.runTo(at);
                return Optional.of(stage.crm());
            }
        }
        return Optional.empty();
    }

    /** What a pass over components came to: what was seen of those that no limit concerns, and the others. */
    private record Pass(List<Tally> tallies, List<Component> limited) {}

    /**
     * Component after component from its first day to its last; a stage is thrown away when it is full. Components that a shared limit
     * turns out to concern are left for the barriers.
     */
    private Pass oneByOne(History history, List<Component> components, Instant end, ExecutorService workers) {
        List<List<Component>> parts = new ArrayList<>();
        int size = EVENTS_OF_A_STAGE;
        for (Component component : components) {
            if (size + component.events().length > EVENTS_OF_A_STAGE) {
                parts.add(new ArrayList<>());
                size = 0;
            }
            size += component.events().length;
            parts.get(parts.size() - 1).add(component);
        }
        List<Pass> passes = all(workers, parts, part -> oneByOne(history, part, end));
        List<Tally> tallies = new ArrayList<>();
        List<Component> limited = new ArrayList<>();
        passes.forEach(pass -> {
            tallies.addAll(pass.tallies());
            limited.addAll(pass.limited());
        });
        return new Pass(tallies, limited);
    }

    private Pass oneByOne(History history, List<Component> part, Instant end) {
        Stage stage = new Stage(this, false, false);
        Tally sum = newTally();
        List<Component> limited = new ArrayList<>();
        for (Component component : part) {
            stage.put(
                    events(history, component.events()),
                    statements(history, component.statements()),
                    history.shopEvents());
            stage.runTo(end);
            Tally seen = stage.takeTally();
            if (stage.waits()) {
                limited.add(component);
            } else {
                sum.add(seen);
            }
        }
        SendOrder.sort(sum.sends);
        return new Pass(List.of(sum), limited);
    }

    /** Components together from barrier to barrier; there the shared limits are granted by one thread. */
    private List<Tally> inStep(History history, List<Component> components, Instant end, ExecutorService workers) {
        List<Stage> stages = new ArrayList<>();
        for (int i = 0; i < Math.min(STAGES, components.size()); i++) {
            List<Component> part = new ArrayList<>();
            for (int j = i; j < components.size(); j += STAGES) {
                part.add(components.get(j));
            }
            Stage stage = new Stage(this, true, false);
            stage.put(
                    events(history, sorted(part.stream().map(Component::events).toList())),
                    statements(
                            history,
                            sorted(part.stream().map(Component::statements).toList())),
                    history.shopEvents());
            stages.add(stage);
        }
        Map<String, Integer> priorities = new HashMap<>();
        scenarios.forEach(scenario -> priorities.put(scenario.name(), scenario.priority()));
        Instant first =
                history.events().isEmpty() ? end : history.events().get(0).occurredAt();
        new Barriers(stages, first.minusMillis(1), barrier, end, priorities).run((walks, work) -> {
            if (walks.size() == 1) {
                work.accept(walks.get(0)); // not worth waking anybody for
            } else {
                all(workers, walks, walk -> {
                    work.accept(walk);
                    return walk;
                });
            }
        });
        List<Tally> tallies = stages.stream().map(Stage::takeTally).toList();
        tallies.forEach(tally -> SendOrder.sort(tally.sends));
        return tallies;
    }

    private static int[] sorted(List<int[]> parts) {
        return parts.stream().flatMapToInt(Arrays::stream).sorted().toArray();
    }

    private static List<CustomerEvent> events(History history, int[] indices) {
        return Arrays.stream(indices)
                .mapToObj(history.events()::get)
                .collect(Collectors.toCollection(() -> new ArrayList<>(indices.length)));
    }

    private static List<ConsentStatement> statements(History history, int[] indices) {
        return Arrays.stream(indices).mapToObj(history.statements()::get).toList();
    }

    @FunctionalInterface
    private interface Work<T, R> {
        R on(T part);
    }

    /** The results in the order of the parts, whoever worked on them. */
    private static <T, R> List<R> all(ExecutorService workers, List<T> parts, Work<T, R> work) {
        List<Future<R>> futures = new ArrayList<>(parts.size());
        for (T part : parts) {
            futures.add(workers.submit(() -> work.on(part)));
        }
        List<R> results = new ArrayList<>(parts.size());
        for (Future<R> future : futures) {
            try {
                results.add(future.get());
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("the rehearsal was interrupted", interrupted);
            } catch (ExecutionException failed) {
                if (failed.getCause() instanceof RuntimeException thrown) {
                    throw thrown;
                }
                throw new IllegalStateException("the rehearsal failed", failed.getCause());
            }
        }
        return results;
    }

    // ------------------------------------------------------------------ for stages

    /** Whether a shared limit may hold back that command. */
    boolean isLimited(StoredCommand row) {
        if (quotas.isEmpty() || !(row.command().effect() instanceof Effect.Send send)) {
            return false;
        }
        for (Effect.Offer offer : send.offers()) {
            Quota.Draw draw = new Quota.Draw(
                    row.key(), offer.channel(), offer.content(), send.messageClass(), send.tags(), from(row));
            if (quotas.stream().anyMatch(quota -> quota.concerns(draw))) {
                return true;
            }
        }
        return false;
    }

    private static Instant from(StoredCommand row) {
        return row.command().notBefore();
    }

    Tally newTally() {
        return new Tally(versions);
    }

    CrmBuilder builder(boolean limited) {
        CrmBuilder crm = Crm.builder("rehearsal")
                .zone(zone)
                .normaliser(normaliser)
                .identity(identity)
                .checkpointEvery(0) // nobody is read twice
                .secret("ids of a rehearsal are no secret".getBytes(StandardCharsets.UTF_8));
        wiring.accept(crm);
        scenarios.forEach(crm::journey);
        if (limited) {
            quotas.forEach(crm::quota);
        }
        return crm;
    }

    List<Channel> channels() {
        return channels;
    }

    Audience audience() {
        return audience;
    }

    long seed() {
        return seed;
    }

    void progress(int events) {
        synchronized (telling) {
            progress.accept(events);
        }
    }
}
