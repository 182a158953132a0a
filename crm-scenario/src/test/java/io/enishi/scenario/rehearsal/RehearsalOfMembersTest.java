package io.enishi.scenario.rehearsal;

import static io.enishi.core.condition.Conditions.count;
import static io.enishi.scenario.Message.advertising;
import static io.enishi.scenario.Step.send;
import static org.assertj.core.api.Assertions.assertThat;

import io.enishi.core.condition.Selection;
import io.enishi.core.event.CustomerEvent;
import io.enishi.core.event.EventBody;
import io.enishi.core.event.Order;
import io.enishi.core.event.ShopEvent;
import io.enishi.core.process.Interest;
import io.enishi.core.process.Outcome;
import io.enishi.core.segment.Segment;
import io.enishi.core.spi.Channel;
import io.enishi.core.value.EventId;
import io.enishi.core.value.Identifier;
import io.enishi.core.value.Money;
import io.enishi.core.value.Scheme;
import io.enishi.scenario.Check;
import io.enishi.scenario.CompiledScenario;
import io.enishi.scenario.Entry;
import io.enishi.scenario.Scenario;
import io.enishi.scenario.ScenarioContext;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What happens to the shop reaches those who are members of a segment at that time, whoever else is rehearsed. */
class RehearsalOfMembersTest {

    private static final Instant LAUNCH = Instant.parse("2026-01-12T01:00:00Z");

    private static final Channel MAIL = new Channel() {
        @Override
        public String name() {
            return "mail";
        }

        @Override
        public Capabilities capabilities() {
            return new Capabilities(Set.of("email"), true, true, Duration.ofDays(30), true);
        }

        @Override
        public Outcome send(Message message) {
            throw new AssertionError("a rehearsal sends nothing");
        }
    };

    private static CustomerEvent event(long id, String who, String day, EventBody body) {
        Identifier mail = Identifier.verified(Scheme.EMAIL, who + "@example.jp");
        return CustomerEvent.of("shop", EventId.of(id), mail, Instant.parse(day + "T01:00:00Z"), body);
    }

    private static EventBody order(String id) {
        return new EventBody.OrderPlaced(Order.ofTotal(id, "ec", Money.yen(5_000)));
    }

    @Test
    void whoeverBecomesAMemberAfterALaunchDoesNotHearOfItWhenOthersAreRehearsed() {
        Scenario launch = Scenario.named("launch")
                .goal("Sell it", Check.happened(Selection.of("product.viewed")))
                .owner("crm")
                .because("test")
                .start(Entry.onShopEvent(
                        Selection.of("shop.product-launched"), Interest.members("shop.product-launched", "buyers")))
                .steps(send("hello", advertising("newsletter").by("mail", "hello")))
                .build();
        Rehearsal rehearsal = Rehearsal.of(CompiledScenario.compileAll(
                        List.of(launch),
                        ScenarioContext.standard().withChannels(List.of(MAIL)).withSegments(Set.of("buyers"))))
                .channels(List.of(MAIL))
                .wiring(crm -> crm.segment(
                        Segment.live("buyers", count(Selection.orders()).atLeast(1))));
        History history = History.of(
                        List.of(
                                event(1, "later", "2026-01-10", new EventBody.Registered("web")),
                                event(2, "buyer", "2026-01-11", order("o-1")),
                                event(3, "later", "2026-01-14", order("o-2"))),
                        List.of())
                .with(List.of(
                        new ShopEvent("pim", EventId.of(77), LAUNCH, new ShopEvent.ProductLaunched("tea", LAUNCH))));

        RehearsalReport report = rehearsal.run(history);

        assertThat(report.scenarios().get("launch").entries()).isEqualTo(1);
    }
}
