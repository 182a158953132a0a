package io.enishi.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.enishi.core.spi.CustomerStore;
import io.enishi.core.spi.CustomerStore.CommitResult;
import io.enishi.core.value.CustomerId;
import io.enishi.core.value.MatchKey;
import io.enishi.core.value.Scheme;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** Several threads at one store. */
abstract class ThreadLaws extends StoreLaws {

    ThreadLaws(Supplier<CustomerStore> emptyStore) {
        super(emptyStore);
    }

    @Test
    void ofManyCommitsOnOneVersionOneWins() throws Exception {
        commit(change(A, 0).mint(A));
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            for (int version = 1; version <= 25; version++) {
                long expected = version;
                List<Future<CommitResult>> attempts = new ArrayList<>();
                for (int i = 0; i < 4; i++) {
                    int id = version * 10 + i;
                    attempts.add(threads.submit(() -> commit(change(A, expected).add(A, event(id, NOON)))));
                }
                int won = 0;
                for (Future<CommitResult> attempt : attempts) {
                    won += attempt.get(30, TimeUnit.SECONDS) == CommitResult.COMMITTED ? 1 : 0;
                }
                assertThat(won).isEqualTo(1);
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(store.load(A).orElseThrow().version()).isEqualTo(26);
    }

    @Test
    void whoeverReliesOnAnAddressComesBeforeItsSuppressionInTheLogOrLoses() throws Exception {
        commit(change(A, 0).mint(A));
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try {
            long position = store.decisions(0, 1).get(0).position();
            for (int round = 1; round <= 40; round++) {
                MatchKey address = new MatchKey(Scheme.EMAIL, round + "@example.jp");
                String stone = "stone-" + round;
                long version = store.load(A).orElseThrow().version();
                CyclicBarrier start = new CyclicBarrier(2);
                Future<?> suppression = threads.submit(() -> {
                    start.await();
                    CommitResult result;
                    do { // the other may be at the address
                        result = store.commit(suppressing(address, stone, 50)); // takes long enough to be met
                    } while (result != CommitResult.COMMITTED);
                    return result;
                });
                Future<CommitResult> reliance = threads.submit(() -> {
                    start.await();
                    return store.commit(relying(change(A, version), address, stone));
                });
                boolean relied = reliance.get(30, TimeUnit.SECONDS) == CommitResult.COMMITTED;
                suppression.get(30, TimeUnit.SECONDS);
                List<CustomerStore.Logged> log = store.decisions(position, 100);
                assertThat(customers(log).indexOf(new CustomerId(A)))
                        .as("where the decision stands that relied on the address, in round " + round)
                        .isEqualTo(relied ? 0 : -1);
                position = log.get(log.size() - 1).position();
            }
        } finally {
            threads.shutdownNow();
        }
    }
}
