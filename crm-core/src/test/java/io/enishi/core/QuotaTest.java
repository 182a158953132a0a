package io.enishi.core;

import static io.enishi.core.Toys.START;
import static org.assertj.core.api.Assertions.assertThat;

import io.enishi.core.consent.ConsentStatement;
import io.enishi.core.customer.DecisionRecord;
import io.enishi.core.customer.DecisionRecord.About;
import io.enishi.core.memory.InMemoryCustomerStore;
import io.enishi.core.process.CommandKey;
import io.enishi.core.process.Outcome;
import io.enishi.core.spi.CustomerStore;
import io.enishi.core.spi.CustomerStore.Commit;
import io.enishi.core.spi.CustomerStore.CommitResult;
import io.enishi.core.spi.ForwardingStore;
import io.enishi.core.spi.Quota;
import io.enishi.core.spi.StoredCommand;
import io.enishi.core.value.Identifier;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is reserved from a shared limit is used up or given back, whatever becomes of the claim. */
class QuotaTest {

    private static final Identifier AKI = Identifier.email("aki@example.jp");

    private final Toys.Clock clock = new Toys.Clock();
    private final Toys.Mail mail = new Toys.Mail();
    private final Stock stock = new Stock();
    private final InMemoryCustomerStore store = new InMemoryCustomerStore();
    /** Done instead of the next commit that dispatches something; that commit is lost. */
    private @Nullable Runnable insteadOfDispatch;

    private final Crm crm = Crm.builder("shop")
            .clock(clock)
            .store(losing())
            .journey(new Toys.Welcome())
            .channel(mail)
            .quota(stock)
            .build();

    private static final class Stock implements Quota {
        private final Set<CommandKey> reserved = new HashSet<>();
        private final Set<CommandKey> used = new HashSet<>();

        @Override
        public String name() {
            return "stock";
        }

        @Override
        public @Nullable Instant reserve(Draw draw) {
            reserved.add(draw.key());
            return null;
        }

        @Override
        public void confirm(CommandKey key) {
            reserved.remove(key);
            used.add(key);
        }

        @Override
        public void release(CommandKey key) {
            reserved.remove(key);
        }
    }

    private CustomerStore losing() {
        return new ForwardingStore(store) {
            @Override
            public CommitResult commit(Commit commit) {
                Runnable instead = insteadOfDispatch;
                if (instead == null || !dispatches(commit)) {
                    return super.commit(commit);
                }
                insteadOfDispatch = null;
                instead.run();
                return CommitResult.CONFLICT;
            }
        };
    }

    private static boolean dispatches(Commit commit) {
        return commit.customers().stream()
                .flatMap(change -> change.commands().stream())
                .anyMatch(row -> row.status() == StoredCommand.Status.DISPATCHED);
    }

    @BeforeEach
    void aWelcomeWaitsToBeSent() {
        crm.consent(ConsentStatement.granted(
                crm.matchKey(AKI).orElseThrow(), "newsletter", "mail", START, "web-form", "v1"));
        crm.accept(Toys.registered("r1", AKI, START));
    }

    private void erase() {
        crm.erase(crm.find(AKI).orElseThrow(), "asked by mail");
    }

    @Test
    void whatALostClaimReservedIsGivenBackWhenItIsNotClaimedAfterAll() {
        insteadOfDispatch = () -> crm.pause(true);
        crm.deliver();
        assertThat(mail.sent).isEmpty();
        assertThat(stock.reserved).isEmpty();
        crm.pause(false);
        clock.now = START.plus(Duration.ofHours(1));
        crm.deliver();
        assertThat(stock.used).hasSize(1);
    }

    @Test
    void whatAnotherWorkerDispatchedMeanwhileStaysReserved() {
        Crm other = Crm.builder("shop")
                .clock(clock)
                .store(store)
                .journey(new Toys.Welcome())
                .channel(mail)
                .quota(stock)
                .build();
        mail.answer = message -> new Outcome.RetryAfter(Duration.ofMinutes(5), "busy");
        insteadOfDispatch = other::deliver;
        crm.deliver();
        assertThat(mail.sent).hasSize(1);
        assertThat(stock.reserved).hasSize(1);
    }

    @Test
    void whatWaitsToBeSentAgainIsGivenBackWhenThePersonIsErased() {
        mail.answer = message -> new Outcome.RetryAfter(Duration.ofMinutes(5), "busy");
        crm.deliver();
        assertThat(stock.reserved).hasSize(1);
        erase();
        assertThat(stock.reserved).isEmpty();
        assertThat(stock.used).isEmpty();
    }

    @Test
    void whatMayHaveLeftIsUsedUpWhenThePersonIsErased() {
        mail.answer = message -> new Outcome.Unknown("timeout");
        crm.deliver();
        erase();
        assertThat(stock.reserved).isEmpty();
        assertThat(stock.used).hasSize(1);
    }

    @Test
    void whatMayHaveLeftBeforeItWasToComeBackIsUsedUp() {
        mail.answer = message -> new Outcome.Unknown("timeout");
        crm.deliver();
        mail.answer = message -> new Outcome.RetryAfter(Duration.ofMinutes(5), "busy");
        clock.now = START.plus(Duration.ofHours(1));
        crm.deliver();
        assertThat(mail.sent).hasSize(2);
        crm.consent(ConsentStatement.refused(
                crm.matchKey(AKI).orElseThrow(), "newsletter", "mail", clock.now, "one-click"));
        clock.now = START.plus(Duration.ofHours(2));
        crm.deliver();
        assertThat(mail.sent).hasSize(2);
        assertThat(stock.used).hasSize(1);
        assertThat(crm.decisions(crm.find(AKI).orElseThrow()))
                .extracting(DecisionRecord::about)
                .filteredOn(about -> about instanceof About.Settled)
                .singleElement()
                .satisfies(about ->
                        assertThat(((About.Settled) about).mayHaveLeft()).isTrue());
    }

    @Test
    void whatMayHaveLeftBeforeItWasToComeBackIsUsedUpWhenThePersonIsErased() {
        mail.answer = message -> new Outcome.Unknown("timeout");
        crm.deliver();
        mail.answer = message -> new Outcome.RetryAfter(Duration.ofMinutes(5), "busy");
        clock.now = START.plus(Duration.ofHours(1));
        crm.deliver();
        erase();
        assertThat(stock.reserved).isEmpty();
        assertThat(stock.used).hasSize(1);
    }

    @Test
    void aCallThatComesBackAfterTheErasureStillSettlesWhatItReserved() {
        mail.answer = message -> {
            erase();
            return new Outcome.Rejected("no such address");
        };
        crm.deliver();
        assertThat(stock.reserved).isEmpty();
        assertThat(stock.used).isEmpty();
    }

    @Test
    void aMessageThatWasTakenAfterTheErasureIsUsedUp() {
        mail.answer = message -> {
            erase();
            return new Outcome.Accepted("ok");
        };
        crm.deliver();
        assertThat(stock.reserved).isEmpty();
        assertThat(stock.used).hasSize(1);
    }
}
