package io.enishi.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.enishi.core.condition.Conditions;
import io.enishi.core.condition.Selection;
import io.enishi.core.condition.Span;
import io.enishi.core.consent.ConsentStatement;
import io.enishi.core.event.CustomerEvent;
import io.enishi.core.event.EventBody;
import io.enishi.core.event.ShopEvent;
import io.enishi.core.process.CommandKey;
import io.enishi.core.process.Interest;
import io.enishi.core.process.Journey;
import io.enishi.core.segment.Segment;
import io.enishi.core.spi.Catalog;
import io.enishi.core.spi.StoredCommand;
import io.enishi.core.value.AttributeValue;
import io.enishi.core.value.DefinitionException;
import io.enishi.core.value.EventId;
import io.enishi.core.value.Identifier;
import io.enishi.core.value.Money;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Shop events come to those who are interested. */
class FanOutTest {

    private static final Instant START = Toys.START;
    private static final Identifier HANA = Identifier.member("hana");
    private static final Identifier TARO = Identifier.member("taro");
    private static final Identifier YUKI = Identifier.member("yuki");

    private static final Interest.Events FAVOURITES = Interest.in("shop.restocked", Selection.of("product.favourited"))
            .same("product")
            .endedBy(Selection.of("product.unfavourited"));
    private static final Interest.Events VIEWERS =
            Interest.in("shop.price-changed", Selection.of("product.viewed")).same("product");

    private final Toys.Clock clock = new Toys.Clock();
    private final Toys.Mail mail = new Toys.Mail();
    private int sequence;

    private Crm crm(Journey<?>... journeys) {
        return builder(journeys).build();
    }

    private CrmBuilder builder(Journey<?>... journeys) {
        CrmBuilder builder = Crm.builder("shop").clock(clock).channel(mail);
        for (Journey<?> journey : journeys) {
            builder.journey(journey);
        }
        return builder;
    }

    private static Instant day(int day) {
        return START.plus(Duration.ofDays(day));
    }

    private CustomerEvent did(Identifier who, int day, EventBody body) {
        return Toys.event("e" + sequence++, who, day(day), body);
    }

    private CustomerEvent favourited(Identifier who, int day, String product) {
        return did(who, day, new EventBody.ProductFavourited(product, ""));
    }

    private static ShopEvent restocked(String product, int day) {
        return shop("r-" + product + day, day, new ShopEvent.Restocked(product, 10));
    }

    private static ShopEvent shop(String id, int day, ShopEvent.Body body) {
        return new ShopEvent("pim", EventId.named(id), day(day), body);
    }

    private static List<String> news(Crm crm, Identifier who) {
        return crm.find(who).map(crm::timeline).orElse(List.of()).stream()
                .filter(event -> event.body() instanceof EventBody.ShopNews)
                .map(event -> ((EventBody.ShopNews) event.body()).what().product())
                .toList();
    }

    private static List<String> toldInOrder(Crm crm) {
        return crm.decisionLog(0, 1000).stream()
                .filter(logged -> logged.decision().journeys().stream().anyMatch(made -> made.started()))
                .map(logged -> logged.decision().customer())
                .map(id -> crm.customer(id).orElseThrow().identifiers().get(0).value())
                .toList();
    }

    @Test
    void whoFavouritedTheProductIsToldAndNobodyElse() {
        Crm crm = crm(Told.of("back", FAVOURITES));
        crm.accept(favourited(HANA, 1, "tea"));
        crm.accept(favourited(TARO, 1, "cup"));
        clock.now = day(5);

        assertThat(crm.accept(restocked("tea", 5))).isEqualTo(ShopEventOutcome.KEPT);
        assertThat(news(crm, HANA)).isEmpty();
        assertThat(crm.fanOut()).isEqualTo(1);

        assertThat(news(crm, HANA)).containsExactly("tea");
        assertThat(news(crm, TARO)).isEmpty();
        assertThat(crm.shopEvent("pim", EventId.named("r-tea5"))).hasValueSatisfying(row -> {
            assertThat(row.done()).isTrue();
            assertThat(row.told()).isEqualTo(1);
        });
        assertThat(crm.commands(StoredCommand.Status.PENDING, 10))
                .extracting(StoredCommand::key)
                .extracting(CommandKey::journey)
                .containsExactly("back");
        assertThat(crm.verify().differences()).isEmpty();
        assertThat(crm.recompute().foldDifferences()).isEmpty();
        assertThat(crm.recompute().runsOnlyLive()).isEmpty();
    }

    @Test
    void theCopyHasSourceIdAndTimeOfTheShopEvent() {
        Crm crm = crm(Told.of("back", FAVOURITES));
        crm.accept(favourited(HANA, 1, "tea"));
        clock.now = day(5);
        ShopEvent event = restocked("tea", 4);
        crm.accept(event);

        crm.fanOut();

        CustomerEvent copy = crm.timeline(crm.find(HANA).orElseThrow()).get(1);
        assertThat(copy.source()).isEqualTo("pim");
        assertThat(copy.id()).isEqualTo(event.id());
        assertThat(copy.occurredAt()).isEqualTo(day(4));
        assertThat(copy.type()).isEqualTo("shop.restocked");
        assertThat(copy.identifiers()).containsExactly(HANA);
    }

    @Test
    void whoWasInterestedFirstComesFirst() {
        Crm crm = crm(Told.of("back", FAVOURITES));
        crm.accept(favourited(TARO, 3, "tea"));
        crm.accept(favourited(HANA, 1, "tea"));
        crm.accept(favourited(YUKI, 2, "tea"));
        clock.now = day(5);
        crm.accept(restocked("tea", 5));

        crm.fanOut();

        assertThat(toldInOrder(crm)).containsExactly("hana", "yuki", "taro");
    }

    @Test
    void whoLetGoAndCameBackStandsAtTheEnd() {
        Crm crm = crm(Told.of("back", FAVOURITES));
        crm.accept(favourited(HANA, 1, "tea"));
        crm.accept(favourited(TARO, 2, "tea"));
        crm.accept(did(HANA, 3, new EventBody.ProductUnfavourited("tea")));
        crm.accept(favourited(HANA, 4, "tea"));
        clock.now = day(5);
        crm.accept(restocked("tea", 5));

        crm.fanOut();

        assertThat(toldInOrder(crm)).containsExactly("taro", "hana");
    }

    @Test
    void whoLetGoIsNotTold() {
        Crm crm = crm(Told.of("back", FAVOURITES));
        crm.accept(favourited(HANA, 1, "tea"));
        crm.accept(did(HANA, 2, new EventBody.ProductUnfavourited("cup")));
        crm.accept(favourited(TARO, 1, "tea"));
        crm.accept(did(TARO, 2, new EventBody.ProductUnfavourited("tea")));
        clock.now = day(5);
        crm.accept(restocked("tea", 5));

        crm.fanOut();

        assertThat(news(crm, HANA)).containsExactly("tea");
        assertThat(news(crm, TARO)).isEmpty();
    }

    @Test
    void anInterestThatIsTooOldOrTooYoungDoesNotCount() {
        Crm crm = crm(Told.of("drop", VIEWERS.within(Span.days(7))));
        crm.accept(did(HANA, 1, new EventBody.ProductViewed("tea", "")));
        crm.accept(did(HANA, 20, new EventBody.ProductViewed("tea", "")));
        crm.accept(did(TARO, 13, new EventBody.ProductViewed("tea", "")));
        crm.accept(did(YUKI, 14, new EventBody.ProductViewed("tea", "")));
        clock.now = day(20);
        crm.accept(shop("p", 20, new ShopEvent.PriceChanged("tea", Money.yen(1000), Money.yen(800))));
        crm.accept(shop("q", 19, new ShopEvent.PriceChanged("tea", Money.yen(1200), Money.yen(1000))));

        crm.fanOut();

        assertThat(news(crm, HANA)).hasSize(1); // the view of day 20 came after the first price
        assertThat(news(crm, TARO)).hasSize(1); // on day 20 the seven days are over
        assertThat(news(crm, YUKI)).hasSize(2);
    }

    @Test
    void aJourneyStartsForThoseWhomItsOwnInterestsMean() {
        Interest viewersOfRestocked =
                Interest.in("shop.restocked", Selection.of("product.viewed")).same("product");
        Crm crm = crm(Told.of("favourite", FAVOURITES), Told.of("viewer", viewersOfRestocked));
        crm.accept(favourited(HANA, 1, "tea"));
        crm.accept(did(TARO, 1, new EventBody.ProductViewed("tea", "")));
        clock.now = day(5);
        crm.accept(restocked("tea", 5));

        crm.fanOut();

        assertThat(crm.commands(StoredCommand.Status.PENDING, 10))
                .extracting(row -> row.key().journey() + " "
                        + crm.customerOf(row.key().origin())
                                .flatMap(crm::customer)
                                .orElseThrow()
                                .identifiers()
                                .get(0)
                                .value())
                .containsExactlyInAnyOrder("favourite hana", "viewer taro");
        assertThat(crm.verify().differences()).isEmpty();
    }

    @Test
    void membersOfASegmentAreToldOfALaunch() {
        Crm crm = builder(Told.of("launch", Interest.members("shop.product-launched", "vip")))
                .fold(new Toys.OrderChain())
                .segment(Segment.live("vip", Conditions.metric("spent").atLeast(1000)))
                .build();
        crm.accept(Toys.order("big", HANA, day(1), 5000));
        crm.accept(Toys.order("small", TARO, day(1), 50));
        clock.now = day(5);
        crm.accept(shop("l", 5, new ShopEvent.ProductLaunched("cup", day(12))));

        crm.fanOut();

        assertThat(news(crm, HANA)).containsExactly("cup");
        assertThat(news(crm, TARO)).isEmpty();
    }

    @Test
    void viewersOfACategoryAreFoundThroughTheCatalogue() {
        Catalog catalog = (product, fact) -> product.equals("oolong") && fact.equals(Catalog.CATEGORY)
                ? List.of(AttributeValue.of("tea"))
                : List.of();
        Interest sameCategory = Interest.in("shop.product-launched", Selection.of("product.viewed"))
                .same("category");
        Crm crm = builder(Told.of("launch", sameCategory)).catalog(catalog).build();
        crm.accept(did(HANA, 1, new EventBody.ProductViewed("sencha", "tea")));
        crm.accept(did(TARO, 1, new EventBody.ProductViewed("mug", "cups")));
        clock.now = day(5);
        crm.accept(shop("l", 5, new ShopEvent.ProductLaunched("oolong", day(12))));

        crm.fanOut();

        assertThat(news(crm, HANA)).containsExactly("oolong");
        assertThat(news(crm, TARO)).isEmpty();
    }

    @Test
    void aShopEventOfTheFutureWaitsForItsTime() {
        Crm crm = crm(Told.of("back", FAVOURITES));
        crm.accept(favourited(HANA, 1, "tea"));
        clock.now = day(2);
        crm.accept(restocked("tea", 5));

        crm.fanOut();
        assertThat(news(crm, HANA)).isEmpty();
        crm.advanceTo(day(4));
        assertThat(news(crm, HANA)).isEmpty();
        crm.advanceTo(day(6));
        assertThat(news(crm, HANA)).containsExactly("tea");
        assertThat(crm.decisions(crm.find(HANA).orElseThrow()))
                .anySatisfy(made -> assertThat(made.now()).isEqualTo(day(5)));
    }

    @Test
    void itIsPartOfWhatIsDue() {
        Crm crm = crm(Told.of("back", FAVOURITES));
        crm.accept(favourited(HANA, 1, "tea"));
        crm.accept(restocked("tea", 5));

        crm.runDue(day(5));

        assertThat(news(crm, HANA)).containsExactly("tea");
    }

    @Test
    void aShopEventToldTwiceIsToldOnce() {
        Crm crm = crm(Told.of("back", FAVOURITES));
        crm.accept(favourited(HANA, 1, "tea"));
        clock.now = day(5);
        crm.accept(restocked("tea", 5));
        crm.fanOut();

        assertThat(crm.accept(restocked("tea", 5))).isEqualTo(ShopEventOutcome.DUPLICATE);
        assertThat(crm.accept(
                        new ShopEvent("pim", EventId.named("r-tea5"), day(5), new ShopEvent.Restocked("tea", 11))))
                .isEqualTo(ShopEventOutcome.CONFLICT);
        assertThat(crm.fanOut()).isZero();
        assertThat(news(crm, HANA)).containsExactly("tea");
        assertThat(crm.commands(StoredCommand.Status.PENDING, 10)).hasSize(1);
    }

    @Test
    void whoIsTwoOriginsIsToldOnce() {
        Crm crm = crm(Told.of("back", FAVOURITES));
        crm.accept(favourited(HANA, 1, "tea"));
        crm.accept(favourited(TARO, 2, "tea"));
        crm.merge(HANA, TARO, "staff", "one person");
        clock.now = day(5);
        crm.accept(restocked("tea", 5));

        assertThat(crm.fanOut()).isEqualTo(1);

        assertThat(news(crm, HANA)).containsExactly("tea");
        assertThat(crm.commands(StoredCommand.Status.PENDING, 10)).hasSize(1);
        assertThat(crm.verify().differences()).isEmpty();
    }

    @Test
    void whatOneOriginLetGoOfTheWholePersonLetGoOf() {
        Crm crm = crm(Told.of("back", FAVOURITES));
        crm.accept(favourited(HANA, 1, "tea"));
        crm.accept(did(TARO, 2, new EventBody.ProductUnfavourited("tea")));
        crm.merge(HANA, TARO, "staff", "one person");
        clock.now = day(5);
        crm.accept(restocked("tea", 5));

        assertThat(crm.fanOut()).isZero();
    }

    @Test
    void theErasedAreNotReached() {
        Crm crm = crm(Told.of("back", FAVOURITES));
        crm.accept(favourited(HANA, 1, "tea"));
        crm.accept(favourited(TARO, 1, "tea"));
        clock.now = day(5);
        crm.accept(restocked("tea", 5));
        crm.erase(crm.find(HANA).orElseThrow(), "asked for");

        assertThat(crm.fanOut()).isEqualTo(1);

        assertThat(crm.find(HANA)).isEmpty();
    }

    @Test
    void aRestrictedPersonIsToldAndNotWrittenTo() {
        Crm crm = crm(Told.of("back", FAVOURITES));
        Identifier address = Identifier.email("hana@example.jp");
        crm.accept(new CustomerEvent(
                "ec",
                EventId.named("f"),
                List.of(HANA, address),
                day(1),
                day(1),
                null,
                new EventBody.ProductFavourited("tea", "")));
        crm.consent(ConsentStatement.granted(
                crm.matchKey(address).orElseThrow(), "newsletter", "mail", day(1), "web-form", "v1"));
        crm.restrict(crm.find(HANA).orElseThrow(), true, "asked for");
        clock.now = day(5);
        crm.accept(restocked("tea", 5));

        crm.fanOut();
        crm.deliver();

        assertThat(news(crm, HANA)).containsExactly("tea");
        assertThat(mail.sent).isEmpty();

        crm.restrict(crm.find(HANA).orElseThrow(), false, "asked for");
        crm.accept(restocked("tea", 4));
        crm.fanOut();
        crm.deliver();
        assertThat(mail.contents()).containsExactly("back");
    }

    @Test
    void historyAsksForNothing() {
        Crm crm = crm(Told.of("back", FAVOURITES));
        clock.now = day(30);

        ImportReport report = crm.importHistory(
                List.of(
                        favourited(TARO, 6, "tea"),
                        favourited(HANA, 1, "tea"),
                        did(HANA, 8, new EventBody.ProductUnfavourited("tea"))),
                List.of(restocked("tea", 5), restocked("tea", 7)));

        assertThat(report.wouldHaveStarted()).isEqualTo(Map.of("back", 3L));
        assertThat(news(crm, HANA)).containsExactly("tea", "tea");
        assertThat(news(crm, TARO)).containsExactly("tea");
        assertThat(crm.commands(StoredCommand.Status.PENDING, 10)).isEmpty();
        assertThat(crm.verify().differences()).isEmpty();
        assertThat(crm.recompute().runsOnlyRecomputed()).isEmpty();
    }

    @Test
    void aShopEventHeardOfLateReachesThoseWhoWereInterestedThen() {
        Crm crm = crm(Told.of("back", FAVOURITES));
        crm.accept(favourited(HANA, 1, "tea"));
        crm.accept(favourited(TARO, 9, "tea"));
        clock.now = day(10);
        crm.runDue();
        crm.accept(restocked("tea", 5));

        crm.fanOut();

        assertThat(news(crm, HANA)).containsExactly("tea");
        assertThat(news(crm, TARO)).isEmpty();
        assertThat(crm.commands(StoredCommand.Status.PENDING, 10)).hasSize(1);
        assertThat(crm.verify().differences()).isEmpty();
    }

    @Test
    void shopEventsThatNobodyDeclaredAreDoneAtOnce() {
        Crm crm = crm();
        clock.now = day(5);
        crm.acceptAllShop(
                List.of(restocked("tea", 5), shop("c", 5, new ShopEvent.CustomShopEvent("fair", "", Map.of()))));

        assertThat(crm.fanOut()).isZero();
        assertThat(crm.shopEvent("pim", EventId.named("c")).orElseThrow().done())
                .isTrue();
    }

    @Test
    void aHostsOwnShopEventStartsJourneys() {
        Interest fair = Interest.in("shop.custom:fair", Selection.of("store.visited"));
        Crm crm = crm(Told.of("fair", fair));
        crm.accept(did(HANA, 1, new EventBody.StoreVisited("shibuya")));
        clock.now = day(5);
        crm.accept(shop("c", 5, new ShopEvent.CustomShopEvent("fair", "", Map.of())));

        assertThat(crm.fanOut()).isEqualTo(1);
        assertThat(crm.commands(StoredCommand.Status.PENDING, 10)).hasSize(1);
    }

    @Test
    void mistakesInDeclarationsAreToldAllAtOnce() {
        Interest noField =
                Interest.in("shop.restocked", Selection.of("store.visited")).same("product");
        Interest noSegment = Interest.members("shop.product-launched", "vips");

        assertThatThrownBy(() -> crm(new Told("x", List.of(noField, noSegment), Set.of())))
                .isInstanceOf(DefinitionException.class)
                .hasMessageContaining("journeys.x.interests.0.same")
                .hasMessageContaining("store.visited has no field \"product\"")
                .hasMessageContaining("journeys.x.interests.1")
                .hasMessageContaining("no segment is named \"vips\"");
        assertThatThrownBy(() -> Interest.in("order.placed", Selection.of("product.viewed")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("order.placed");
        assertThatThrownBy(() -> Interest.in("shop.restocked", Selection.orders()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("net");
    }
}
