package io.enishi.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.enishi.core.consent.ConsentStatement;
import io.enishi.core.memory.InMemoryAccounts;
import io.enishi.core.memory.InMemoryCustomerStore;
import io.enishi.core.spi.Accounts;
import io.enishi.core.spi.CustomerStore;
import io.enishi.core.value.CustomerId;
import io.enishi.core.value.Identifier;
import java.time.Duration;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Two JVMs on one store: one stops what the other is about to send. */
class PausesTest {

    private static final Identifier AKI = Identifier.email("aki@example.jp");
    private static final Identifier BEN = Identifier.email("ben@example.jp");

    private final Toys.Clock clock = new Toys.Clock();
    private final Toys.Mail mail = new Toys.Mail();
    private final CustomerStore store = new InMemoryCustomerStore();

    private enum Pause {
        EVERYTHING((crm, paused) -> crm.pause(paused)),
        SCENARIO((crm, paused) -> crm.pauseScenario("welcome", paused)),
        CHANNEL((crm, paused) -> crm.pauseChannel("mail", paused)),
        PERSON((crm, paused) -> crm.pauseCustomer(aki(crm), paused));

        private final BiConsumer<Crm, Boolean> set;

        Pause(BiConsumer<Crm, Boolean> set) {
            this.set = set;
        }
    }

    @Test
    void aNameThatIsNotKnownStopsNothingAndIsToldSo() {
        Crm crm = jvm(new InMemoryAccounts());
        assertThatThrownBy(() -> crm.pauseScenario("welcom", true))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("no scenario is named \"welcom\"; did you mean \"welcome\"?");
        assertThatThrownBy(() -> crm.pauseChannel("mial", true))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("no channel is named \"mial\"; ");
        crm.pauseScenario("gone-since", false);
        crm.pauseChannel("gone-since", false);
        register(crm, AKI);
        pass(crm, Duration.ofHours(1));
        assertThat(mail.sent).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource
    void holdForEveryJvmAndAfterARestartWhereTheirAccountsAreShared(Pause pause) {
        Accounts accounts = new InMemoryAccounts();
        Crm one = jvm(accounts);
        Crm other = jvm(accounts);
        register(one, BEN);
        pass(other, Duration.ofSeconds(1)); // it has looked, and nothing was paused
        assertThat(mail.sent).hasSize(1);
        register(one, AKI);
        pause.set.accept(one, true);

        pass(other, Duration.ofHours(1));
        pass(jvm(accounts), Duration.ofHours(1));
        assertThat(mail.sent).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "CHANNEL") // then this journey drops its message
    void areLiftedByAnyJvm(Pause pause) {
        Accounts accounts = new InMemoryAccounts();
        Crm one = jvm(accounts);
        Crm other = jvm(accounts);
        register(one, AKI);
        pause.set.accept(one, true);
        pass(one, Duration.ofHours(1));
        pass(other, Duration.ofHours(1));
        assertThat(mail.sent).isEmpty();

        pause.set.accept(other, false);
        pass(one, Duration.ofHours(1));
        assertThat(mail.contents()).containsExactly("hello");
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "CHANNEL")
    void holdInOneJvmWhereNothingIsSaid(Pause pause) {
        Crm one = jvm(null);
        Crm other = jvm(null);
        register(one, AKI);
        pause.set.accept(one, true);

        pass(one, Duration.ofMinutes(1));
        assertThat(mail.sent).isEmpty();
        pass(other, Duration.ofHours(1));
        assertThat(mail.contents()).containsExactly("hello");
    }

    private Crm jvm(@Nullable Accounts pauses) {
        CrmBuilder builder = Crm.builder("shop")
                .store(store)
                .clock(clock)
                .fold(new Toys.OrderChain())
                .journey(new Toys.Welcome())
                .channel(mail);
        return (pauses == null ? builder : builder.pausesIn(pauses)).build();
    }

    private void register(Crm crm, Identifier who) {
        crm.consent(ConsentStatement.granted(
                crm.matchKey(who).orElseThrow(), "newsletter", "mail", clock.now, "web-form", "v1"));
        crm.accept(Toys.registered(who.value(), who, clock.now));
    }

    private void pass(Crm crm, Duration time) {
        clock.now = clock.now.plus(time);
        crm.runDue();
        crm.deliver();
    }

    private static CustomerId aki(Crm crm) {
        return crm.find(AKI).orElseThrow();
    }
}
