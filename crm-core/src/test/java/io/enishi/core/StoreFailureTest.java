package io.enishi.core;

import static io.enishi.core.Toys.START;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.enishi.core.consent.ConsentStatement;
import io.enishi.core.memory.InMemoryCustomerStore;
import io.enishi.core.spi.CustomerStore;
import io.enishi.core.spi.StoreFailure;
import io.enishi.core.spi.StoredCommand.Status;
import io.enishi.core.value.Identifier;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A store that fails for a while costs time and nothing else. */
class StoreFailureTest {

    private static final Identifier AKI = Identifier.email("aki@example.jp");

    private final Toys.Clock clock = new Toys.Clock();
    private final Toys.Mail mail = new Toys.Mail();
    /** Methods of the store that fail now. */
    private final Set<String> failing = new HashSet<>();

    private final Crm crm = Crm.builder("shop")
            .clock(clock)
            .store(failing(new InMemoryCustomerStore()))
            .journey(new Toys.Welcome())
            .channel(mail)
            .build();

    private CustomerStore failing(CustomerStore inner) {
        return (CustomerStore) Proxy.newProxyInstance(
                CustomerStore.class.getClassLoader(),
                new Class<?>[] {CustomerStore.class},
                (proxy, method, arguments) -> {
                    if (failing.contains(method.getName())) {
                        throw new StoreFailure("the database is away");
                    }
                    try {
                        return method.invoke(inner, arguments);
                    } catch (InvocationTargetException thrown) {
                        throw thrown.getCause();
                    }
                });
    }

    @Test
    void aCommandWhoseClaimMeetsAFailingStoreStaysWhereItIs() {
        for (String method : Set.of("commit", "ledger")) {
            Identifier who = Identifier.email(method + "@example.jp");
            crm.consent(ConsentStatement.granted(
                    crm.matchKey(who).orElseThrow(), "newsletter", "mail", clock.now, "web-form", "v1"));
            crm.accept(Toys.registered(method, who, clock.now));
            assertThat(crm.commands(Status.PENDING, 10)).hasSize(1);
            int before = mail.sent.size();

            failing.add(method);
            assertThatThrownBy(crm::deliver).isInstanceOf(StoreFailure.class); // the turn ends, the command stays
            assertThat(crm.commands(Status.PENDING, 10)).hasSize(1);
            assertThat(crm.deadLetters(10)).isEmpty();

            failing.clear();
            crm.deliver();
            assertThat(mail.sent).hasSize(before + 1);
            clock.now = clock.now.plus(Duration.ofDays(1));
        }
    }

    @Test
    void anEventThatMeetsAFailingStoreIsRefusedWithTheStoresWordsAndCanBeOfferedAgain() {
        failing.add("commit");
        assertThatThrownBy(() -> crm.accept(Toys.registered("r1", AKI, START)))
                .isInstanceOf(StoreFailure.class)
                .hasMessage("the database is away");
        failing.clear();
        assertThat(crm.accept(Toys.registered("r1", AKI, START))).isInstanceOf(AcceptOutcome.Accepted.class);
        assertThat(crm.verify().differences()).isEmpty();
    }
}
