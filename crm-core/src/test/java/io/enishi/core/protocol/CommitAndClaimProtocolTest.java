package io.enishi.core.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import io.enishi.core.protocol.Explorer.Result;
import io.enishi.core.protocol.Explorer.Violation;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The protocol keeps its laws in every order of events; leave one rule out, and a law breaks. */
class CommitAndClaimProtocolTest {

    static Stream<World> worlds() {
        return Stream.of(
                new World(1, true, true, 2, null),
                new World(1, true, false, 2, null),
                new World(2, false, true, 2, null),
                new World(2, false, false, 2, null),
                // copies that other processes outdate; a crash would only take copies away
                new World(2, true, true, 0, null));
    }

    @ParameterizedTest
    @MethodSource("worlds")
    void theProtocolKeepsItsLawsToClosure(World world) {
        Result result = Explorer.explore(world);
        System.out.printf("protocol, %s: %,d states, %,d steps%n", world, result.states(), result.steps());
        assertThat(result.violation()).isEmpty();
        Set<String> notTaken =
                new HashSet<>(Action.TABLE.stream().map(Action::name).toList());
        notTaken.removeAll(result.taken());
        notTaken.remove("a process crashes");
        assertThat(notTaken).containsExactly("a worker commits the other half");
    }

    @ParameterizedTest
    @CsvSource({
        "NO_VERSION_CHECK, 2, nothing that was committed is lost|no commit is half applied|every origin belongs to exactly one customer",
        "CONSENT_NOT_REREAD_AT_CLAIM, 1, no advertising claim commits while the committed ledger refuses",
        "LEDGER_NOT_CHECKED_AT_COMMIT, 1, no advertising claim commits while the committed ledger refuses",
        "NO_RESOLVE_AFTER_LOCKING, 1, every origin belongs to exactly one customer",
        "NO_RESOLVE_AFTER_LOCKING, 2, every origin belongs to exactly one customer",
        "CACHE_PUBLISHED_BEFORE_COMMIT, 1, a cache is never ahead of the commit",
        "LEASE_IGNORED, 1, one worker at a time calls the channel under a lease",
        "LATE_ANSWER_REOPENS, 1, a command under a running lease is not up for claim",
        "TIMER_BEATS_EARLIER_EVENT, 1, an event that arrived before the timer's commit wins",
        "WAKE_UP_NOT_COMMITTED, 1, no wake-up is lost",
        "HALF_A_MERGE_COMMITTED, 1, every origin belongs to exactly one customer|a merge is whole or not at all",
        "UNKNOWN_SENT_AGAIN, 1, a channel that does not de-duplicate is never made to send twice"
    })
    void aRuleLeftOutIsCaughtByName(Fault fault, int processes, String laws) {
        boolean deduplicates = fault != Fault.UNKNOWN_SENT_AGAIN;
        boolean caches = fault == Fault.CACHE_PUBLISHED_BEFORE_COMMIT;
        Optional<Violation> violation = Explorer.explore(new World(processes, caches, deduplicates, 2, fault))
                .violation();
        assertThat(violation).isPresent();
        assertThat(violation.orElseThrow().law()).isIn((Object[]) laws.split("\\|", -1));
        assertThat(violation.orElseThrow().trace()).isNotEmpty();
    }

    /** No fault may be without its test. */
    @Test
    void everyFaultIsTried() throws NoSuchMethodException {
        CsvSource rows = CommitAndClaimProtocolTest.class
                .getDeclaredMethod("aRuleLeftOutIsCaughtByName", Fault.class, int.class, String.class)
                .getAnnotation(CsvSource.class);
        assertThat(List.of(Fault.values()))
                .allMatch(fault -> Stream.of(rows.value()).anyMatch(row -> row.startsWith(fault.name() + ",")));
    }

    /** The table says where the runtime does each step; what it names has to be there. */
    @Test
    void everyCounterpartThatTheTableNamesExists() {
        Pattern method = Pattern.compile("\\b([A-Z]\\w+)\\.(\\w+)");
        for (Action action : Action.TABLE) {
            Matcher named = method.matcher(action.inRuntime());
            while (named.find()) {
                String type = named.group(1);
                Set<String> methods = methodsOf("io.enishi.core.internal.runtime." + type);
                methods.addAll(methodsOf("io.enishi.core.spi." + type));
                assertThat(methods).as(action.name()).contains(named.group(2));
            }
        }
    }

    private static Set<String> methodsOf(String type) {
        Set<String> names = new HashSet<>();
        try {
            for (Method method : Class.forName(type).getDeclaredMethods()) {
                names.add(method.getName());
            }
        } catch (ClassNotFoundException notInThatPackage) {
            return names;
        }
        return names;
    }

    @Test
    void packingKeepsEveryStateOfLongRandomRuns() {
        for (World world : worlds().toList()) {
            Random random = new Random(7);
            for (int run = 0; run < 200; run++) {
                State state = State.first(world);
                for (int step = 0; step < 60; step++) {
                    long[] packed = new long[State.LONGS];
                    state.pack(packed);
                    assertThat(State.unpack(packed)).isEqualTo(state);
                    List<State> next = new ArrayList<>();
                    State from = state;
                    Action.TABLE.forEach(action -> action.step().from(from, world, (who, to) -> next.add(to)));
                    if (next.isEmpty()) {
                        break;
                    }
                    state = next.get(random.nextInt(next.size()));
                }
            }
        }
    }
}
