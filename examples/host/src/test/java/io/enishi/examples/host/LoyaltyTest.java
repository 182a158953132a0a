package io.enishi.examples.host;

import static org.assertj.core.api.Assertions.assertThat;

import io.enishi.core.condition.Span;
import io.enishi.core.process.CommandKey;
import io.enishi.core.process.Effect;
import io.enishi.core.process.Outcome;
import io.enishi.core.spi.Channel;
import io.enishi.core.spi.Channel.IssuedCoupon;
import io.enishi.core.value.CustomerId;
import io.enishi.core.value.Identifier;
import io.enishi.core.value.KeyedHash;
import io.enishi.core.value.OriginId;
import io.enishi.core.value.ShopId;
import io.enishi.examples.host.shop.Database;
import io.enishi.examples.host.shop.Loyalty;
import io.enishi.jdbc.JdbcCustomerStore;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LoyaltyTest {

    private static final CommandKey KEY = new CommandKey(new OriginId(1, 2), "first-order", "e-1", "points.1");

    private TestShop shop;
    private Loyalty loyalty;
    private CustomerId hanako;

    @BeforeEach
    void open(@TempDir Path folder) throws IOException {
        shop = new TestShop(folder);
        shop.host.desk().join(TestShop.HANAKO, TestShop.START);
        shop.pass(Duration.ofMinutes(1));
        hanako = shop.host.crm().find(TestShop.HANAKO.identifier()).orElseThrow();
        loyalty = loyalty(List.of(TestShop.HANAKO.identifier()));
    }

    private Loyalty loyalty(List<Identifier> identifiers) {
        return new Loyalty(
                new Database(shop.database),
                JdbcCustomerStore.open(shop.database, ShopId.of("test-shop")).inbox(),
                KeyedHash.of(TestShop.SECRET),
                Demo.TOKYO,
                customer -> identifiers);
    }

    @AfterEach
    void close() {
        shop.close();
    }

    @Test
    void pointsAskedForTwiceAreGivenOnceAndTold() {
        Effect.GrantPoints effect = new Effect.GrantPoints(300, "first order");

        Outcome first = loyalty.grant(KEY, effect, hanako, TestShop.START);
        assertThat(loyalty.grant(KEY, effect, hanako, TestShop.START)).isEqualTo(first);
        shop.pass(Duration.ofMinutes(1));

        assertThat(shop.number("select sum(points) from points")).isEqualTo(300);
        assertThat(shop.host.crm().customer(hanako).orElseThrow().pointsBalance())
                .isEqualTo(300);
    }

    @Test
    void aCouponAskedForTwiceIsOneCoupon() {
        Effect.IssueCoupon effect = new Effect.IssueCoupon(
                new Effect.Coupon("next-time", Effect.CouponKind.DISCOUNT, "500 yen", Span.days(60)));

        Outcome first = loyalty.issue(KEY, effect, hanako, TestShop.START);
        assertThat(loyalty.issue(KEY, effect, hanako, TestShop.START)).isEqualTo(first);
        shop.pass(Duration.ofMinutes(1));

        assertThat(shop.number("select count(*) from coupons")).isEqualTo(1);
        assertThat(shop.host.crm().timeline(hanako))
                .filteredOn(event -> event.type().equals("coupon.issued"))
                .hasSize(1);
    }

    @Test
    void whoIsNoMemberHasNoPoints() {
        Loyalty strangers = loyalty(List.of(Identifier.email("who@mail.example")));

        assertThat(strangers.grant(KEY, new Effect.GrantPoints(1, "x"), hanako, TestShop.START))
                .isEqualTo(new Outcome.Rejected("only members have points"));
    }

    @Test
    void theTillKnowsACouponBeforeTheMessageLeaves() {
        IssuedCoupon coupon = new IssuedCoupon("ABCD-EFGH-JKMN", "win-back", "20%", TestShop.START.plusSeconds(1));
        Channel lost = loyalty.honouring(new Channel() {
            @Override
            public String name() {
                return "mail";
            }

            @Override
            public Capabilities capabilities() {
                return Capabilities.addressedBy("email");
            }

            @Override
            public Outcome send(Message message) {
                throw new IllegalStateException("the connection broke");
            }
        });
        Channel.Message message = new Channel.Message(
                KEY, Identifier.email("h@mail.example"), KEY.origin(), "c", Map.of(), Map.of(), coupon);

        for (int attempt = 0; attempt < 2; attempt++) {
            org.assertj.core.api.Assertions.assertThatThrownBy(() -> lost.send(message))
                    .hasMessage("the connection broke");
        }

        assertThat(shop.number("select count(*) from coupons where code = 'ABCD-EFGH-JKMN'"))
                .isEqualTo(1);
    }
}
