package io.enishi.core;

import static io.enishi.core.Toys.START;
import static org.assertj.core.api.Assertions.assertThat;

import io.enishi.core.consent.ConsentStatement;
import io.enishi.core.customer.DecisionRecord;
import io.enishi.core.customer.DecisionRecord.About;
import io.enishi.core.memory.InMemoryCustomerStore;
import io.enishi.core.process.CustomerView;
import io.enishi.core.process.Decision;
import io.enishi.core.process.Input;
import io.enishi.core.process.InstanceKey;
import io.enishi.core.process.Outcome;
import io.enishi.core.spi.CustomerStore.Commit;
import io.enishi.core.spi.CustomerStore.CommitResult;
import io.enishi.core.spi.ForwardingStore;
import io.enishi.core.spi.StoredCommand;
import io.enishi.core.value.CustomerId;
import io.enishi.core.value.Identifier;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A channel of which nothing comes is claimed and settled in one commit, with the decisions of any other. */
class DryRunTest {

    private static final Identifier AKI = Identifier.email("aki@example.jp");

    private final Toys.Clock clock = new Toys.Clock();
    private final Toys.Mail mail = new Toys.Mail();
    /** States of commands, commit by commit. */
    private final List<List<StoredCommand.Status>> commits = new ArrayList<>();

    private boolean losesNext;
    private boolean cannotHearAnswers;

    private final Crm crm = Crm.builder("shop")
            .clock(clock)
            .store(new ForwardingStore(new InMemoryCustomerStore()) {
                @Override
                public CommitResult commit(Commit commit) {
                    if (losesNext) {
                        losesNext = false;
                        return CommitResult.CONFLICT;
                    }
                    commits.add(commit.customers().stream()
                            .flatMap(change -> change.commands().stream())
                            .map(StoredCommand::status)
                            .toList());
                    return super.commit(commit);
                }
            })
            .journey(new Toys.Welcome() {
                @Override
                public Decision<String> decide(InstanceKey key, String state, Input input, CustomerView view) {
                    if (cannotHearAnswers && input instanceof Input.Settled) {
                        throw new IllegalStateException("knows nothing of answers");
                    }
                    return super.decide(key, state, input, view);
                }
            })
            .channel(mail)
            .build();

    @BeforeEach
    void aWelcomeWaitsToBeSent() {
        crm.consent(ConsentStatement.granted(
                crm.matchKey(AKI).orElseThrow(), "newsletter", "mail", START, "web-form", "v1"));
        crm.accept(Toys.registered("r1", AKI, START));
        commits.clear();
    }

    private List<About> decided() {
        CustomerId id = crm.find(AKI).orElseThrow();
        return crm.decisions(id).stream().map(DecisionRecord::about).toList();
    }

    @Test
    void whatIsOnlyTriedIsOneCommit() {
        mail.dryRun = true;
        crm.deliver();
        assertThat(mail.sent).hasSize(1);
        assertThat(commits).containsExactly(List.of(StoredCommand.Status.DONE));
        assertThat(decided()).filteredOn(About.Claimed.class::isInstance).hasSize(1);
        assertThat(decided()).filteredOn(About.Settled.class::isInstance).hasSize(1);
        assertThat(crm.verify().differences()).isEmpty();
    }

    @Test
    void whatLeavesIsClaimedBeforeItIsSent() {
        crm.deliver();
        assertThat(commits)
                .containsExactly(List.of(StoredCommand.Status.DISPATCHED), List.of(StoredCommand.Status.DONE));
    }

    @Test
    void whatIsOnlyTriedMayBeToComeBack() {
        mail.dryRun = true;
        mail.answer = message -> new Outcome.RetryAfter(Duration.ofMinutes(5), "busy");
        crm.deliver();
        assertThat(commits).containsExactly(List.of(StoredCommand.Status.DISPATCHED));
        mail.answer = message -> new Outcome.Accepted("ok");
        clock.now = START.plus(Duration.ofMinutes(10));
        crm.deliver();
        assertThat(mail.sent).hasSize(2);
        assertThat(commits).last().isEqualTo(List.of(StoredCommand.Status.DONE));
    }

    @Test
    void aCommitThatIsLostIsTriedAgain() {
        mail.dryRun = true;
        losesNext = true;
        crm.deliver();
        assertThat(mail.sent).hasSize(2);
        assertThat(commits).containsExactly(List.of(StoredCommand.Status.DONE));
    }

    @Test
    void whatIsOnlyTriedAndWhoseAnswerCannotBeDecidedIsBuriedAlone() {
        Identifier ken = Identifier.email("ken@example.jp");
        crm.consent(ConsentStatement.granted(
                crm.matchKey(ken).orElseThrow(), "newsletter", "mail", START, "web-form", "v1"));
        mail.dryRun = true;
        cannotHearAnswers = true;
        crm.deliver();
        assertThat(crm.deadLetters(10)).singleElement().satisfies(dead -> {
            assertThat(dead.key().journey()).isEqualTo("welcome");
            assertThat(dead.reason()).isEqualTo("failed: IllegalStateException");
        });

        crm.deliver();
        assertThat(mail.sent).as("what is buried is not tried again").hasSize(1);

        cannotHearAnswers = false;
        crm.accept(Toys.registered("r2", ken, START));
        crm.deliver();
        assertThat(mail.contents()).containsExactly("hello", "hello");
        assertThat(crm.commands(StoredCommand.Status.DONE, 10)).hasSize(1);
        assertThat(crm.verify().differences()).isEmpty();
    }
}
