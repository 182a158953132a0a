package io.enishi.core.condition;

import static io.enishi.core.condition.Conditions.all;
import static io.enishi.core.condition.Conditions.any;
import static io.enishi.core.condition.Conditions.attribute;
import static io.enishi.core.condition.Conditions.count;
import static io.enishi.core.condition.Conditions.daysSinceLast;
import static io.enishi.core.condition.Conditions.event;
import static io.enishi.core.condition.Conditions.happening;
import static io.enishi.core.condition.Conditions.inSegment;
import static io.enishi.core.condition.Conditions.last;
import static io.enishi.core.condition.Conditions.metric;
import static io.enishi.core.condition.Conditions.months;
import static io.enishi.core.condition.Conditions.noAction;
import static io.enishi.core.condition.Conditions.not;
import static io.enishi.core.condition.Conditions.orders;
import static io.enishi.core.condition.Conditions.overdue;
import static io.enishi.core.condition.Conditions.permitted;
import static io.enishi.core.condition.Conditions.reachable;
import static io.enishi.core.condition.Conditions.sequence;
import static io.enishi.core.condition.Conditions.step;
import static io.enishi.core.condition.Conditions.sum;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.enishi.core.value.AttributeValue;
import io.enishi.core.value.DefinitionException;
import io.enishi.core.value.Problem;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConditionSpellingTest {

    private static final String YAML = """
        all:
          - count: orders
            where:
              amount:
                at-least: 30000
            within: 90 days
            at-least: 2
          - sum: amount
            of: orders
            within: this year
            at-least: 100000
          - without: actions
            lasting: 3 months
          - last: site
            of: orders
            starts-with: "store:"
          - days-since-last: order.delivered
            at-least: 14
          - overdue: orders
            factor: 1.5
          - sequence:
              - complaint.received
              - event: review.posted
                where:
                  rating:
                    at-least: 4
                  product/category: ink
                within: 30 days
              - event: orders
                different: product
          - metric: engagement
            at-least: 50
          - not:
              in-segment: vip
          - any:
              - attribute: gender
                is: f
              - permitted: news
                channel: mail
              - reachable: line
              - linked: line
              - known-to: pos
              - happening:
                  - order.placed
                  - store.visited
              - host: is-holiday
                with:
                  country: jp
        """;

    private static final Condition JAVA = all(
            count(orders().where("amount", ValueTest.atLeast(30_000)))
                    .within(Conditions.days(90))
                    .atLeast(2),
            sum("amount").of(orders()).thisYear().atLeast(100_000),
            noAction().lasting(months(3)),
            last("site").of(orders()).startsWith("store:"),
            daysSinceLast(event("order.delivered")).atLeast(14),
            overdue(orders()).permille(1_500),
            sequence(
                    step(event("complaint.received")),
                    step(event("review.posted")
                                    .where(new EventFilter.All(List.of(
                                            EventFilter.field("rating", ValueTest.atLeast(4)),
                                            new EventFilter.CatalogFact("product", "category", ValueTest.is("ink"))))))
                            .within(Conditions.days(30)),
                    step(orders()).different("product", 1)),
            metric("engagement").atLeast(50),
            not(inSegment("vip")),
            any(
                    attribute("gender").is("f"),
                    permitted("news", "mail"),
                    reachable("line"),
                    Conditions.linked("line"),
                    Conditions.knownTo("pos"),
                    happening(Conditions.events("store.visited", "order.placed")),
                    Conditions.host("is-holiday", Map.of("country", AttributeValue.of("jp")))));

    @Test
    void yamlAndJavaSpellOneCondition() {
        assertThat(ConditionSpelling.parseYaml(YAML)).isEqualTo(JAVA);
        assertThat(ConditionSpelling.toYaml(JAVA)).isEqualTo(YAML);
    }

    @Test
    void jsonSpellsTheSameCondition() {
        assertThat(ConditionSpelling.parse("{\"count\": \"orders\", \"within\": \"90 days\", \"at-least\": 2}"))
                .isEqualTo(count(orders()).within(Conditions.days(90)).atLeast(2));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{count: orders}                               | no comparison",
                "{count: orders, at-least: 2, at-most: 3}      | more than one of at-most, at-least",
                "{cuont: orders, at-least: 2}                  | did you mean \"count\"?",
                "{count: orders, sum: amount, at-least: 2}     | one of count, sum, not several",
                "{count: ordrs, at-least: 2}                   | did you mean \"orders\"?",
                "{count: order.plced, at-least: 2}             | did you mean \"order.placed\"?",
                "{count: [], at-least: 2}                      | no event type is listed",
                "{count: orders, at-least: two}                | at-least: a whole number is expected here, but this"
                        + " is a text",
                "{count: orders, at-least: 2, withn: 3 days}   | did you mean \"within\"?",
                "{count: orders, at-least: 2, within: 3 moons} | within: \"3 moons\" is not a length of time",
                "{count: orders, at-least: 2, within: this moon} | within: \"this moon\" is not a window",
                "{count: orders, at-least: 2, within: 3 days in Asia/Tokyo} | an exact length has no zone",
                "{count: orders, at-least: 2, within: 3 months in Tokyo} | \"Tokyo\" is not a time zone",
                "{count: orders, at-least: 2, within: 200 years} | at most 100 years",
                "{sum: amount, at-least: 2}                    | field \"of\" is missing",
                "{without: actions}                            | field \"lasting\" is missing",
                "{any: []}                                     | 'any' must list at least one condition",
                "{sequence: [order.placed]}                    | a sequence has 2 to 8 steps",
                "{sequence: [order.placed, {event: orders, same: product, different: product}]} | not both",
                "{sequence: [order.placed, {event: orders, same: product, as-step: 1}]} | must link to an earlier step",
                "{in-segment: VIP}                             | \"VIP\" is not a name",
                "{attribute: rank}                             | no test of the value",
                "{attribute: rank, in: [gold, 3]}              | values of one kind",
                "{overdue: orders, factor: 0}                  | must be 0.001 to 1000",
                "{happening: orders, where: {Amount: 3}}       | field name must be",
                "{not: {}}                                     | no condition begins with nothing",
            })
    void refusesWithPlaceAndAdvice(String yaml, String expected) {
        assertThatThrownBy(() -> ConditionSpelling.parseYaml(yaml))
                .isInstanceOf(DefinitionException.class)
                .hasMessageContaining(expected);
    }

    @Test
    void reportsEverythingAtOnce() {
        DefinitionException refused =
                catchThrowableOfType(DefinitionException.class, () -> ConditionSpelling.parseYaml("""
                    all:
                      - count: orders
                        within: 3 moons
                      - not: {in-segmnt: vip}
                      - metric: Engagement
                        at-least: many
                    """));
        assertThat(refused.problems())
                .extracting(Problem::path)
                .containsExactly("all[0].within", "all[0]", "all[1].not", "all[2].metric", "all[2].at-least");
    }

    @Test
    void hashOfAKnownConditionStays() {
        // sha256 of {"at-least":2,"count":"orders","within":"90 days"}
        assertThat(ConditionSpelling.definitionHash(
                        count(orders()).within(Conditions.days(90)).atLeast(2)))
                .isEqualTo("8351416483a5ab9d57fff55c53977d24a97a294a32956acd93851895b836d3a7");
    }

    @Test
    void theWeekCalendarDaysAndAnotherNumberThanOneAreSpelledOut() {
        assertThat(ConditionSpelling.parse("{\"count\": \"orders\", \"within\": \"this week\", \"other-than\": 1}"))
                .isEqualTo(count(orders()).thisWeek().otherThan(1));
        assertThat(ConditionSpelling.parse("{\"without\": \"actions\", \"lasting\": \"2 calendar days\"}"))
                .isEqualTo(noAction().lasting(Conditions.calendarDays(2)));
    }
}
