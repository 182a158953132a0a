package io.enishi.core.event;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.enishi.core.event.EventFormatException.Reason;
import io.enishi.core.value.EventId;
import io.enishi.core.value.Identifier;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How the format's door is kept. */
class EventCodecTest {
    private static final String HEAD =
            "{'v':1,'type':'product.viewed','source':'ec','id':'x','at':'2026-04-01T03:00:00Z',";
    private static final String WHO = "'who':[{'scheme':'member','value':'m-1'}],";
    private static final String ORDER =
            "{'v':1,'type':'order.placed','source':'ec','id':'x','at':'2026-04-01T03:00:00Z'," + WHO + "'body':";

    private final EventCodec codec = new EventCodec();

    @Test
    void fieldsMayStandInAnyOrder() {
        CustomerEvent event = codec.decodeCustomerEvent(json("{'body':{'category':'drinks','product':'tea'}," + WHO
                + "'at':'2026-04-01T12:00:00+09:00','id':'x','source':'ec','type':'product.viewed','v':1}"));

        assertThat(event)
                .isEqualTo(CustomerEvent.of(
                        "ec",
                        EventId.named("x"),
                        Identifier.member("m-1"),
                        Instant.parse("2026-04-01T03:00:00Z"),
                        new EventBody.ProductViewed("tea", "drinks")));
    }

    @Test
    void timesFinerThanAMillisecondAreCut() {
        CustomerEvent event = codec.decodeCustomerEvent(
                json("{'v':1,'type':'store.visited','source':'pos','id':'x','at':'2026-04-01T03:00:00.123999Z'," + WHO
                        + "'body':{'store':'s'}}"));

        assertThat(event.occurredAt()).isEqualTo(Instant.parse("2026-04-01T03:00:00.123Z"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        not json                                              | MALFORMED       | event: is not well-formed JSON (column 1)
        {                                                     | MALFORMED       | event: is not well-formed JSON (column 2)
        []                                                    | INVALID         | event: must be an object
        {}                                                    | INVALID         | event: field v, the format version, is missing
        {'v':1}                                               | INVALID         | event: field type is missing
        {'v':'1','type':'x'}                                  | INVALID         | v: must be a whole number
        {'v':2,'type':'product.viewed','new':[{}]}            | UNKNOWN_VERSION | event: this library reads format version 1 only
        {'new':{},'type':'product.viewed','v':2}              | UNKNOWN_VERSION | event: this library reads format version 1 only
        {'v':1,'type':'order.returned','new':{'a':[1]}}       | UNKNOWN_TYPE    | event: unknown type order.returned
        {'type':'order.returned','new':{'a':[1]},'v':1}       | UNKNOWN_TYPE    | event: unknown type order.returned
        {'v':1,'type':'taro@example.jp'}                      | UNKNOWN_TYPE    | event: unknown type (name not shown)
        {'v':1,'type':'order.returned'                        | MALFORMED       | event: is not well-formed JSON (column 31)
        {'v':1,'type':'custom:'}                              | UNKNOWN_TYPE    | event: unknown type custom:
        {'v':1,'type':'product.viewed','v':1}                 | MALFORMED       | v: field v stands twice
        {'v':1,'type':'product.viewed'} {}                    | MALFORMED       | event: something follows the object
        """)
    void headsThatAreNoneAreRefused(String line, Reason reason, String message) {
        assertRefused(line, reason, message);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        'body':{'product':'tea'}}                                    | INVALID   | event: field who is missing
        'who':[],'body':{'product':'tea'}}                           | INVALID   | event: event must have 1 to 50 identifiers, but has 0
        'who':[{'scheme':'Member','value':'m'}]}                     | INVALID   | who[0].scheme: must be 1 to 64 characters of a-z 0-9 . : - _ and start with a letter or digit
        'who':[{'scheme':'member'}]}                                 | INVALID   | who[0]: field value is missing
        'who':[{'scheme':'member','value':' '}]}                     | INVALID   | who[0]: identifier of scheme member must have 1 to 320 characters and not be blank, but has 1
        'who':[{'scheme':'member','value':'m','verified':1}]}        | INVALID   | who[0].verified: must be true or false
        'who':{}}                                                    | INVALID   | who: must be a list
        'cause':''}                                                  | INVALID   | cause: must have 1 to 300 characters and not be blank
        'received':'2026-04-31T00:00:00Z'}                           | INVALID   | received: must be an instant such as 2026-04-01T03:00:00Z
        'body':{'product':'tea','colour':'green'}}                   | INVALID   | body.colour: unknown field colour
        'body':{'product':'tea','090-1234-5678':'green'}}            | INVALID   | body.(name not shown): unknown field (name not shown)
        'body':{'product':'tea','product':'cup'}}                    | MALFORMED | body.product: field product stands twice
        'body':{'product':null}}                                     | INVALID   | body.product: must be a text
        'body':{'product':7}}                                        | INVALID   | body.product: must be a text
        'body':{'category':'drinks'}}                                | INVALID   | body: field product is missing
        'body':{'product':''}}                                       | INVALID   | body: viewed product must have 1 to 200 characters and not be blank, but has 0
        'id':'y'}                                                    | MALFORMED | id: field id stands twice
        'shop':1}                                                    | INVALID   | shop: unknown field shop
        'body':[[[[[[[[[[]]]]]]]]]]}                                 | INVALID   | body: must be an object
        """)
    void envelopesThatBreakARuleAreRefused(String rest, Reason reason, String message) {
        assertRefused(HEAD + rest, reason, message);
    }

    @ParameterizedTest
    @ValueSource(strings = {"v", "type", "source", "id", "at", "received", "cause", "who", "body"})
    void noFieldOfAnEnvelopeMayStandTwice(String field) {
        Map<String, String> fields = Map.of(
                "v", "1",
                "type", "'product.viewed'",
                "source", "'ec'",
                "id", "'x'",
                "at", "'2026-04-01T03:00:00Z'",
                "received", "'2026-04-01T03:00:00Z'",
                "cause", "'y'",
                "who", "[{'scheme':'member','value':'m'}]",
                "body", "{'product':'tea'}");
        String all = fields.entrySet().stream()
                .map(entry -> "'" + entry.getKey() + "':" + entry.getValue())
                .collect(joining(","));
        assertThat(refusal("{" + all + "}")).isNull();

        EventFormatException refusal = refusal("{" + all + ",'" + field + "':" + fields.get(field) + "}");

        assertThat(refusal).hasMessage(field + ": field " + field + " stands twice");
        assertThat(refusal.reason()).isEqualTo(Reason.MALFORMED);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        {'order':'o','site':'ec','currency':'XXY','lines':[]}} | body.currency: must be an ISO 4217 currency code such as JPY
        {'order':'o','site':'ec','currency':'JPY','lines':[]}} | body: order must have at least one line
        {'order':'o','site':'ec','currency':'JPY','lines':[{'product':'t','quantity':1.0,'price':1}]}} | body.lines[0].quantity: must be a whole number
        {'order':'o','site':'ec','currency':'JPY','lines':[{'product':'t','quantity':1e3,'price':1}]}} | body.lines[0].quantity: must be a whole number
        {'order':'o','site':'ec','currency':'JPY','lines':[{'product':'t','quantity':4294967297,'price':1}]}} | body.lines[0].quantity: must be a whole number of at most 32 bits
        {'order':'o','site':'ec','currency':'JPY','lines':[{'product':'t','quantity':1,'price':9223372036854775808}]}} | body.lines[0].price: must be a whole number of at most 64 bits
        {'order':'o','site':'ec','currency':'JPY','lines':[{'product':'t','quantity':2,'price':9223372036854775807}]}} | body: an amount overflows 64 bits
        {'order':'o','site':'ec','currency':'JPY','lines':[{'product':'t','quantity':1,'price':1,'currency':'JPY'}]}} | body.lines[0].currency: unknown field currency
        {'order':'o','site':'ec','currency':'JPY','discount':2,'lines':[{'product':'t','quantity':1,'price':1}]}} | body: order discount must not exceed the sum of its lines, but was 2 JPY
        """)
    void ordersThatBreakARuleAreRefused(String rest, String message) {
        assertRefused(ORDER + rest, Reason.INVALID, message);
    }

    @Test
    void nestingBeyondAnyEventIsRefused() {
        String deep = HEAD + WHO + "'body':" + "{'a':".repeat(10_000);
        assertRefused(deep, Reason.INVALID, "body.a: unknown field a");
        String deepInUnknown = "{'v':1,'type':'order.returned','body':" + "[".repeat(100_000);
        EventFormatException refused =
                catchThrowableOfType(EventFormatException.class, () -> codec.decodeCustomerEvent(json(deepInUnknown)));
        assertThat(refused.reason()).isEqualTo(Reason.TOO_LARGE);
    }

    @Test
    void numbersAndTextsBeyondAnyEventAreRefused() {
        assertThat(refusal(HEAD + WHO + "'body':{'product':" + "9".repeat(100_000) + "}}")
                        .reason())
                .isEqualTo(Reason.TOO_LARGE);
        assertThat(refusal(HEAD + WHO + "'body':{'product':'" + "x".repeat(100_000) + "'}}")
                        .reason())
                .isEqualTo(Reason.TOO_LARGE);
        assertThat(refusal(HEAD + WHO + "'body':{'product':1e1000000000}}").reason())
                .isEqualTo(Reason.INVALID);
        assertThat(refusal(HEAD + " ".repeat(EventCodec.MAX_LENGTH) + WHO).reason())
                .isEqualTo(Reason.TOO_LARGE);
    }

    @Test
    void aShopEventWithPeopleIsACustomersCopyOfIt() {
        String line = "{'v':1,'type':'shop.restocked','source':'pim','id':'x','at':'2026-04-01T03:00:00Z'," + WHO
                + "'body':{'product':'tea','quantity':1}}";

        assertThat(codec.decodeCustomerEvent(json(line)).body())
                .isEqualTo(new EventBody.ShopNews(new ShopEvent.Restocked("tea", 1)));
    }

    @Test
    void aShopEventIsHeardOfWhenItHappenedAndFollowsFromNothing() {
        String head = "{'v':1,'type':'shop.restocked','source':'pim','id':'x','at':'2026-04-01T03:00:00Z',";
        String body = "'body':{'product':'tea','quantity':1}}";

        assertRefused(
                head + "'received':'2026-04-01T03:00:01Z'," + body,
                Reason.INVALID,
                "event: an event of the shop has no received");
        assertRefused(head + "'cause':'y'," + body, Reason.INVALID, "event: an event of the shop has no cause");
    }

    @Test
    void anEventOfTheShopIsNoCustomers() {
        String line =
                "{'v':1,'type':'shop.restocked','source':'pim','id':'x','at':'2026-04-01T03:00:00Z','body':{'product':'tea','quantity':1}}";

        assertThat(codec.decodeShopEvent(json(line)).body()).isEqualTo(new ShopEvent.Restocked("tea", 1));
        assertRefused(line, Reason.INVALID, "event: is the shop's, not a customer's");
    }

    @Test
    void anAttributeNameThatIsNoneIsRefusedWithoutBeingQuoted() {
        String line = "{'v':1,'type':'profile.changed','source':'ec','id':'x','at':'2026-04-01T03:00:00Z'," + WHO
                + "'body':{'attributes':{'Taro Yamada':true}}}";

        assertRefused(
                line,
                Reason.INVALID,
                "body.attributes.(name not shown): attribute names must be 1 to 64 characters of a-z 0-9 . : - _");
    }

    private void assertRefused(String line, Reason reason, String message) {
        EventFormatException refusal = refusal(line);
        assertThat(refusal).isNotNull();
        assertThat(refusal).hasMessage(message);
        assertThat(refusal.reason()).isEqualTo(reason);
    }

    private EventFormatException refusal(String line) {
        return catchThrowableOfType(EventFormatException.class, () -> codec.decodeCustomerEvent(json(line)));
    }

    /** JSON with single quotes, which Java strings hold more easily. */
    private static String json(String text) {
        return text.replace('\'', '"');
    }
}
