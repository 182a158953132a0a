package io.enishi.scenario.contact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.enishi.core.consent.MessageClass;
import io.enishi.core.memory.InMemoryAccounts;
import io.enishi.core.process.CommandKey;
import io.enishi.core.spi.Quota;
import io.enishi.core.value.DefinitionException;
import io.enishi.core.value.OriginId;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SharedLimitsTest {

    private static final ZoneId TOKYO = ZoneId.of("Asia/Tokyo");
    private static final String YAML = """
        limits:
          - stock: gifts
            scenario: launch
            pieces: 1
          - budget: line-of-a-month
            yen: 3
            per: month
            on: line
            tag: {campaign: summer}
          - rate: line-rate
            messages: 1
            in: 1 hours
            burst: 2
            on: [line, sms]
          - complaints: mail-complaints
            above: 30
            within: 7 days
            needing: 500
        """;

    @Test
    void limitsAreReadAndWrittenWithoutLoss() {
        SharedLimits limits = SharedLimits.parse(YAML);

        assertThat(limits.limits()).hasSize(4);
        assertThat(SharedLimits.parse(limits.toYaml())).isEqualTo(limits);
        assertThat(SharedLimits.parse(limits.toJson())).isEqualTo(limits);
    }

    @Test
    void theyLimitWhatTheySay() {
        List<Quota> quotas = SharedLimits.parse(YAML)
                .quotas(new InMemoryAccounts(), CostModel.parse("costs: {line: {each: 3}}"), TOKYO);
        Quota stock = quotas.get(0);
        Quota budget = quotas.get(1);
        Quota rate = quotas.get(2);

        assertThat(stock.concerns(draw("other", "mail", 1, Map.of()))).isFalse();
        assertThat(stock.reserve(draw("launch", "mail", 1, Map.of()))).isNull();
        assertThat(stock.reserve(draw("launch", "mail", 2, Map.of()))).isNotNull();
        assertThat(budget.concerns(draw("launch", "line", 1, Map.of()))).isFalse();
        assertThat(budget.reserve(draw("launch", "line", 1, Map.of("campaign", "summer"))))
                .isNull();
        assertThat(budget.reserve(draw("launch", "line", 2, Map.of("campaign", "summer"))))
                .isEqualTo(Instant.parse("2026-04-30T15:00:00Z"));
        assertThat(rate.concerns(draw("launch", "mail", 1, Map.of()))).isFalse();
        assertThat(rate.reserve(draw("launch", "sms", 1, Map.of()))).isNull();
        assertThat(rate.reserve(draw("launch", "sms", 2, Map.of()))).isNull();
        assertThat(rate.reserve(draw("launch", "sms", 3, Map.of()))).isNotNull();
    }

    private static Quota.Draw draw(String scenario, String channel, int person, Map<String, String> tags) {
        return new Quota.Draw(
                new CommandKey(new OriginId(0, person), scenario, "e", "s.1"),
                channel,
                "content",
                MessageClass.ADVERTISING,
                tags,
                Instant.parse("2026-04-01T00:00:00Z"));
    }

    @Test
    void everythingThatIsWrongIsToldAtOnce() {
        assertThatThrownBy(() -> SharedLimits.parse(
                        "limits: [{stock: gifts, pieces: -1}, {budget: b, yen: 1, per: week}, {cap: x}]"))
                .isInstanceOfSatisfying(
                        DefinitionException.class,
                        wrong -> assertThat(wrong.problems())
                                .extracting(problem -> problem.path())
                                .contains("limits[0]", "limits[0].pieces", "limits[1].per", "limits[2]"));
        assertThatThrownBy(() -> SharedLimits.parse("limits: [{budget: b, yen: 1}, {budget: b, yen: 2}]"))
                .isInstanceOf(DefinitionException.class)
                .hasMessageContaining("two limits are named");
    }
}
