package io.enishi.core.event;

import static org.assertj.core.api.Assertions.assertThat;

import io.enishi.core.value.Money;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which amount of an order is which. */
class OrderTest {

    private static final Order TEA_AND_CUP = Order.of(
                    "o-1",
                    "ec",
                    List.of(
                            OrderLine.of("tea", "drinks", 2, Money.yen(1_000)),
                            OrderLine.of("cup", "ware", 1, Money.yen(3_000))))
            .withDiscount(Money.yen(500))
            .withShipping(Money.yen(600))
            .withPointsUsed(Money.yen(1_200));

    @Test
    void pointsAndShippingChangeWhatIsPaidAndNotWhatWasBought() {
        assertThat(TEA_AND_CUP.grossTotal()).isEqualTo(Money.yen(5_000));
        assertThat(TEA_AND_CUP.goodsTotal()).isEqualTo(Money.yen(4_500));
        assertThat(TEA_AND_CUP.payable()).isEqualTo(Money.yen(4_500 + 600 - 1_200));
    }

    @Test
    void whatIsPaidAndItsNegativeAreNothingTogether() {
        Money paid = TEA_AND_CUP.payable();

        assertThat(paid.negated().plus(paid)).isEqualTo(Money.yen(0));
        assertThat(paid.negated().minorUnits()).isNegative();
    }
}
