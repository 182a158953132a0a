package io.enishi.scoring.attribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.enishi.core.event.CustomerEvent;
import io.enishi.core.event.EventBody;
import io.enishi.core.event.Order;
import io.enishi.core.value.EventId;
import io.enishi.core.value.Identifier;
import io.enishi.core.value.Money;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class AttributionTest {

    private static final Instant NOON = Instant.parse("2026-04-01T12:00:00Z");

    @Test
    void costAndReturnAreToldForEachChannelTheBestFirst() {
        Attribution last = AttributionModel.last()
                .attribute(List.of(
                        new ContactPath(List.of("search", "mail"), 2, 900, 10),
                        new ContactPath(List.of("display"), 1, 100, 90)));
        List<ChannelReturn> returns = last.returns(Map.of("mail", 100.0, "display", 400.0, "radio", 50.0));
        assertThat(returns).extracting(ChannelReturn::channel).containsExactly("search", "mail", "display", "radio");
        ChannelReturn mail = returns.get(1);
        assertThat(mail.returnOnCost()).hasValue(9);
        assertThat(mail.costPerConversion()).hasValue(50);
        assertThat(mail.profit()).isEqualTo(800);
        assertThat(returns.get(0).returnOnCost()).isEmpty();
        assertThat(returns.get(3).costPerConversion()).isEmpty();
        assertThatThrownBy(() -> last.returns(Map.of("mail", -1.0))).hasMessageContaining("cost of mail = -1.0");
    }

    @Test
    void nothingConvertedMeansNothingIsCreditedAndNothingIsNaN() {
        for (AttributionModel model : List.of(AttributionModel.markov(), AttributionModel.shapley())) {
            Attribution none = model.attribute(List.of(ContactPath.lost("mail"), ContactPath.lost("line", "mail")));
            assertThat(none.credits()).isEqualTo(Map.of("line", Credit.NONE, "mail", Credit.NONE));
            assertThat(model.attribute(List.of()).credits()).isEmpty();
        }
        assertThat(MarkovChain.of(List.of()).conversionProbability()).isZero();
        assertThat(Shapley.ofConversionRate(List.of())).isEmpty();
    }

    @Test
    void peopleWhoMetNobodyAreUnattributed() {
        List<ContactPath> paths = List.of(ContactPath.converted(50), ContactPath.converted(30, "mail"));
        for (AttributionModel model :
                List.of(AttributionModel.first(), AttributionModel.markov(), AttributionModel.shapley())) {
            Attribution attribution = model.attribute(paths);
            assertThat(attribution.unattributed()).isEqualTo(new Credit(1, 50));
            assertThat(attribution.credit("mail")).isEqualTo(new Credit(1, 30));
        }
    }

    @Test
    void impossiblePathsAreRefused() {
        assertThatThrownBy(() -> new ContactPath(List.of("a"), -1, 0, 0)).hasMessageContaining("conversions = -1.0");
        assertThatThrownBy(() -> new ContactPath(List.of("a"), Double.NaN, 0, 0))
                .hasMessageContaining("NaN");
        assertThatThrownBy(() -> new ContactPath(List.of("a"), 0, 5, 1)).hasMessageContaining("without a conversion");
        assertThatThrownBy(() -> new ContactPath(List.of(" "), 1, 5, 1)).hasMessageContaining("no name");
        assertThatThrownBy(() -> AttributionModel.position(0.7, 0.4)).hasMessageContaining("together at most 1");
        assertThatThrownBy(() -> new TimeDecay(Duration.ZERO)).hasMessageContaining("longer than zero");
        assertThatThrownBy(() -> new TimedPath(List.of(new Touch("mail", NOON.plusSeconds(1))), NOON, true, 0))
                .hasMessageContaining("is after the end");
        List<ContactPath> many =
                IntStream.range(0, 21).mapToObj(i -> ContactPath.lost("c" + i)).toList();
        assertThatThrownBy(() -> Shapley.ofConversionRate(many)).hasMessageContaining("21 channels");
    }

    @Test
    void aTimelineTellsVisitsTapsAndKeptOrders() {
        Identifier who = Identifier.member("m-1");
        Order kept = Order.ofTotal("EC-1", "ec", Money.yen(5_000));
        Order undone = Order.ofTotal("EC-2", "ec", Money.yen(9_000));
        List<CustomerEvent> events = List.of(
                CustomerEvent.of("web", EventId.of(1), who, NOON, new EventBody.VisitStarted("shop", "search", "")),
                CustomerEvent.of("ec", EventId.of(2), who, NOON.plusSeconds(60), new EventBody.OrderPlaced(kept)),
                CustomerEvent.of("ec", EventId.of(3), who, NOON.plusSeconds(90), new EventBody.OrderPlaced(undone)),
                CustomerEvent.of(
                        "ec",
                        EventId.of(4),
                        who,
                        NOON.plusSeconds(99),
                        new EventBody.OrderCancelled("EC-2", Money.yen(0), "")));
        TouchLog log = new TouchLog(Duration.ofDays(30)).timeline("hanako", events, NOON.plusSeconds(100));
        assertThat(log.contactPaths()).containsExactly(ContactPath.converted(5_000, "search"));
    }
}
