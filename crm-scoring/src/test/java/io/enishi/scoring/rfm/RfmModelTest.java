package io.enishi.scoring.rfm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.enishi.core.Crm;
import io.enishi.core.event.CustomerEvent;
import io.enishi.core.event.EventBody;
import io.enishi.core.event.Order;
import io.enishi.core.value.CustomerId;
import io.enishi.core.value.EventId;
import io.enishi.core.value.Identifier;
import io.enishi.core.value.Money;
import io.enishi.scoring.purchase.MixedCurrenciesException;
import io.enishi.scoring.purchase.Purchase;
import io.enishi.scoring.purchase.PurchaseHistory;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Currency;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class RfmModelTest {

    private static final Instant START = Instant.parse("2026-05-01T00:00:00Z");
    private static final LocalDate DAY = LocalDate.of(2026, 5, 1);
    private static final Currency YEN = Currency.getInstance("JPY");
    private static final RfmModel CUTS = new RfmModel(
            Scale.cuts(10, 20, 30, 40), Scale.cuts(2, 3, 4, 5), Scale.cuts(100, 200, 300, 400), RfmSegment.standard());

    @Test
    void nobodyIsAnEmptyTableThatSaysSo() {
        RfmTable table = RfmModel.standard().score(List.of());

        assertThat(table.rows()).isEmpty();
        assertThat(table.caveats()).containsExactly(RfmTable.Caveat.NO_CUSTOMERS);
    }

    @Test
    void oneCustomerIsScoredAndNamedAsComparedWithNobody() {
        RfmTable table = RfmModel.standard().score(List.of(new Buyer("a", 3, 2, 500)));

        assertThat(table.rows().get(0).code()).isEqualTo(511);
        assertThat(table.caveats()).containsExactly(RfmTable.Caveat.ONE_CUSTOMER);
    }

    @Test
    void allTiesHaveOneScoreAndAreNamed() {
        RfmTable table = RfmModel.standard()
                .score(List.of(new Buyer("a", 3, 1, 500), new Buyer("b", 3, 1, 500), new Buyer("c", 3, 1, 500)));

        assertThat(table.rows()).extracting(RfmTable.Row::code).containsOnly(511);
        assertThat(table.caveats())
                .containsExactlyInAnyOrder(
                        RfmTable.Caveat.ALL_RECENCIES_EQUAL,
                        RfmTable.Caveat.ALL_FREQUENCIES_EQUAL,
                        RfmTable.Caveat.ALL_AMOUNTS_EQUAL);
    }

    @Test
    void mixedCurrenciesAreRefusedByNameUnlessConverted() {
        List<Purchase> purchases = List.of(
                new Purchase("a", DAY, Money.yen(100)), new Purchase("a", DAY.minusDays(4), Money.of(200, "USD")));

        assertThatThrownBy(() -> Buyer.of(purchases, DAY))
                .isInstanceOfSatisfying(
                        MixedCurrenciesException.class,
                        refused -> assertThat(refused.currencies())
                                .extracting(Currency::getCurrencyCode)
                                .containsExactly("JPY", "USD"))
                .hasMessage("amounts are in JPY and USD and cannot be added up without a converter");
        assertThat(Buyer.of(purchases, DAY, (minor, code) -> code.equals("USD") ? minor * 3 / 2 : minor, YEN))
                .containsExactly(new Buyer("a", 0, 2, 400));
    }

    @Test
    void whatCannotBeAFigureIsRefused() {
        assertThatThrownBy(() -> new Buyer("a", -1, 1, 1)).hasMessageContaining("recency");
        assertThatThrownBy(() -> new Buyer("a", 1, 0, 1)).hasMessageContaining("frequency");
        assertThatThrownBy(() -> new Buyer("a", 1, 1, Double.NaN)).hasMessageContaining("NaN");
        assertThatThrownBy(() -> RfmModel.standard().score(List.of(new Buyer("a", 1, 1, 1), new Buyer("a", 2, 2, 2))))
                .hasMessageContaining("twice");
        assertThatThrownBy(() -> Scale.cuts(3, 1)).hasMessageContaining("rise");
        assertThatThrownBy(() -> Scale.quantiles(10)).hasMessageContaining("2 to 9");
    }

    @Test
    void purchasesAfterTheDayAreNotSeen() {
        assertThat(Buyer.of(
                        List.of(new Purchase("a", DAY.plusDays(1), Money.yen(5)), new Purchase("b", DAY, Money.yen(7))),
                        DAY))
                .containsExactly(new Buyer("b", 0, 1, 7));
        assertThat(Buyer.of("a", new PurchaseHistory(), START)).isEmpty();
    }

    @Test
    void aFoldNeedsCuts() {
        assertThatThrownBy(() -> RfmFolds.of("rfm", RfmModel.standard(), YEN))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("must be divided by cuts");
    }

    @Test
    void inTheRuntimeTheSegmentIsLeftOnTheMillisecond() {
        AtomicReference<Instant> now = new AtomicReference<>(START);
        Crm crm = Crm.builder("shop")
                .clock(now::get)
                .fold(RfmFolds.of("rfm", CUTS, YEN))
                .segments(RfmFolds.segments("rfm", CUTS))
                .build();
        for (int i = 0; i < 5; i++) {
            crm.accept(CustomerEvent.of(
                    "ec",
                    EventId.of(i + 1),
                    Identifier.member("m-1"),
                    START,
                    new EventBody.OrderPlaced(Order.ofTotal("o-" + i, "ec", Money.yen(80)))));
        }
        CustomerId person = crm.find(Identifier.member("m-1")).orElseThrow();

        assertThat(crm.metric(person, "rfm").orElseThrow().valueAt(START.toEpochMilli()))
                .isEqualTo(555);
        assertThat(crm.segment("rfm:champions", 10)).containsExactly(person);

        now.set(START.plus(Duration.ofDays(10)).minusMillis(1));
        crm.runDue(now.get());
        assertThat(crm.segment("rfm:champions", 10)).containsExactly(person);
        now.set(START.plus(Duration.ofDays(10)));
        crm.runDue(now.get());
        assertThat(crm.segment("rfm:champions", 10)).isEmpty();
        assertThat(crm.segment("rfm:potential-loyalist", 10)).containsExactly(person);
        assertThat(crm.top("rfm", 1).get(0).why())
                .isNotNull()
                .satisfies(why -> assertThat(why.toText()).isEqualTo("""
                    + rfm: Potential Loyalist
                      + recency 4: last order 2026-05-01T00:00:00Z, 10 days ago
                      + frequency 5: 5 orders
                      + monetary 5: 400.0 JPY
                    """));
    }
}
