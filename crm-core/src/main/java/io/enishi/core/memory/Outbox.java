package io.enishi.core.memory;

import io.enishi.core.process.CommandKey;
import io.enishi.core.spi.FairShares;
import io.enishi.core.spi.StoredCommand;
import io.enishi.core.value.OriginId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** All commands by key, and the open ones by the time from which a worker may take them; under the store's lock. */
final class Outbox {

    /** Of one instant, what was asked for first comes first: a restock is told in the order of those who asked about it. */
    private static final Comparator<Waiting> IN_TURN =
            Comparator.comparingLong(Waiting::at).thenComparingLong(Waiting::turn);

    private final TreeMap<CommandKey, StoredCommand> commands = new TreeMap<>();
    private final TreeSet<Waiting> waiting = new TreeSet<>(IN_TURN);
    private final Map<String, NavigableSet<Waiting>> waitingByJourney = new TreeMap<>();
    private final Map<String, NavigableSet<Waiting>> waitingByLane = new TreeMap<>();
    private final Map<CommandKey, Waiting> waitingByKey = new HashMap<>();
    private long nextTurn;

    private record Waiting(long at, long turn, CommandKey key, String lane) {}

    @Nullable
    StoredCommand get(CommandKey key) {
        return commands.get(key);
    }

    void put(StoredCommand command) {
        CommandKey key = command.key();
        commands.put(key, command);
        Waiting before = waitingByKey.get(key);
        stopWaiting(key);
        if (command.isOpen()) {
            Instant from = command.leaseUntil() != null
                    ? command.leaseUntil()
                    : command.command().notBefore();
            long turn = before == null ? nextTurn++ : before.turn;
            Waiting next = new Waiting(from.toEpochMilli(), turn, key, command.lane());
            waiting.add(next);
            waitingByJourney
                    .computeIfAbsent(key.journey(), journey -> new TreeSet<>(IN_TURN))
                    .add(next);
            waitingByLane
                    .computeIfAbsent(next.lane, lane -> new TreeSet<>(IN_TURN))
                    .add(next);
            waitingByKey.put(key, next);
        }
    }

    private void stopWaiting(CommandKey key) {
        Waiting old = waitingByKey.remove(key);
        if (old != null) {
            waiting.remove(old);
            leave(waitingByJourney, key.journey(), old);
            leave(waitingByLane, old.lane, old);
        }
    }

    private static void leave(Map<String, NavigableSet<Waiting>> groups, String group, Waiting old) {
        NavigableSet<Waiting> left = groups.get(group);
        if (left != null && left.remove(old) && left.isEmpty()) {
            groups.remove(group);
        }
    }

    /** Deletes all commands of an origin. */
    void erase(OriginId origin) {
        CommandKey first = new CommandKey(origin, "0", "0", "0");
        CommandKey last = new CommandKey(origin, "z".repeat(64), "\uffff", "\uffff");
        for (CommandKey key :
                List.copyOf(commands.subMap(first, true, last, true).keySet())) {
            commands.remove(key);
            stopWaiting(key);
        }
    }

    List<StoredCommand> claimable(Instant until, int limit) {
        return rows(first(waiting, until.toEpochMilli(), limit, new LinkedHashSet<>()));
    }

    /** As {@link #claimable}, so that no journey and no lane waits much longer than its share. */
    List<StoredCommand> fairly(Instant until, int limit) {
        Set<Waiting> taken = new LinkedHashSet<>();
        List<NavigableSet<Waiting>> journeys = List.copyOf(waitingByJourney.values());
        List<NavigableSet<Waiting>> lanes = List.copyOf(waitingByLane.values());
        long bound = until.toEpochMilli();
        FairShares.take(journeys, (limit + 1) / 2, (group, most) -> first(group, bound, most, taken));
        FairShares.take(lanes, limit - taken.size(), (group, most) -> first(group, bound, most, taken));
        FairShares.take(journeys, limit - taken.size(), (group, most) -> first(group, bound, most, taken));
        List<Waiting> inTime = new ArrayList<>(taken);
        inTime.sort(IN_TURN);
        return rows(FairShares.alternating(inTime, one -> List.of(one.key.journey(), one.lane)));
    }

    /** The first of a group that are not taken yet; adds them to those that are. */
    private static List<Waiting> first(NavigableSet<Waiting> group, long bound, int most, Set<Waiting> taken) {
        List<Waiting> found = new ArrayList<>();
        for (Waiting next : group) {
            if (next.at > bound || found.size() == most) {
                break;
            }
            if (taken.add(next)) {
                found.add(next);
            }
        }
        return found;
    }

    private List<StoredCommand> rows(List<Waiting> found) {
        List<StoredCommand> rows = new ArrayList<>(found.size());
        for (int i = 0; i < found.size(); i++) {
            rows.add(commands.get(found.get(i).key));
        }
        return rows;
    }

    List<StoredCommand> withStatus(StoredCommand.Status status, @Nullable CommandKey after, int limit) {
        return (after == null ? commands : commands.tailMap(after, false))
                .values().stream()
                        .filter(command -> command.status() == status)
                        .limit(limit)
                        .toList();
    }
}
