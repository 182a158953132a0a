package io.enishi.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.enishi.core.consent.ConsentStatement;
import io.enishi.core.event.CustomerEvent;
import io.enishi.core.event.EventBody;
import io.enishi.core.memory.InMemoryCustomerStore;
import io.enishi.core.value.EventId;
import io.enishi.core.value.Identifier;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Of several addresses that may be written to, which one is depends on what is known and not on how it came about. */
class AddressOrderTest {

    private static final Identifier MEMBER = Identifier.member("m-1");
    private static final Identifier OLD = Identifier.email("old@example.jp");
    private static final Identifier NEW = Identifier.email("new@example.jp");

    @Test
    void theAddressThatIsKnownLongestIsWrittenToInWhateverOrderTheyWereTold() {
        CustomerEvent first = seen(1, OLD, Toys.START.minus(Duration.ofDays(2)));
        CustomerEvent second = seen(2, NEW, Toys.START.minus(Duration.ofDays(1)));

        assertThat(writtenTo(List.of(first, second))).containsExactly(OLD);
        assertThat(writtenTo(List.of(second, first))).containsExactly(OLD);
    }

    private static List<Identifier> writtenTo(List<CustomerEvent> told) {
        Toys.Clock clock = new Toys.Clock();
        Toys.Mail mail = new Toys.Mail();
        Crm crm = Crm.builder("shop")
                .store(new InMemoryCustomerStore())
                .clock(clock)
                .journey(new Toys.Welcome())
                .channel(mail)
                .build();
        told.forEach(crm::accept);
        for (Identifier address : List.of(OLD, NEW)) {
            crm.consent(ConsentStatement.granted(
                    crm.matchKey(address).orElseThrow(), "newsletter", "mail", clock.now, "web-form", "v1"));
        }
        crm.accept(CustomerEvent.of("ec", EventId.of(3), MEMBER, clock.now, new EventBody.Registered("web")));
        clock.now = clock.now.plus(Duration.ofHours(1));
        crm.advanceTo(clock.now);
        List<Identifier> addresses = new ArrayList<>();
        mail.sent.forEach(message -> addresses.add(message.to()));
        return addresses;
    }

    private static CustomerEvent seen(long id, Identifier address, Instant at) {
        return CustomerEvent.of("ec", EventId.of(id), List.of(MEMBER, address), at, new EventBody.StoreVisited("s1"));
    }
}
