package io.enishi.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.enishi.core.consent.MessageClass;
import io.enishi.core.process.CommandKey;
import io.enishi.core.spi.Accounts;
import io.enishi.core.spi.Quota;
import io.enishi.core.value.OriginId;
import io.enishi.scenario.contact.RateLimit;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What accounts of shared limits must do, whoever keeps them. A test class extends it and says what is tested. */
public abstract class AccountsContract {

    private static final String ALL = "~";

    /** For test classes. */
    protected AccountsContract() {}

    /** Accounts that nobody drew from yet. */
    protected abstract Accounts newAccounts();

    /** The same accounts as another process sees them, or this one after a restart; the same object where there is none other. */
    protected Accounts seenByAnother(Accounts accounts) {
        return accounts;
    }

    @Test
    void neverMoreThanTheLimitAndAReleasedPlaceIsFreeAgain() {
        Accounts accounts = newAccounts();

        assertThat(accounts.reserve("stock", "", "a", 2, 3)).isTrue();
        assertThat(accounts.reserve("stock", "", "b", 2, 3)).isFalse();
        assertThat(accounts.reserve("stock", "", "c", 1, 3)).isTrue();
        accounts.release("stock", "a");
        assertThat(accounts.reserve("stock", "", "b", 2, 3)).isTrue();
        assertThat(accounts.drawn("stock", "", ALL)).isEqualTo(3);
        assertThat(accounts.used("stock", "", ALL)).isZero();
    }

    @Test
    void aKeyReservesOnceAndIsSettledOnce() {
        Accounts accounts = newAccounts();

        assertThat(accounts.reserve("stock", "", "a", 1, 5)).isTrue();
        assertThat(accounts.reserve("stock", "", "a", 1, 5)).isTrue();
        assertThat(accounts.drawn("stock", "", ALL)).isEqualTo(1);
        accounts.confirm("stock", "a");
        accounts.confirm("stock", "a");
        accounts.release("stock", "a");
        accounts.release("stock", "nobody");

        assertThat(accounts.used("stock", "", ALL)).isEqualTo(1);
        assertThat(accounts.drawn("stock", "", ALL)).isEqualTo(1);
    }

    @Test
    void periodsAndLimitsCountForThemselvesAndOldPeriodsAreForgotten() {
        Accounts accounts = newAccounts();
        accounts.reserve("budget", "2026-04", "a", 10, 10);
        assertThat(accounts.reserve("budget", "2026-05", "b", 10, 10)).isTrue();
        assertThat(accounts.reserve("other", "2026-04", "a", 10, 10)).isTrue();
        accounts.confirm("budget", "a");

        assertThat(accounts.used("budget", "2026-04", "2026-05")).isEqualTo(10);
        accounts.forgetBefore("budget", "2026-05");

        assertThat(accounts.drawn("budget", "", ALL)).isEqualTo(10);
        assertThat(accounts.drawn("other", "", ALL)).isEqualTo(10);
    }

    @Test
    void whoeverAsksWithNothingToGiveLearnsWhatIsHeld() {
        Accounts accounts = newAccounts();
        accounts.reserve("pauses", "", "a", 1, Long.MAX_VALUE);
        assertThat(accounts.reserve("pauses", "", "a", 1, 0)).isTrue();
        assertThat(accounts.reserve("pauses", "", "b", 1, 0)).isFalse();
        assertThat(accounts.drawn("pauses", "", "\uffff")).isEqualTo(1);
        accounts.release("pauses", "a");
        assertThat(accounts.reserve("pauses", "", "a", 1, 0)).isFalse();
        assertThat(accounts.drawn("pauses", "", "\uffff")).isZero();
    }

    @Test
    void aLimitWithoutEndTakesAnything() {
        Accounts accounts = newAccounts();

        assertThat(accounts.reserve("complaints", "2026-04-01T10", "m-1", 1, Long.MAX_VALUE))
                .isTrue();
        assertThat(accounts.reserve("complaints", "2026-04-01T10", "m-2", 1, Long.MAX_VALUE))
                .isTrue();
        assertThat(accounts.drawn("complaints", "", ALL)).isEqualTo(2);
    }

    @Test
    void anotherProcessGoesOnWhereThisOneStopped() {
        Accounts accounts = newAccounts();
        accounts.reserve("stock", "", "a", 1, 2);
        accounts.confirm("stock", "a");
        accounts.reserve("stock", "", "b", 1, 2);
        Accounts later = seenByAnother(accounts);

        assertThat(later.reserve("stock", "", "c", 1, 2)).isFalse();
        assertThat(later.reserve("stock", "", "b", 1, 2)).isTrue(); // the reservation that was left behind
        later.release("stock", "b");

        assertThat(accounts.reserve("stock", "", "c", 1, 2)).isTrue();
    }

    @Test
    void aRateThatTwoProcessesDrawFromIsTheRateOfOne() {
        Accounts accounts = newAccounts();
        RateLimit here = RateLimit.of("line", 10, Duration.ofSeconds(1)).in(accounts);
        RateLimit there = RateLimit.of("line", 10, Duration.ofSeconds(1)).in(seenByAnother(accounts));
        Instant noon = Instant.parse("2026-04-30T03:00:00Z");

        assertThat(here.reserve(draw(1, noon))).isNull();
        assertThat(there.reserve(draw(1, noon))).isNull(); // the claim of a process that died
        there.confirm(key(1));
        assertThat(there.reserve(draw(2, noon))).isEqualTo(noon.plusMillis(100));
        assertThat(there.reserve(draw(2, noon.plusMillis(100)))).isNull();
        assertThat(here.reserve(draw(3, noon.plusMillis(150)))).isEqualTo(noon.plusMillis(200));
        assertThat(here.reserve(draw(4, noon.plusSeconds(60)))).isEqualTo(noon.plusMillis(60_001)); // 3 is before
        assertThat(here.reserve(draw(3, noon.plusSeconds(60)))).isNull();
        assertThat(there.reserve(draw(5, noon.plusSeconds(60))))
                .isEqualTo(noon.plusMillis(60_100)); // rest is no credit
    }

    private static CommandKey key(int number) {
        return new CommandKey(new OriginId(0, number), "offers", "e", "offer.1");
    }

    private static Quota.Draw draw(int number, Instant now) {
        return new Quota.Draw(key(number), "line", "c", MessageClass.ADVERTISING, Map.of(), now);
    }

    @Test
    void ofManyThreadsThatAskAtOnceAsManyGetOneAsThereAre() throws Exception {
        Accounts accounts = newAccounts();
        Accounts other = seenByAnother(accounts);
        int most = 7;
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            List<Future<Integer>> got = new ArrayList<>();
            for (int thread = 0; thread < 8; thread++) {
                int number = thread;
                Accounts mine = thread % 2 == 0 ? accounts : other;
                got.add(threads.submit(() -> draws(mine, number, most)));
            }
            int all = 0;
            for (Future<Integer> one : got) {
                all += one.get(60, TimeUnit.SECONDS);
            }
            assertThat(all).isEqualTo(most);
            assertThat(accounts.used("stock", "", ALL)).isEqualTo(most);
            assertThat(accounts.drawn("stock", "", ALL)).isEqualTo(most);
        } finally {
            threads.shutdownNow();
        }
    }

    /** Reserves, gives every other place back and tries again, until nothing is left. */
    private static int draws(Accounts accounts, int thread, int most) {
        int confirmed = 0;
        for (int i = 0; i < 40; i++) {
            String key = thread + "-" + i;
            if (accounts.reserve("stock", "", key, 1, most)) {
                assertThat(accounts.drawn("stock", "", ALL)).isLessThanOrEqualTo(most);
                if (i % 2 == 0 && i < 20) {
                    accounts.release("stock", key);
                } else {
                    accounts.confirm("stock", key);
                    confirmed++;
                }
            }
        }
        return confirmed;
    }
}
