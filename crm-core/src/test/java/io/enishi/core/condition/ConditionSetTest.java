package io.enishi.core.condition;

import static io.enishi.core.condition.Conditions.all;
import static io.enishi.core.condition.Conditions.any;
import static io.enishi.core.condition.Conditions.attribute;
import static io.enishi.core.condition.Conditions.average;
import static io.enishi.core.condition.Conditions.count;
import static io.enishi.core.condition.Conditions.days;
import static io.enishi.core.condition.Conditions.daysSinceFirst;
import static io.enishi.core.condition.Conditions.daysSinceLast;
import static io.enishi.core.condition.Conditions.event;
import static io.enishi.core.condition.Conditions.happening;
import static io.enishi.core.condition.Conditions.inSegment;
import static io.enishi.core.condition.Conditions.max;
import static io.enishi.core.condition.Conditions.metric;
import static io.enishi.core.condition.Conditions.months;
import static io.enishi.core.condition.Conditions.noAction;
import static io.enishi.core.condition.Conditions.not;
import static io.enishi.core.condition.Conditions.orders;
import static io.enishi.core.condition.Conditions.permitted;
import static io.enishi.core.condition.Conditions.reachable;
import static io.enishi.core.condition.Conditions.sequence;
import static io.enishi.core.condition.Conditions.step;
import static io.enishi.core.condition.Conditions.sum;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.enishi.core.event.CustomerEvent;
import io.enishi.core.event.EventBody;
import io.enishi.core.event.EventBody.MessageStep;
import io.enishi.core.event.Order;
import io.enishi.core.event.OrderLine;
import io.enishi.core.explain.Explanation;
import io.enishi.core.value.AttributeValue;
import io.enishi.core.value.DefinitionException;
import io.enishi.core.value.EventId;
import io.enishi.core.value.Identifier;
import io.enishi.core.value.Money;
import io.enishi.core.value.Problem;
import io.enishi.core.value.Trajectory;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ConditionSetTest {

    private static final ZoneId TOKYO = ZoneId.of("Asia/Tokyo");
    private static final long NEVER = Long.MAX_VALUE;

    private static long at(String instant) {
        return Instant.parse(instant).toEpochMilli();
    }

    private static CustomerEvent happened(String instant, EventBody body) {
        return CustomerEvent.of(
                "ec", EventId.named(instant + body), Identifier.member("m-1"), Instant.parse(instant), body);
    }

    private static EventBody order(String number, Money amount, String... products) {
        return new EventBody.OrderPlaced(Order.of(
                number,
                "ec",
                List.of(
                        products.length == 0
                                ? OrderLine.of("x", "", 1, amount)
                                : OrderLine.of(products[0], "", 1, amount))));
    }

    private static Columns columns(ConditionSet set, CustomerEvent... events) {
        Columns columns = set.newColumns(TOKYO);
        columns.rebuild(List.of(events));
        return columns;
    }

    private static ConditionSet one(Condition condition) {
        return ConditionSet.compile(Map.of("c", condition), ConditionContext.open());
    }

    // ------------------------------------------------------------------ compiling

    @Test
    void refusesEverythingThatIsWrongAtOnce() {
        ConditionContext context = ConditionContext.open()
                .withMetrics(Set.of("engagement"))
                .withSegments(Set.of("vip"))
                .withAttributes(Set.of("gender"))
                .withHostFunctions(Set.of("is-holiday"));
        DefinitionException refused = catchThrowableOfType(
                DefinitionException.class,
                () -> ConditionSet.builder(context)
                        .segment("big", sum("amont").of(orders()).atLeast(1))
                        .condition(
                                "send",
                                all(
                                        metric("engagment").atLeast(1),
                                        any(not(inSegment("vipp")), inSegment("big"), inSegment("vip")),
                                        count(orders().where("site", ValueTest.atLeast(3)))
                                                .atLeast(1),
                                        attribute("gendr").is("f"),
                                        Conditions.host("is-hliday", Map.of()),
                                        sum("site").of(orders()).atLeast(1),
                                        Conditions.last("sight").of(orders()).is("ec"),
                                        sequence(
                                                step(event("store.visited")),
                                                step(orders()).same("product", 0))))
                        .build());
        assertThat(refused.problems())
                .extracting(Problem::path)
                .containsExactly(
                        "big.sum",
                        "send.all[0].metric",
                        "send.all[1].any[0].not.in-segment",
                        "send.all[2].where.site",
                        "send.all[3].attribute",
                        "send.all[4].host",
                        "send.all[5].sum",
                        "send.all[6].last.sight",
                        "send.all[7].sequence[1].same");
        assertThat(refused.problems().get(2).advice()).isEqualTo("did you mean \"vip\"?");
        assertThat(refused.problems().get(8).message()).isEqualTo("store.visited has no field \"product\"");
    }

    @Test
    void ordersSegmentsByWhatTheyReadAndRefusesCircles() {
        ConditionSet set = ConditionSet.builder(ConditionContext.open())
                .segment("c", all(inSegment("b"), inSegment("outside")))
                .segment("b", inSegment("a"))
                .segment("a", noAction().lasting(months(3)))
                .build();
        assertThat(set.segmentOrder()).containsExactly("a", "b", "c");
        assertThatThrownBy(() -> ConditionSet.builder(ConditionContext.open())
                        .segment("a", not(inSegment("b")))
                        .segment("b", any(inSegment("c"), inSegment("a")))
                        .segment("c", inSegment("c"))
                        .build())
                .hasMessageContaining("in a circle: a -> b -> a")
                .hasMessageContaining("in a circle: c -> c");
    }

    @Test
    void tellsWhatItReads() {
        ConditionSet set = ConditionSet.compile(
                Map.of(
                        "c",
                        all(
                                count(orders()).atLeast(1),
                                count(event("custom:tasting")).atLeast(1),
                                metric("m").atLeast(1),
                                inSegment("s"),
                                attribute("a").present(),
                                reachable("line"),
                                happening(event("store.visited")))),
                ConditionContext.open());
        Reads reads = set.get("c").reads();
        assertThat(reads.eventTypes())
                .containsExactly(
                        "custom:tasting", "order.cancelled", "order.placed", "order.refunded", "store.visited");
        assertThat(reads.everyCustomType()).isFalse();
        assertThat(reads.metrics()).containsExactly("m");
        assertThat(reads.segments()).containsExactly("s");
        assertThat(reads.attributes()).containsExactly("a");
        assertThat(reads.permission()).isTrue();
        assertThat(reads.happening()).isTrue();
    }

    @Test
    void knowsWhichConditionsAnEventCanChange() {
        ConditionSet set = ConditionSet.builder(ConditionContext.open())
                .condition("bought", count(orders()).atLeast(1))
                .condition("dormant", noAction().lasting(months(3)))
                .condition("tasted", count(event("custom:tasting")).atLeast(1))
                .condition("scored", metric("m").atLeast(3))
                .build();
        assertThat(set.readersOf("order.cancelled")).containsExactly(set.get("bought"), set.get("dormant"));
        assertThat(set.readersOf("message.sent")).isEmpty();
        assertThat(set.readersOf("custom:tasting")).containsExactly(set.get("dormant"), set.get("tasted"));
        assertThat(set.readersOf("custom:other")).containsExactly(set.get("dormant"));
        assertThat(set.get("bought").isTimeDependent()).isFalse();
        assertThat(set.get("dormant").isTimeDependent()).isTrue();
        assertThat(set.get("scored").isTimeDependent()).isTrue();
    }

    @Test
    void refusesTheColumnsOfAnotherSet() {
        Columns foreign = one(count(orders()).atLeast(1)).newColumns(TOKYO);
        CompiledCondition condition = one(count(orders()).atLeast(1)).get("c");
        assertThatThrownBy(() -> condition.test(foreign, Facts.none(), 0)).isInstanceOf(IllegalArgumentException.class);
    }

    // ------------------------------------------------------------------ time

    @Test
    void absenceEndsAtTheLatestExitNotAtThatOfTheLastEvent() {
        ConditionSet set = one(noAction().lasting(months(3)));
        Columns columns = columns(
                set,
                happened("2027-11-29T03:00:00Z", new EventBody.StoreVisited("s")), // 29 Nov 12:00, until 29 Feb 12:00
                happened("2027-11-29T23:00:00Z", new EventBody.StoreVisited("s"))); // 30 Nov 08:00, until 29 Feb 08:00
        long noon = at("2028-02-29T03:00:00Z");
        CompiledCondition dormant = set.get("c");
        assertThat(dormant.test(columns, Facts.none(), noon - 1)).isFalse();
        assertThat(dormant.test(columns, Facts.none(), noon)).isTrue();
        assertThat(dormant.nextChange(columns, Facts.none(), at("2027-12-01T00:00:00Z")))
                .isEqualTo(noon);
        assertThat(dormant.nextChange(columns, Facts.none(), noon)).isEqualTo(NEVER);
    }

    @Test
    void absenceIsNeverVacuouslyTrue() {
        ConditionSet set = one(noAction().lasting(months(3)));
        assertThat(set.get("c").test(columns(set), Facts.none(), at("2030-01-01T00:00:00Z")))
                .isFalse();
        ConditionSet orders = one(Conditions.without(orders()).lasting(days(1)));
        Columns cancelled = columns(
                orders,
                happened("2027-01-01T00:00:00Z", order("o-1", Money.yen(100))),
                happened("2027-01-05T00:00:00Z", new EventBody.OrderCancelled("o-1", Money.yen(0), "")));
        assertThat(orders.get("c").test(cancelled, Facts.none(), at("2027-01-04T00:00:00Z")))
                .isTrue();
        assertThat(orders.get("c").test(cancelled, Facts.none(), at("2027-01-05T00:00:00Z")))
                .isFalse();
    }

    @Test
    void countsFlipAtTheExitThatMatters() {
        ConditionSet set = one(count(orders()).within(days(90)).atLeast(2));
        Columns columns = columns(
                set,
                happened("2027-01-01T00:00:00Z", order("o-1", Money.yen(100))),
                happened("2027-01-02T00:00:00Z", order("o-2", Money.yen(100))),
                happened("2027-01-03T00:00:00Z", order("o-3", Money.yen(100))));
        long now = at("2027-01-10T00:00:00Z");
        assertThat(set.get("c").nextChange(columns, Facts.none(), now))
                .isEqualTo(at("2027-01-02T00:00:00Z") + 90L * 86_400_000);
    }

    @Test
    void exitsOfOneInstantMaySkipTheBound() {
        ConditionSet set = ConditionSet.compile(
                Map.of(
                        "count", count(orders()).within(days(30)).exactly(1),
                        "sum", sum("amount").of(orders()).within(days(30)).exactly(100)),
                ConditionContext.open());
        Columns columns = columns(
                set,
                happened("2027-01-01T00:00:00Z", order("o-1", Money.yen(100))),
                happened("2027-01-01T00:00:00Z", order("o-2", Money.yen(100))));
        for (CompiledCondition condition : set.all()) {
            assertThat(condition.nextChange(columns, Facts.none(), at("2027-01-02T00:00:00Z")))
                    .isEqualTo(NEVER);
        }
    }

    @Test
    void aFalseConjunctionSleepsUntilTheLastOfItsFalsePartsMayChange() {
        ConditionSet set = ConditionSet.compile(
                Map.of(
                        "all", all(noAction().lasting(days(10)), noAction().lasting(days(30))),
                        "any",
                                any(
                                        count(orders()).within(days(10)).atLeast(1),
                                        count(orders()).within(days(30)).atLeast(1))),
                ConditionContext.open());
        Columns columns = columns(set, happened("2027-01-01T00:00:00Z", order("o-1", Money.yen(100))));
        long now = at("2027-01-02T00:00:00Z");
        assertThat(set.get("all").nextChange(columns, Facts.none(), now)).isEqualTo(at("2027-01-31T00:00:00Z"));
        assertThat(set.get("any").nextChange(columns, Facts.none(), now)).isEqualTo(at("2027-01-31T00:00:00Z"));
    }

    @Test
    void anOrderIsOutFromTheMomentItIsCancelledOrFullyRefunded() {
        ConditionSet set = one(sum("amount").of(orders()).atLeast(300));
        Columns columns = columns(
                set,
                happened("2027-01-05T00:00:00Z", new EventBody.OrderRefunded("o-2", Money.yen(150), List.of())),
                happened("2027-01-06T00:00:00Z", new EventBody.OrderRefunded("o-2", Money.yen(50), List.of())),
                happened("2027-01-01T00:00:00Z", order("o-1", Money.yen(100))),
                happened("2027-01-02T00:00:00Z", order("o-2", Money.yen(200))));
        CompiledCondition condition = set.get("c");
        assertThat(condition.test(columns, Facts.none(), at("2027-01-06T00:00:00Z") - 1))
                .isTrue();
        assertThat(condition.test(columns, Facts.none(), at("2027-01-06T00:00:00Z")))
                .isFalse();
        assertThat(condition.nextChange(columns, Facts.none(), at("2027-01-03T00:00:00Z")))
                .isEqualTo(at("2027-01-06T00:00:00Z"));
        CompiledFilter orders = CompiledFilter.of(orders());
        long placed = at("2027-01-02T00:00:00Z");
        assertThat(columns.counts(orders, placed, order("o-2", Money.yen(200)), at("2027-01-05T00:00:00Z")))
                .isTrue();
        assertThat(columns.counts(orders, placed, order("o-2", Money.yen(200)), at("2027-01-06T00:00:00Z")))
                .isFalse();
    }

    @Test
    void aMessageDoesNotCountAsSentFromTheMomentItsChannelRefusedItAndCountsWhenItIsSentAgain() {
        ConditionSet set = one(count(Selection.of("message.sent").where("channel", ValueTest.is("line")))
                .within(days(7))
                .atLeast(1));
        Columns columns = columns(
                set,
                happened("2027-01-02T00:00:00Z", line(MessageStep.REJECTED, "m-1")),
                happened("2027-01-01T00:00:00Z", line(MessageStep.SENT, "m-1")),
                happened("2027-01-03T00:00:00Z", line(MessageStep.REJECTED, "m-2")),
                happened("2027-01-04T00:00:00Z", line(MessageStep.SENT, "m-1")));
        CompiledCondition condition = set.get("c");
        assertThat(condition.test(columns, Facts.none(), at("2027-01-02T00:00:00Z") - 1))
                .isTrue();
        assertThat(condition.test(columns, Facts.none(), at("2027-01-02T00:00:00Z")))
                .isFalse();
        assertThat(condition.nextChange(columns, Facts.none(), at("2027-01-01T00:00:00Z")))
                .isEqualTo(at("2027-01-02T00:00:00Z"));
        assertThat(condition.test(columns, Facts.none(), at("2027-01-04T00:00:00Z")))
                .isTrue();
        assertThat(condition.nextChange(columns, Facts.none(), at("2027-01-04T00:00:00Z")))
                .isEqualTo(at("2027-01-11T00:00:00Z"));
        assertThat(condition.reads().eventTypes()).contains("message.sent", "message.rejected");
    }

    private static EventBody line(MessageStep step, String message) {
        return new EventBody.MessageEvent(step, message, "line", "", "", "");
    }

    @Test
    void daysSinceOrdersOfOneInstantWakeTheSameInWhateverOrderTheyArrived() {
        CustomerEvent cancelledLater = happened("2027-01-01T00:00:00Z", order("o-1", Money.yen(100)));
        CustomerEvent kept = happened("2027-01-01T00:00:00Z", order("o-2", Money.yen(100)));
        CustomerEvent cancelled =
                happened("2027-01-02T00:00:00Z", new EventBody.OrderCancelled("o-1", Money.yen(100), ""));
        for (Condition condition : List.of(
                daysSinceFirst(orders()).exactly(2), daysSinceLast(orders()).exactly(2))) {
            ConditionSet set = one(condition);
            for (Columns columns : List.of(
                    columns(set, cancelledLater, kept, cancelled),
                    columns(set, kept, cancelledLater, cancelled),
                    columns(set, cancelled, kept, cancelledLater))) {
                // The other order of that instant still counts, so nothing changes when one is cancelled.
                assertThat(set.get("c").nextChange(columns, Facts.none(), at("2027-01-01T00:00:00Z")))
                        .isEqualTo(at("2027-01-03T00:00:00Z"));
            }
        }
    }

    // ------------------------------------------------------------------ sequences

    @Test
    void complaintThenDelightThenSomethingElse() {
        ConditionSet set = one(sequence(
                step(event("complaint.received")),
                step(event("review.posted").where("rating", ValueTest.atLeast(4)))
                        .within(days(30)),
                step(orders()).different("product", 1)));
        CustomerEvent complaint =
                happened("2027-01-01T00:00:00Z", new EventBody.ComplaintReceived("c", "phone", List.of(), -50));
        CustomerEvent delight =
                happened("2027-01-20T00:00:00Z", new EventBody.ReviewPosted("printer", 5, List.of(), 80));
        CustomerEvent same = happened("2027-02-01T00:00:00Z", order("o-1", Money.yen(100), "printer"));
        CustomerEvent other = happened("2027-02-02T00:00:00Z", order("o-2", Money.yen(100), "camera"));
        CompiledCondition condition = set.get("c");
        long late = at("2028-01-01T00:00:00Z");
        assertThat(condition.test(columns(set, complaint, delight, same), Facts.none(), late))
                .isFalse();
        assertThat(condition.test(columns(set, complaint, delight, same, other), Facts.none(), late))
                .isTrue();
        CustomerEvent before =
                happened("2026-12-31T00:00:00Z", new EventBody.ReviewPosted("printer", 5, List.of(), 80));
        assertThat(condition.test(columns(set, complaint, before, other), Facts.none(), late))
                .isFalse();
        assertThat(condition
                        .explain(columns(set, other, delight, complaint), Facts.none(), late)
                        .found())
                .isEqualTo("complete since 2027-02-02T00:00:00Z");
    }

    @Test
    void aStepMayFollowUntilTheLatestExitNotThatOfTheLastEvent() {
        ConditionSet set =
                one(sequence(step(event("store.visited")), step(orders()).within(months(3))));
        Columns columns = columns(
                set,
                happened("2027-11-29T03:00:00Z", new EventBody.StoreVisited("s")), // 29 Nov 12:00, until 29 Feb 12:00
                happened("2027-11-29T23:00:00Z", new EventBody.StoreVisited("s")), // 30 Nov 08:00, until 29 Feb 08:00
                happened("2028-02-29T02:59:59.999Z", order("o-1", Money.yen(100))));
        assertThat(set.get("c").test(columns, Facts.none(), at("2028-02-29T02:59:59.999Z")))
                .isTrue();
        Columns late = columns(
                set,
                happened("2027-11-29T03:00:00Z", new EventBody.StoreVisited("s")),
                happened("2028-02-29T03:00:00Z", order("o-1", Money.yen(100))));
        assertThat(set.get("c").test(late, Facts.none(), at("2029-01-01T00:00:00Z")))
                .isFalse();
    }

    @Test
    void aStepThatFailsWithOneLaterChoiceMaySucceedWithAnother() {
        ConditionSet set = one(sequence(
                step(event("product.viewed")),
                step(event("store.visited")),
                step(orders()).same("product", 0),
                step(event("complaint.received"))));
        Columns columns = columns(
                set,
                happened("2027-01-01T00:00:00Z", new EventBody.ProductViewed("camera", "")),
                happened("2027-01-02T00:00:00Z", new EventBody.StoreVisited("s")),
                happened("2027-01-03T00:00:00Z", order("o-1", Money.yen(100), "camera")),
                happened("2027-01-04T00:00:00Z", order("o-2", Money.yen(100), "printer")),
                happened("2027-01-05T00:00:00Z", new EventBody.ComplaintReceived("c", "phone", List.of(), 0)));
        assertThat(set.get("c").test(columns, Facts.none(), at("2027-01-05T00:00:00Z")))
                .isTrue();
    }

    @Test
    void aSearchAmongTooManyCombinationsGivesUpAndSaysSo() {
        ConditionSet set = one(sequence(
                step(event("product.viewed")),
                step(event("product.viewed")).different("product", 0),
                step(event("product.viewed")).same("product", 0),
                step(event("store.visited")),
                step(orders()).same("product", 0)));
        Columns columns = set.newColumns(TOKYO);
        long start = at("2027-01-01T00:00:00Z");
        for (int i = 0; i < 400; i++) {
            columns.append(start + i, "ec", EventId.of(i), new EventBody.ProductViewed("p" + i % 20, ""));
        }
        columns.append(start + 400, "ec", EventId.of(400), new EventBody.StoreVisited("s"));
        columns.append(start + 401, "ec", EventId.of(401), order("o-1", Money.yen(1), "unseen"));
        Explanation why = set.get("c").explain(columns, Facts.none(), start + 500);
        assertThat(why.holds()).isFalse();
        assertThat(why.found()).isIn("not complete", "not found among too many combinations");
    }

    // ------------------------------------------------------------------ facts

    /** Facts of a customer made up of constants. */
    private record Known(
            Map<String, Trajectory> metrics,
            Set<String> segments,
            Map<String, AttributeValue> attributes,
            List<EventBody> happening)
            implements Facts {
        @Override
        public @Nullable Trajectory metric(String name) {
            return metrics.get(name);
        }

        @Override
        public boolean inSegment(String name) {
            return segments.contains(name);
        }

        @Override
        public @Nullable AttributeValue attribute(String name) {
            return attributes.get(name);
        }

        @Override
        public boolean isPermitted(String purpose, String channel) {
            return purpose.equals("news") && channel.equals("mail");
        }

        @Override
        public boolean isReachable(String channel) {
            return channel.equals("mail");
        }

        @Override
        public boolean isLinked(String scheme) {
            return scheme.equals("line");
        }

        @Override
        public boolean isKnownTo(String source) {
            return source.equals("ec");
        }

        @Override
        public boolean host(String function, Map<String, AttributeValue> arguments) {
            return arguments.containsKey("yes");
        }
    }

    @Test
    void asksTheFacts() {
        Facts facts = new Known(
                Map.of("m", Trajectory.constant(7)),
                Set.of("vip"),
                Map.of("gender", AttributeValue.of("f"), "rank", AttributeValue.of(3)),
                List.of(new EventBody.StoreVisited("shibuya")));
        Map<Condition, Boolean> expected = Map.ofEntries(
                Map.entry(metric("m").atLeast(7), true),
                Map.entry(metric("m").moreThan(7), false),
                Map.entry(metric("unknown").lessThan(7), false),
                Map.entry(inSegment("vip"), true),
                Map.entry(inSegment("new"), false),
                Map.entry(attribute("gender").is("f"), true),
                Map.entry(attribute("rank").atLeast(4), false),
                Map.entry(attribute("region").absent(), true),
                Map.entry(permitted("news", "mail"), true),
                Map.entry(permitted("news", "line"), false),
                Map.entry(reachable("line"), false),
                Map.entry(happening(event("store.visited")), true),
                Map.entry(happening(orders()), false),
                Map.entry(Conditions.host("f", Map.of("yes", AttributeValue.of(1))), true),
                Map.entry(Conditions.always(), true));
        expected.forEach((condition, holds) -> {
            ConditionSet set = one(condition);
            Columns columns = set.newColumns(TOKYO);
            assertThat(set.get("c").test(columns, facts, 0)).as("%s", condition).isEqualTo(holds);
            assertThat(set.get("c").nextChange(columns, facts, 0)).isEqualTo(NEVER);
            assertThat(set.get("c").explain(columns, facts, 0).holds()).isEqualTo(holds);
        });
    }

    @Test
    void personalValuesStayOutOfExplanations() {
        Facts facts = new Known(Map.of(), Set.of(), Map.of("name", AttributeValue.of("Yamada Hanako")), List.of());
        ConditionSet set = one(attribute("name").startsWith("S"));
        assertThat(set.get("c").explain(set.newColumns(TOKYO), facts, 0).toText())
                .isEqualTo("- name starts with S: another value\n");
    }

    // ------------------------------------------------------------------ currencies

    @Test
    void amountsOfSeveralCurrenciesAreAnErrorNotASum() {
        ConditionSet set = one(not(sum("amount").of(orders()).within(days(30)).atLeast(1_000_000)));
        CustomerEvent yen = happened("2027-01-01T00:00:00Z", order("o-1", Money.yen(100)));
        CustomerEvent dollars = happened("2027-02-01T00:00:00Z", order("o-2", Money.of(100, "USD")));
        CompiledCondition condition = set.get("c");
        for (Columns columns : List.of(columns(set, yen, dollars), columns(set, dollars, yen))) {
            long mixed = at("2027-02-01T00:00:00Z");
            assertThat(condition.test(columns, Facts.none(), mixed - 1)).isTrue();
            assertThat(condition.nextChange(columns, Facts.none(), mixed - 1)).isEqualTo(mixed);
            assertThat(condition.test(columns, Facts.none(), mixed)).isFalse();
            assertThat(condition.nextChange(columns, Facts.none(), mixed)).isEqualTo(NEVER);
            assertThat(condition.problem(columns, mixed - 1)).isEmpty();
            assertThat(condition.problem(columns, mixed)).contains("JPY, USD").contains("converter");
            Explanation why = condition.explain(columns, Facts.none(), mixed);
            assertThat(why.holds()).isFalse();
            assertThat(why.toText()).contains("cannot be combined");
            assertThat(condition.explain(columns, Facts.none(), mixed - 1).until())
                    .isEqualTo(mixed);
        }
    }

    @Test
    void aConverterMakesThemOneCurrency() {
        ConditionContext context = ConditionContext.open()
                .withConverter((minor, currency) -> currency.equals("USD") ? minor * 150 / 100 : minor);
        ConditionSet set = ConditionSet.compile(
                Map.of(
                        "sum", sum("amount").of(orders()).exactly(250),
                        "average", average("amount").of(orders()).exactly(125),
                        "max", max("amount").of(orders()).exactly(150)),
                context);
        Columns columns = columns(
                set,
                happened("2027-01-01T00:00:00Z", order("o-1", Money.yen(100))),
                happened("2027-02-01T00:00:00Z", order("o-2", Money.of(100, "USD"))));
        set.all()
                .forEach(condition -> assertThat(condition.test(columns, Facts.none(), at("2027-03-01T00:00:00Z")))
                        .as(condition.name())
                        .isTrue());
    }

    // ------------------------------------------------------------------ explaining

    @Test
    void saysWhy() {
        ConditionSet set = one(all(
                count(orders().where("amount", ValueTest.atLeast(100)))
                        .within(days(90))
                        .atLeast(2),
                noAction().lasting(months(3)),
                not(inSegment("vip"))));
        Columns columns = columns(
                set,
                happened("2027-01-01T00:00:00Z", order("o-1", Money.yen(100))),
                happened("2027-01-02T00:00:00Z", order("o-2", Money.yen(50))));
        assertThat(set.get("c")
                        .explain(columns, Facts.none(), at("2027-01-03T00:00:00Z"))
                        .toText())
                .isEqualTo("""
                    - all of these
                      - number of orders with amount >= 100 in the last 90 days >= 2: 1
                      - no actions for 3 months: the last at 2027-01-02T00:00:00Z
                      + not
                        - in segment vip: no
                    """);
    }

    @Test
    void twoOrdersOnOneDayOfTheCustomerAreOneDay() {
        ConditionSet set = one(Conditions.differentDays(orders()).exactly(1));
        CustomerEvent morning = happened("2026-04-01T00:00:00Z", order("o-1", Money.yen(1_000))); // 9:00 in Tokyo
        CustomerEvent evening = happened("2026-04-01T14:59:59Z", order("o-2", Money.yen(1_000)));
        CustomerEvent night = happened("2026-04-01T15:00:00Z", order("o-3", Money.yen(1_000))); // 2 April
        long later = at("2026-05-01T00:00:00Z");

        assertThat(set.get("c").test(columns(set, morning, evening), Facts.none(), later))
                .isTrue();
        assertThat(set.get("c").test(columns(set, morning, evening, night), Facts.none(), later))
                .isFalse();
    }
}
