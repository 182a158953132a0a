package io.enishi.testkit.simulation;

import io.enishi.core.consent.ConsentStatement;
import io.enishi.core.consent.MessageClass;
import io.enishi.core.event.CustomerEvent;
import io.enishi.core.process.CommandKey;
import io.enishi.core.process.Dispatched;
import io.enishi.core.process.Effect;
import io.enishi.core.process.Outcome;
import io.enishi.core.spi.Channel;
import io.enishi.core.spi.CustomerChange;
import io.enishi.core.spi.CustomerStore.Commit;
import io.enishi.core.spi.IdentityResolver.Judgement;
import io.enishi.core.spi.StoredCommand;
import io.enishi.core.spi.StoredCommand.Status;
import io.enishi.core.value.CustomerId;
import io.enishi.core.value.MatchKey;
import io.enishi.core.value.OriginId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What must hold at every commit and every call, looked at in the order in which they take effect. It keeps its own books and asks no
 * part of the runtime: who belonged together, what was permitted and who got how much is worked out here, by brute force.
 */
final class Laws {

    private static final Map<Status, Set<Status>> NEXT = new EnumMap<>(Status.class);

    static {
        NEXT.put(
                Status.PENDING,
                EnumSet.of(Status.PENDING, Status.DISPATCHED, Status.REVOKED, Status.DROPPED, Status.DEAD));
        NEXT.put(
                Status.DISPATCHED,
                EnumSet.of(Status.DISPATCHED, Status.DONE, Status.REJECTED, Status.DROPPED, Status.DEAD));
        NEXT.put(Status.DEAD, EnumSet.of(Status.PENDING)); // a person put it back
    }

    private final World world;
    private final News news;
    private final Map<CommandKey, StoredCommand> commands = new TreeMap<>();
    private final Map<CommandKey, List<Call>> calls = new HashMap<>();
    private final Map<CommandKey, Integer> putBack = new HashMap<>();
    private final Map<CommandKey, Integer> arrivals = new HashMap<>();
    private final Map<String, CommandKey> visits = new HashMap<>();
    private final Map<MatchKey, List<ConsentStatement>> statements = new HashMap<>();
    private final Map<OriginId, CustomerId> people = new TreeMap<>();
    private final Map<OriginId, Set<MatchKey>> addresses = new HashMap<>();
    /** When advertising left, by origin and command; what a channel refused is not among it. */
    private final Map<OriginId, Map<CommandKey, Instant>> advertised = new HashMap<>();

    private final Set<OriginId> restricted = new HashSet<>();
    private final Set<String> tombstones = new HashSet<>();
    private final Set<MatchKey> suppressed = new HashSet<>();
    private final Set<OriginId> erased = new TreeSet<>();
    private final List<Judgement> judgements = new ArrayList<>();
    private final Map<String, Set<OriginId>> events = new TreeMap<>();

    /** A claim that permits one call. */
    private static final class Call {
        final String worker;
        boolean made;

        Call(String worker) {
            this.worker = worker;
        }
    }

    Laws(World world) {
        this.world = world;
        this.news = new News(world);
    }

    News news() {
        return news;
    }

    private void require(boolean holds, String law, String otherwise) {
        if (!holds) {
            world.wrong(law, otherwise);
        }
    }

    // ---------------------------------------------------------------- what was committed

    Set<OriginId> erased() {
        return erased;
    }

    Map<OriginId, CustomerId> people() {
        return people;
    }

    List<Judgement> judgements() {
        return judgements;
    }

    Map<CommandKey, StoredCommand> commands() {
        return commands;
    }

    Map<String, Set<OriginId>> events() {
        return events;
    }

    boolean isTombstone(OriginId origin) {
        return tombstones.contains(origin.toString());
    }

    static String nameOf(CustomerEvent event) {
        return event.source() + "/" + event.id();
    }

    // ---------------------------------------------------------------- commits

    void committed(Commit commit, @Nullable Worker by) {
        for (CustomerChange change : commit.customers()) {
            takeIn(change, by);
        }
        for (CustomerChange change : commit.customers()) {
            change.commands().forEach(row -> command(change, row, by));
        }
        commit.statements()
                .forEach(statement -> statements
                        .computeIfAbsent(statement.address(), address -> new ArrayList<>())
                        .add(statement));
        judgements.addAll(commit.judgements());
        tombstones.addAll(commit.tombstones());
        if (!commit.tombstones().isEmpty() && by != null) {
            suppressed.addAll(by.suppressing());
        }
    }

    private void takeIn(CustomerChange change, @Nullable Worker by) {
        if (change.erased()) {
            List<OriginId> gone = people.entrySet().stream()
                    .filter(one -> one.getValue().equals(change.id())
                            && !change.origins().contains(one.getKey()))
                    .map(Map.Entry::getKey)
                    .toList();
            gone.forEach(this::erase);
        }
        for (OriginId fresh : change.newOrigins()) {
            require(
                    !tombstones.contains(fresh.toString()),
                    "nobody erased comes back",
                    "origin " + fresh + " was erased and is taken in again");
        }
        change.origins().forEach(origin -> people.put(origin, change.id()));
        news.committed(change);
        change.identifiers().forEach(added -> {
            MatchKey key = added.identifier().key();
            if (key != null) {
                addresses
                        .computeIfAbsent(added.origin(), origin -> new TreeSet<>())
                        .add(key);
            }
        });
        change.restrictions().forEach((origin, now) -> {
            if (now) {
                restricted.add(origin);
            } else {
                restricted.remove(origin);
            }
        });
        for (Dispatched message : change.dispatched()) {
            if (message.refused()) {
                require(
                        !arrivals.containsKey(message.key()),
                        "what arrived keeps its place under a cap",
                        message.key() + " arrived, and gave its place back");
                advertised.getOrDefault(message.key().origin(), new HashMap<>()).remove(message.key());
                world.count("places under a cap given back", 1);
            }
        }
        change.timelines()
                .forEach(timeline -> timeline.added()
                        .forEach(event -> events.computeIfAbsent(nameOf(event), name -> new TreeSet<>())
                                .add(timeline.origin())));
        if (by != null) {
            world.count("commits of customers", 1);
        }
    }

    private void erase(OriginId gone) {
        erased.add(gone);
        people.remove(gone);
        Set<MatchKey> known = addresses.remove(gone);
        if (known != null) {
            suppressed.addAll(known);
        }
        advertised.remove(gone);
        restricted.remove(gone);
        commands.keySet().removeIf(key -> key.origin().equals(gone));
        visits.values().removeIf(key -> key.origin().equals(gone));
        events.values().forEach(origins -> origins.remove(gone));
        events.values().removeIf(Set::isEmpty);
        world.count("erased origins", 1);
    }

    // ---------------------------------------------------------------- commands

    private void command(CustomerChange change, StoredCommand row, @Nullable Worker by) {
        CommandKey key = row.key();
        StoredCommand before = commands.put(key, row);
        require(
                change.origins().contains(key.origin()),
                "commands stay with their origin",
                key + " is committed by somebody who does not hold its origin");
        if (before == null) {
            require(
                    row.status() == Status.PENDING || row.status() == Status.REVOKED,
                    "a command is asked for first",
                    key + " is " + row.status() + " and was never asked for");
            // The shop's news concern many people; what they did themselves has one origin.
            String whose =
                    key.entry().startsWith(News.SOURCE + ":") ? key.origin().toString() : "";
            String visit = whose + "/" + key.journey() + "/" + key.entry() + "/"
                    + key.visit().substring(0, key.visit().lastIndexOf('.'));
            CommandKey other = visits.putIfAbsent(visit, key);
            require(
                    other == null || other.equals(key) || world.weather().erasures(),
                    "one key for one visit of a step",
                    key + " and " + other);
            world.count("commands", 1);
            return;
        }
        require(
                NEXT.getOrDefault(before.status(), Set.of()).contains(row.status()),
                "a command goes one way",
                key + " was " + before.status() + " and becomes " + row.status());
        require(
                row.status() != Status.DEAD || !row.reason().startsWith("failed"),
                "nothing fails to decide",
                key + " " + row.reason());
        if (before.status() == Status.DEAD) {
            putBack.merge(key, 1, Integer::sum);
        } else if (row.attempts() > before.attempts()) {
            require(
                    row.attempts() == before.attempts() + 1,
                    "claims are counted",
                    key + " goes from attempt " + before.attempts() + " to " + row.attempts());
            claim(change, before, row, by);
        }
    }

    private void claim(CustomerChange change, StoredCommand before, StoredCommand row, @Nullable Worker by) {
        CommandKey key = row.key();
        Instant first = Objects.requireNonNull(row.dispatchedAt(), "a claim has its time");
        Instant lease = Objects.requireNonNull(row.leaseUntil(), "a claim has a lease");
        calls.computeIfAbsent(key, none -> new ArrayList<>()).add(new Call(by == null ? "" : by.name()));
        world.count("claims", 1);
        Instant at = lease.minus(World.LEASE);
        if (before.status() == Status.DISPATCHED) {
            claimAgain(before, row, first, at);
        }
        Channel.Message message = row.message();
        boolean advertises =
                row.command().effect() instanceof Effect.Send send && send.messageClass() == MessageClass.ADVERTISING;
        if (message == null) {
            return;
        }
        MatchKey address = Errands.keyOf(message.to());
        require(!suppressed.contains(address), "nothing is claimed for a suppressed address", key + " at " + at);
        if (!advertises) {
            return;
        }
        world.count("advertising claims", 1);
        require(
                isPermitted(address, at),
                "no advertising against a refusal",
                key + " is claimed at " + at + ", and the ledger says " + statements.get(address));
        require(
                change.origins().stream().noneMatch(restricted::contains),
                "no advertising to the restricted",
                key + " is claimed at " + at);
        if (before.status() == Status.PENDING) {
            long already = change.origins().stream()
                    .flatMap(origin -> advertised.getOrDefault(origin, Map.of()).values().stream())
                    .filter(sent -> sent.plus(SimulatedShop.CAP_PERIOD).isAfter(first))
                    .count();
            require(
                    already < SimulatedShop.CAP,
                    "caps hold",
                    key + " at " + first + " is number " + (already + 1) + " for its person");
            world.count(already == SimulatedShop.CAP - 1 ? "claims at the cap" : "claims below the cap", 1);
            advertised.computeIfAbsent(key.origin(), origin -> new HashMap<>()).put(key, first);
        }
    }

    private void claimAgain(StoredCommand before, StoredCommand row, Instant first, Instant at) {
        CommandKey key = row.key();
        world.count("claims again", 1);
        Instant held = before.leaseUntil();
        require(
                held == null || !held.isAfter(at),
                "a lease keeps others away",
                key + " is claimed at " + at + " and held until " + held);
        require(
                Objects.equals(before.message(), row.message()) && Objects.equals(before.dispatchedAt(), first),
                "a message is frozen",
                key + " was " + before.message() + " of " + before.dispatchedAt());
        boolean promised = before.outcome() instanceof Outcome.RetryAfter;
        boolean safe = row.message() == null
                || promised
                || (world.weather().deduplicating() && !at.isAfter(first.plus(SimulatedShop.KEY_LIFETIME)));
        require(safe, "what may have left is not sent again", key + " of " + first + " is claimed again at " + at);
    }

    private boolean isPermitted(MatchKey address, Instant at) {
        Instant granted = null;
        Instant refused = null;
        for (ConsentStatement statement : statements.getOrDefault(address, List.of())) {
            if (statement.answer() == ConsentStatement.Answer.REFUSED) {
                refused = refused == null || statement.at().isAfter(refused) ? statement.at() : refused;
            } else if (!statement.at().isAfter(at)) {
                granted = granted == null || statement.at().isAfter(granted) ? statement.at() : granted;
            }
        }
        return granted != null && (refused == null || granted.isAfter(refused));
    }

    // ---------------------------------------------------------------- calls

    /** The host is called for a command. */
    void called(CommandKey key, Worker by) {
        world.count("calls", 1);
        Call permitted = calls.getOrDefault(key, List.of()).stream()
                .filter(call -> !call.made && call.worker.equals(by.name()))
                .findFirst()
                .orElse(null);
        require(permitted != null, "a call follows a claim", key + " is called by " + by.name());
        if (permitted != null) {
            permitted.made = true;
        }
    }

    /** A message arrives at somebody's, unless the server knows its key already. */
    void arrives(Channel.Message message) {
        int times = arrivals.merge(message.key(), 1, Integer::sum);
        int permitted = 1 + putBack.getOrDefault(message.key(), 0);
        require(
                times <= permitted || world.weather().deduplicating(),
                "a message arrives once",
                message.key() + " arrives for the " + times + ". time");
        if (message.content().isEmpty()) {
            require(false, "a message has a content", message.key().toString());
        }
    }
}
