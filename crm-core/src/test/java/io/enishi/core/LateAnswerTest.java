package io.enishi.core;

import static io.enishi.core.Toys.START;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.enishi.core.consent.ConsentStatement;
import io.enishi.core.process.Outcome;
import io.enishi.core.spi.JapaneseAddressNormaliser;
import io.enishi.core.spi.StoredCommand;
import io.enishi.core.value.Identifier;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Workers that die or answer late while a message is being sent: what the model checker of the protocol found, on the runtime. */
class LateAnswerTest {

    private static final Identifier AKI = Identifier.email("aki@example.jp");

    private final Toys.Clock clock = new Toys.Clock();
    private final Toys.Mail mail = new Toys.Mail();
    private final Crm crm = Crm.builder("shop")
            .clock(clock)
            .journey(new Toys.Welcome())
            .channel(mail)
            .build();

    @BeforeEach
    void aWelcomeWaitsToBeSent() {
        crm.consent(ConsentStatement.granted(
                new JapaneseAddressNormaliser().matchKey(AKI).orElseThrow(),
                "newsletter",
                "mail",
                START,
                "web-form",
                "v1"));
        crm.accept(Toys.registered("r1", AKI, START));
    }

    private void deliverAfter(Duration time) {
        clock.now = clock.now.plus(time);
        crm.deliver();
    }

    /** What ends a worker in the middle of a call: not an exception that anybody may catch. */
    private static final class PowerCut extends Error {
        private static final long serialVersionUID = 1L;
    }

    @Test
    void thePermissionToCallAgainIsUsedUpByTheNextCall() {
        mail.deduplicates = false;
        mail.answer = message -> new Outcome.RetryAfter(Duration.ofMinutes(5), "busy");
        deliverAfter(Duration.ZERO);
        mail.answer = message -> {
            throw new PowerCut();
        };
        assertThatThrownBy(() -> deliverAfter(Duration.ofMinutes(6))).isInstanceOf(PowerCut.class);
        assertThat(mail.sent).hasSize(2);
        mail.answer = message -> new Outcome.Accepted("ok");
        deliverAfter(Duration.ofHours(1));
        assertThat(mail.sent).hasSize(2); // whether the second call sent it is not known: a person has to look
        assertThat(crm.deadLetters(10)).hasSize(1);
    }

    @Test
    void anAnswerAfterTheLeaseEndedDoesNotReopenWhatAnotherWorkerHolds() {
        mail.answer = first -> {
            clock.now = clock.now.plus(Duration.ofMinutes(10)); // so slow that the lease ends
            mail.answer = second -> new Outcome.Unknown("timeout");
            crm.deliver(); // the other worker claims, calls, and does not know
            return new Outcome.RetryAfter(Duration.ofSeconds(1), "busy"); // said about the first call, not the second
        };
        crm.deliver();
        StoredCommand row =
                crm.commands(StoredCommand.Status.DISPATCHED, null, 10).get(0);
        assertThat(row.attempts()).isEqualTo(2);
        assertThat(row.outcome()).isInstanceOf(Outcome.Unknown.class);
    }
}
