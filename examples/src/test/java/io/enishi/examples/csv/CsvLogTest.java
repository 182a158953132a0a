package io.enishi.examples.csv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import io.enishi.core.event.CustomerEvent;
import io.enishi.core.event.EventBody;
import io.enishi.core.value.DefinitionException;
import io.enishi.core.value.EventId;
import io.enishi.core.value.Money;
import io.enishi.core.value.Problem;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

class CsvLogTest {

    private static final String HEADER = "invoice,stock,qty,ts,price,customer\n";
    private static final String MAPPING = """
            source: test
            customer: { column: customer, missing: skip }
            time: { column: ts, format: "uuuu-MM-dd HH:mm", zone: UTC }
            orders:
              group: key
              key: invoice
              product: stock
              quantity: qty
              price: price
              currency: GBP
              cancellation: { key-starts-with: C, becomes: order.refunded }
            """;

    @Test
    void linesOfOneInvoiceAreOneOrderAtItsFirstLine() throws IOException {
        CsvLog log = read("""
                7,A,6,2010-12-01 08:26,2.55,c1
                7,B,2,2010-12-01 08:27,3.39,c1
                8,A,1,2010-12-01 08:28,1.00,c2
                """);

        assertThat(log.lines()).isEqualTo(3);
        assertThat(log.events()).hasSize(2);
        CustomerEvent first = log.events().get(0);
        assertThat(first.id()).isEqualTo(EventId.of(2));
        assertThat(first.occurredAt()).isEqualTo(Instant.parse("2010-12-01T08:26:00Z"));
        assertThat(order(first).order().goodsTotal()).isEqualTo(Money.of(6 * 255 + 2 * 339, "GBP"));
        assertThat(order(first).order().lines()).hasSize(2);
    }

    @Test
    void interruptedInvoiceIsStillOneOrder() throws IOException {
        CsvLog log = read("""
                7,A,1,2010-12-01 08:26,1.00,c1
                8,A,1,2010-12-01 08:27,1.00,c2
                7,B,1,2010-12-01 08:28,1.00,c1
                """);
        assertThat(log.events()).hasSize(2);
        assertThat(order(log.events().get(0)).order().items()).isEqualTo(2);
    }

    @Test
    void consecutiveGroupingStartsAnewAfterAnInterruption() throws IOException {
        CsvLog log = read(MAPPING.replace("group: key", "group: consecutive"), """
                7,A,1,2010-12-01 08:26,1.00,c1
                7,B,1,2010-12-01 08:26,1.00,c1
                8,A,1,2010-12-01 08:27,1.00,c2
                7,C,1,2010-12-01 08:28,1.00,c1
                """);
        assertThat(log.events())
                .extracting(CustomerEvent::id)
                .containsExactly(EventId.of(2), EventId.of(4), EventId.of(5));
    }

    @Test
    void oneInvoiceOfTwoCustomersIsAnOrderOfEach() throws IOException {
        CsvLog log = read("""
                7,A,1,2010-12-01 08:26,1.00,c1
                7,B,1,2010-12-01 08:26,1.00,c2
                7,C,1,2010-12-01 08:26,1.00,c1
                """);
        assertThat(log.events()).hasSize(2);
        assertThat(order(log.events().get(0)).order().items()).isEqualTo(2);
    }

    @Test
    void cancellationIsARefundWithPositiveAmounts() throws IOException {
        CsvLog log = read("C9,A,-3,2010-12-01 08:26,2.00,c1\n");
        EventBody.OrderRefunded refund =
                (EventBody.OrderRefunded) log.events().get(0).body();
        assertThat(refund.orderId()).isEqualTo("C9");
        assertThat(refund.amount()).isEqualTo(Money.of(600, "GBP"));
        assertThat(refund.lines().get(0).quantity()).isEqualTo(3);
    }

    @Test
    void cancellationMayBecomeACancelledOrder() throws IOException {
        CsvLog log = read(MAPPING.replace("order.refunded", "order.cancelled"), "C9,A,-3,2010-12-01 08:26,2.00,c1\n");
        assertThat(log.events().get(0).body()).isEqualTo(new EventBody.OrderCancelled("C9", Money.of(600, "GBP"), ""));
    }

    @Test
    void negativeLineOfAnOrderLowersIt() throws IOException {
        CsvLog log = read("""
                7,A,2,2010-12-01 08:26,5.00,c1
                7,D,-1,2010-12-01 08:26,1.50,c1
                7,D,1,2010-12-01 08:26,-0.50,c1
                """);
        assertThat(order(log.events().get(0)).order().goodsTotal()).isEqualTo(Money.of(800, "GBP"));
    }

    @Test
    void orderOfNegativeLinesOnlyIsARefund() throws IOException {
        assertThat(read("7,D,-1,2010-12-01 08:26,1.50,c1\n").events())
                .extracting(CustomerEvent::type)
                .containsExactly("order.refunded");
    }

    @Test
    void worthlessLinesStillMakeTheirOrderAnAction() throws IOException {
        CsvLog log = read("""
                7,A,1,2010-12-01 08:26,0.0,c1
                8,A,0,2010-12-01 08:27,3.0,c1
                """);
        assertThat(log.events()).extracting(CustomerEvent::type).containsExactly("order.placed", "order.placed");
        assertThat(order(log.events().get(1)).order().goodsTotal()).isEqualTo(Money.of(0, "GBP"));
    }

    @Test
    void strangersAreSkippedAndCountedButNoError() throws IOException {
        CsvLog log = read("""
                7,A,x,never,free,
                8,A,1,2010-12-01 08:27,1.00,c1
                """);
        assertThat(log.report().counts()).containsExactly(entry("no customer id", 1));
        assertThat(log.report().errors()).isZero();
        assertThat(log.events()).hasSize(1);
    }

    @Test
    void strangersAreAnErrorWhereTheMappingSaysSo() throws IOException {
        CsvLog log = read(MAPPING.replace("missing: skip", "missing: reject"), "7,A,1,2010-12-01 08:26,1.00,\n");
        assertThat(log.report().errors()).isEqualTo(1);
    }

    @Test
    void badLinesAreRejectedWithNumberAndReasonAndTheRestGoesOn() throws IOException {
        CsvLog log = read("""
                7,A,1,2010-12-01 08:26,1.00,c1
                7,B,1,2010-13-01 08:26,1.00,c1
                7,C,1.5,2010-12-01 08:26,1.00,c1
                7,D,1,2010-12-01 08:26,1.001,c1
                7,E,1,2010-12-01 08:26,cheap,c1
                7,F,1,2010-12-01 08:26
                ,G,1,2010-12-01 08:26,1.00,c1
                7,H,1,2010-12-01 08:26,9999999999999,c1
                8,A,1,2010-12-01 08:26,1.00,c1
                """);
        List<String> rejected = new ArrayList<>();
        log.report().forEach((line, reason) -> rejected.add(line + " " + reason));
        assertThat(rejected)
                .containsExactlyInAnyOrder(
                        "3 unreadable time",
                        "4 unreadable quantity",
                        "5 amount has more decimals than its currency",
                        "6 unreadable amount",
                        "9 unreadable amount",
                        "7 wrong number of columns",
                        "8 no order key");
        assertThat(log.report().errors()).isEqualTo(7);
        assertThat(log.events()).hasSize(2);
    }

    @Test
    void finerAmountsAreRoundedWhereTheMappingSaysSo() throws IOException {
        CsvLog log = read(
                MAPPING.replace("currency: GBP", "currency: GBP\n  finer-amounts: round"),
                "7,A,1,2010-12-01 08:26,1.005,c1\n8,A,1,2010-12-01 08:26,0.001,c1\n");
        assertThat(log.events())
                .extracting(event -> order(event).order().goodsTotal().minorUnits())
                .containsExactly(101L, 0L);
    }

    @Test
    void quotedTextMayGoOverLinesAndNumbersStayThoseOfTheFile() throws IOException {
        CsvLog log = read("7,\"A\nB\",1,2010-12-01 08:26,1.00,c1\n8,C,1,2010-12-01 08:26,1.00,c1\n");
        assertThat(log.events()).extracting(CustomerEvent::id).containsExactly(EventId.of(2), EventId.of(4));
    }

    @Test
    void gzippedFileReadsAsThePlainOne() throws IOException {
        byte[] plain = (HEADER + "7,A,6,2010-12-01 08:26,2.55,c1\n").getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream zipped = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(zipped)) {
            gzip.write(plain);
        }
        CsvMapping mapping = CsvMapping.parse(MAPPING);
        assertThat(CsvLog.read(new ByteArrayInputStream(zipped.toByteArray()), mapping)
                        .events())
                .isEqualTo(CsvLog.read(new ByteArrayInputStream(plain), mapping).events())
                .hasSize(1);
    }

    @Test
    void headerlessFilesNameColumnsByNumber() throws IOException {
        String mapping = """
                source: test
                layout: { header: false, delimiter: ";", charset: windows-31j }
                customer: { column: 1, scheme: "mall:rakuten", missing: reject }
                time: { column: 2, format: uuuu/MM/dd, zone: Asia/Tokyo }
                orders: { product: 3, price: 4, currency: JPY }
                """;
        byte[] file = "会員1;2026/04/01;りんご;1200\n会員2;2026/04/02;みかん;800\n".getBytes(Charset.forName("windows-31j"));
        CsvLog log = CsvLog.read(new ByteArrayInputStream(file), CsvMapping.parse(mapping));
        assertThat(log.report().counts()).isEmpty();
        assertThat(log.events()).hasSize(2);
        CustomerEvent first = log.events().get(0);
        assertThat(first.identifiers().get(0).value()).isEqualTo("会員1");
        assertThat(first.occurredAt()).isEqualTo(Instant.parse("2026-03-31T15:00:00Z"));
        assertThat(order(first).order().lines().get(0).product()).isEqualTo("りんご");
        assertThat(order(first).order().goodsTotal()).isEqualTo(Money.yen(1_200));
    }

    @Test
    void eventsComeInTimeOrder() throws IOException {
        CsvLog log = read("7,A,1,2010-12-02 08:26,1.00,c1\n8,A,1,2010-12-01 08:26,1.00,c2\n");
        assertThat(log.events()).extracting(CustomerEvent::id).containsExactly(EventId.of(3), EventId.of(2));
    }

    @Test
    void fileWithoutTheMappedColumnsIsRefusedNamingAllOfThem() {
        assertThatThrownBy(() -> CsvLog.read(
                        new ByteArrayInputStream("a,b\n1,2\n".getBytes(StandardCharsets.UTF_8)),
                        CsvMapping.parse(MAPPING)))
                .isInstanceOfSatisfying(
                        DefinitionException.class,
                        refused -> assertThat(refused.problems())
                                .hasSize(6)
                                .contains(new Problem("", "the file has no column \"customer\"", "it has a, b")));
    }

    private static EventBody.OrderPlaced order(CustomerEvent event) {
        return (EventBody.OrderPlaced) event.body();
    }

    private static CsvLog read(String rows) throws IOException {
        return read(MAPPING, rows);
    }

    private static CsvLog read(String mapping, String rows) throws IOException {
        return CsvLog.read(
                new ByteArrayInputStream((HEADER + rows).getBytes(StandardCharsets.UTF_8)), CsvMapping.parse(mapping));
    }
}
