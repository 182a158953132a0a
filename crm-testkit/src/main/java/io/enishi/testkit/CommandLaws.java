package io.enishi.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.enishi.core.consent.MessageClass;
import io.enishi.core.process.Command;
import io.enishi.core.process.CommandKey;
import io.enishi.core.process.Effect;
import io.enishi.core.process.Outcome;
import io.enishi.core.spi.CustomerStore;
import io.enishi.core.spi.CustomerStore.Due;
import io.enishi.core.spi.StoredCommand;
import io.enishi.core.spi.StoredCommand.Status;
import io.enishi.core.value.CustomerId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Who wakes up when, and which command a worker takes next. */
abstract class CommandLaws extends StoreLaws {

    CommandLaws(Supplier<CustomerStore> emptyStore) {
        super(emptyStore);
    }

    @Test
    void dueCustomersComeEarliestFirstThenById() {
        commit(change(HIGH, 0).mint(HIGH).wake(NOON));
        commit(change(B, 0).mint(B).wake(NOON));
        commit(change(A, 0).mint(A).wake(NOON.plusSeconds(5)));
        assertThat(store.due(NOON.minusMillis(1), 10)).isEmpty();
        assertThat(store.due(NOON.plusSeconds(5), 10))
                .containsExactly(
                        new Due(new CustomerId(B), NOON),
                        new Due(new CustomerId(HIGH), NOON),
                        new Due(new CustomerId(A), NOON.plusSeconds(5)));
        assertThat(store.due(NOON.plusSeconds(5), 1)).containsExactly(new Due(new CustomerId(B), NOON));
    }

    @Test
    void aMovedWakeUpIsDueOnlyAtItsNewTime() {
        commit(change(A, 0).mint(A).wake(NOON));
        commit(change(A, 1).wake(NOON.plusSeconds(9)));
        assertThat(store.due(NOON, 10)).isEmpty();
        assertThat(store.due(NOON.plusSeconds(9), 10)).hasSize(1);
        commit(change(A, 2));
        assertThat(store.due(NOON.plusSeconds(99), 10)).isEmpty();
        commit(change(A, 3).wake(NOON));
        assertThat(store.due(NOON, 10)).containsExactly(new Due(new CustomerId(A), NOON));
    }

    @Test
    void commandsAreClaimableFromTheirTimeEarliestFirst() {
        Change change = change(A, 0).mint(A);
        change.commands.add(StoredCommand.pending(command("second.1", NOON.plusSeconds(2))));
        change.commands.add(StoredCommand.pending(command("first.1", NOON)));
        commit(change);
        assertThat(store.claimable(NOON.minusMillis(1), 10)).isEmpty();
        assertThat(visits(store.claimable(NOON, 10))).containsExactly("first.1");
        assertThat(visits(store.claimable(NOON.plusSeconds(2), 10))).containsExactly("first.1", "second.1");
        assertThat(visits(store.claimable(NOON.plusSeconds(2), 1))).containsExactly("first.1");
    }

    @Test
    void commandsOfOneInstantAreClaimableInTheOrderInWhichACommitAsksForThem() {
        Change later = change(B, 0).mint(B);
        later.commands.add(StoredCommand.pending(command(B, "first.1", NOON)));
        Change earlier = change(A, 0).mint(A);
        earlier.commands.add(StoredCommand.pending(command(A, "second.1", NOON)));
        commit(later, earlier);
        assertThat(visits(store.claimable(NOON, 10))).containsExactly("first.1", "second.1");
        assertThat(visits(store.takeClaimable(NOON, 10, Duration.ofMinutes(1)))).containsExactly("first.1", "second.1");
    }

    @Test
    void openCommandsAreLoadedInTheOrderInWhichTheyWereAskedFor() {
        Change first = change(A, 0).mint(A);
        first.commands.add(StoredCommand.pending(command("z.1", NOON)));
        first.commands.add(StoredCommand.pending(command("m.1", NOON)));
        commit(first);
        Change second = change(A, 1);
        second.commands.add(StoredCommand.pending(command("a.1", NOON)));
        second.commands.add(
                StoredCommand.pending(command("z.1", NOON)).dispatched(null, "", NOON, NOON.plusSeconds(60)));
        commit(second);
        assertThat(visits(store.load(A).orElseThrow().openCommands())).containsExactly("z.1", "m.1", "a.1");
    }

    @Test
    void whatWaitsAgainTakesItsTurnBehindTheOthersAndWhatIsHeldKeepsIts() {
        StoredCommand dead = StoredCommand.pending(command("a.1", NOON));
        StoredCommand held = StoredCommand.pending(command("b.1", NOON));
        Change first = change(A, 0).mint(A);
        first.commands.addAll(List.of(dead, held, StoredCommand.pending(command("c.1", NOON))));
        commit(first);
        Change buried = change(A, 1);
        buried.commands.addAll(List.of(dead.closed(Status.DEAD, "nobody answered"), held.held(NOON.plusSeconds(1))));
        commit(buried);
        Change putBack = change(A, 2);
        putBack.commands.addAll(List.of(held, dead));
        commit(putBack);
        assertThat(visits(store.load(A).orElseThrow().openCommands())).containsExactly("b.1", "c.1", "a.1");
        assertThat(visits(store.claimable(NOON, 10))).containsExactly("b.1", "c.1", "a.1");
        assertThat(store.commands(Status.DEAD, null, 10)).isEmpty();
    }

    @Test
    void aLeasedCommandComesBackWhenItsLeaseEnds() {
        StoredCommand pending = StoredCommand.pending(command("x.1", NOON));
        Change first = change(A, 0).mint(A);
        first.commands.add(pending);
        commit(first);
        Change claim = change(A, 1);
        claim.commands.add(pending.dispatched(null, "mail", NOON, NOON.plusSeconds(60)));
        commit(claim);
        assertThat(store.claimable(NOON.plusSeconds(59), 10)).isEmpty();
        assertThat(store.claimable(NOON.plusSeconds(60), 10)).hasSize(1);
    }

    @Test
    void settledCommandsAreKeptButNotClaimedAgain() {
        StoredCommand pending = StoredCommand.pending(command("x.1", NOON));
        Change first = change(A, 0).mint(A);
        first.commands.add(pending);
        commit(first);
        Change done = change(A, 1);
        done.commands.add(pending.dispatched(null, "mail", NOON, NOON.plusSeconds(60))
                .answered(Status.DONE, new Outcome.Accepted("r1"), null));
        commit(done);
        assertThat(store.claimable(NOON.plusSeconds(99), 10)).isEmpty();
        assertThat(store.command(pending.key())).map(StoredCommand::status).contains(Status.DONE);
        assertThat(store.commands(Status.DONE, null, 10)).hasSize(1);
        assertThat(store.commands(Status.DONE, pending.key(), 10)).isEmpty();
        assertThat(store.commands(Status.PENDING, null, 10)).isEmpty();
        assertThat(store.load(A).orElseThrow().openCommands()).isEmpty();
    }

    @Test
    void pagesOfAStateAreInOrderOfKeysHoweverManyThereAre() {
        Change change = change(A, 0).mint(A);
        for (int i = 0; i < 1_100; i++) {
            change.commands.add(sending("backlog", "mail", i));
        }
        change.commands.add(StoredCommand.pending(command("x.1", NOON)).closed(Status.DEAD, "nobody answered"));
        commit(change);
        List<CommandKey> expected = change.commands.stream()
                .filter(StoredCommand::isOpen)
                .map(StoredCommand::key)
                .sorted()
                .toList();
        List<CommandKey> paged = new ArrayList<>();
        List<StoredCommand> page = store.commands(Status.PENDING, null, 400);
        while (!page.isEmpty()) {
            page.forEach(command -> paged.add(command.key()));
            page = store.commands(Status.PENDING, paged.get(paged.size() - 1), 400);
        }
        assertThat(paged).isEqualTo(expected);
        assertThat(store.commands(Status.DEAD, null, 400)).hasSize(1);
    }

    @Test
    void noScenarioAndNoChannelWaitsLongerThanTwiceItsFairShare() {
        Change change = change(A, 0).mint(A);
        for (int i = 0; i < 300; i++) {
            change.commands.add(sending("backlog", "mail", i));
        }
        for (int i = 300; i < 310; i++) {
            change.commands.add(sending("small", "mail", i));
            change.commands.add(sending("backlog", "line", i));
        }
        commit(change);
        List<StoredCommand> taken = store.takeClaimable(NOON.plusSeconds(999), 80, Duration.ofMinutes(1));
        assertThat(taken).hasSize(80).doesNotHaveDuplicates();
        // Two scenarios share equally, and so do two channels: ten of one are over after twenty.
        assertThat(place(taken, "small", "mail")).isLessThan(2 * 20);
        assertThat(place(taken, "backlog", "line")).isLessThan(2 * 20);
        List<StoredCommand> backlog = taken.stream()
                .filter(one ->
                        one.key().journey().equals("backlog") && one.lane().equals("mail"))
                .toList();
        assertThat(backlog)
                .as("of one scenario on one channel the earliest, in their order")
                .extracting(one -> one.key().visit())
                .isEqualTo(IntStream.range(0, 60).mapToObj(i -> "s." + i).toList());
    }

    private static StoredCommand sending(String journey, String channel, int second) {
        Effect send = new Effect.Send(
                List.of(new Effect.Offer(channel, "hello"), new Effect.Offer("app", "hello")),
                MessageClass.TRANSACTIONAL,
                "order",
                null,
                Effect.OnCapped.SKIP,
                Map.of());
        CommandKey key = new CommandKey(A, journey, "e-1", "s." + second);
        return StoredCommand.pending(new Command(key, send, NOON.plusSeconds(second), null));
    }

    /** Where the tenth of them stands, from 0. */
    private static int place(List<StoredCommand> taken, String journey, String lane) {
        List<StoredCommand> those = taken.stream()
                .filter(one -> one.key().journey().equals(journey) && one.lane().equals(lane))
                .toList();
        assertThat(those).hasSize(10);
        return taken.indexOf(those.get(9));
    }

    private static List<String> visits(List<StoredCommand> commands) {
        return commands.stream().map(command -> command.key().visit()).toList();
    }
}
