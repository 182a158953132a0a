package io.enishi.core.event;

import static org.assertj.core.api.Assertions.assertThat;

import io.enishi.core.internal.json.InstantText;
import io.enishi.core.internal.json.TextPool;
import io.enishi.core.value.AttributeValue;
import io.enishi.core.value.EventId;
import io.enishi.core.value.Identifier;
import io.enishi.core.value.Money;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

class EventCodecProperties {
    private final EventCodec codec = new EventCodec();

    @Property(tries = 2000)
    void readingWhatWasWrittenGivesTheSameEvent(@ForAll("customerEvents") CustomerEvent event) {
        String line = codec.encode(event);

        assertThat(line).doesNotContain("\n", "\r");
        assertThat(codec.decodeCustomerEvent(line)).isEqualTo(event);
        byte[] utf8 = line.getBytes(StandardCharsets.UTF_8);
        assertThat(codec.decode(utf8, 0, utf8.length, new TextPool())).isEqualTo(event);
        assertThat(codec.encode(codec.decodeCustomerEvent(line))).isEqualTo(line);
    }

    @Property(tries = 500)
    void readingWhatWasWrittenGivesTheSameShopEvent(@ForAll("shopEvents") ShopEvent event) {
        String line = codec.encode(event);

        assertThat(codec.decodeShopEvent(line)).isEqualTo(event);
        byte[] utf8 = line.getBytes(StandardCharsets.UTF_8);
        assertThat(codec.decode(utf8, 0, utf8.length, new TextPool())).isEqualTo(event);
    }

    @Property(tries = 500)
    void aBodyAloneIsReadBackByItsType(@ForAll("customerEvents") CustomerEvent event) {
        assertThat(codec.decodeBody(event.type(), codec.encodeBody(event.body())))
                .isEqualTo(event.body());
    }

    @Property(tries = 1000)
    void aDamagedLineIsReadOrRefusedButNeverBreaksTheReader(
            @ForAll("customerEvents") CustomerEvent event,
            @ForAll @IntRange(max = 10_000) int where,
            @ForAll("damage") String damage,
            @ForAll @IntRange(max = 10) int removed) {
        String line = codec.encode(event);
        int at = where % line.length();
        String damaged = line.substring(0, at) + damage + line.substring(Math.min(line.length(), at + removed));

        try {
            codec.decodeCustomerEvent(damaged);
        } catch (EventFormatException e) {
            assertThat(e.getMessage()).isNotBlank();
        }
    }

    @Property(tries = 300)
    void noComplaintQuotesThePersonsWords(
            @ForAll("customerEvents") CustomerEvent event, @ForAll @IntRange(max = 10_000) int where) {
        String secret = "09012345678";
        String line = codec.encode(new CustomerEvent(
                event.source(),
                event.id(),
                List.of(Identifier.phone(secret)),
                event.occurredAt(),
                event.receivedAt(),
                null,
                new EventBody.Custom("x", Initiator.CUSTOMER, Map.of("p", AttributeValue.of(secret)))));
        int at = where % line.length();
        for (String damage :
                List.of("\"" + secret + "\"", secret, "{\"" + secret + "\":", "," + "\"" + secret + "\":1")) {
            try {
                codec.decodeCustomerEvent(line.substring(0, at) + damage + line.substring(at));
            } catch (EventFormatException e) {
                assertThat(e.getMessage()).doesNotContain(secret);
            }
        }
    }

    @Property
    void instantsAreWrittenAndReadAsJavaTimeDoes(@ForAll("instants") Instant instant) {
        assertThat(InstantText.of(instant)).isEqualTo(instant.toString());
        assertThat(InstantText.parse(instant.toString())).isEqualTo(instant);
    }

    @Property
    void whatLooksLikeAnInstantIsReadAsJavaTimeDoesOrNotAtAll(@ForAll("nearInstants") String text) {
        Instant expected;
        try {
            expected = Instant.parse(text);
        } catch (DateTimeException e) {
            expected = null;
        }
        Instant read = InstantText.parse(text);
        // 24:00 and leap seconds, which java.time bends to another time, are refused
        if (read != null || !(text.contains("T24:") || text.endsWith(":60Z"))) {
            assertThat(read).isEqualTo(expected);
        }
    }

    @Property(tries = 20)
    void theLargestEventsThereAreCanBeWrittenAndRead(
            @ForAll @IntRange(min = 1, max = 500) int attributes, @ForAll("hardCharacters") char hard) {
        Map<String, AttributeValue> values = new TreeMap<>();
        for (int i = 0; i < attributes; i++) {
            values.put(
                    "a" + i,
                    AttributeValue.of(String.valueOf(hard).repeat(Math.min(10_000, 100_000 / attributes - 4))));
        }
        List<OrderLine> lines = new ArrayList<>();
        for (int i = 0; i < 2000; i++) {
            lines.add(OrderLine.of(
                    String.valueOf(hard).repeat(25), String.valueOf(hard).repeat(25), 1, Money.yen(1)));
        }
        for (EventBody body : List.of(
                new EventBody.ProfileChanged(values),
                new EventBody.CartChanged(lines),
                new EventBody.OrderPlaced(Order.of("o", "ec", lines)))) {
            CustomerEvent event = new CustomerEvent(
                    "ec",
                    EventId.of(1),
                    Collections.nCopies(
                            50, Identifier.member(String.valueOf(hard).repeat(320))),
                    Instant.EPOCH,
                    Instant.EPOCH,
                    null,
                    body);
            assertThat(codec.decodeCustomerEvent(codec.encode(event))).isEqualTo(event);
        }
    }

    @Provide
    Arbitrary<Character> hardCharacters() {
        return Arbitraries.of('\u0001', '"', '縁', '\ud800');
    }

    @Provide
    Arbitrary<CustomerEvent> customerEvents() {
        return EventArbitraries.customerEvent();
    }

    @Provide
    Arbitrary<ShopEvent> shopEvents() {
        return EventArbitraries.shopEvent();
    }

    @Provide
    Arbitrary<String> damage() {
        return EventArbitraries.damage("NaN", "{\"v\":1}");
    }

    @Provide
    Arbitrary<Instant> instants() {
        return EventArbitraries.deadline();
    }

    @Provide
    Arbitrary<String> nearInstants() {
        Arbitrary<Integer> two = Arbitraries.integers().between(0, 99);
        return net.jqwik.api.Combinators.combine(
                        Arbitraries.integers().between(0, 9999),
                        Arbitraries.integers().between(0, 14),
                        Arbitraries.integers().between(0, 33),
                        Arbitraries.integers().between(0, 26),
                        Arbitraries.integers().between(55, 62),
                        two,
                        Arbitraries.of("Z", ".5Z", ".050Z", ".1234567Z", "+09:00", "z", "", "x", ".-11Z", ".+11Z"))
                .as((y, m, d, h, min, s, zone) ->
                        String.format("%04d-%02d-%02dT%02d:%02d:%02d%s", y, m, d, h, min, s % 62, zone));
    }
}
