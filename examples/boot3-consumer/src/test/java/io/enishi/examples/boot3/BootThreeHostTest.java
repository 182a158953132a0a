package io.enishi.examples.boot3;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.enishi.core.Crm;
import io.enishi.core.event.CustomerEvent;
import io.enishi.core.event.EventBody;
import io.enishi.core.event.EventCodec;
import io.enishi.core.value.EventId;
import io.enishi.core.value.Identifier;
import io.enishi.scenario.Scenario;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class BootThreeHostTest {

    private static final String WIN_BACK = """
            scenario: win-back
            goal: {text: Dormant customers come back, when: {happened: actions}}
            owner: crm
            rationale: A small coupon early beats a large one late
            start: {without: actions, lasting: 3 months}
            steps:
              - send: offer
                class: advertising
                purpose: newsletter
                by: [{mail: win-back}]
            """;

    private static final CustomerEvent VIEWED = CustomerEvent.of(
            "ec",
            EventId.of(1),
            Identifier.member("m-00042"),
            Instant.parse("2026-04-01T01:00:00Z"),
            new EventBody.ProductViewed("sku-7", "kitchen"));

    @Test
    void aCrmStartsWithAScenarioFromYaml() {
        try (Crm crm = Crm.builder("boot-three")
                .journey(Scenario.parse(WIN_BACK).compile())
                .build()) {
            crm.accept(VIEWED);
            assertTrue(crm.find(Identifier.member("m-00042")).isPresent());
        }
    }

    /** Jackson 2 and 3 share their annotations and nothing else: the entry must not break the older one. */
    @Test
    void theHostsOwnJacksonReadsWhatOursWrote() throws Exception {
        String line = new EventCodec().encode(VIEWED);
        assertEquals(
                "sku-7", new ObjectMapper().readTree(line).at("/body/product").asText());
    }
}
