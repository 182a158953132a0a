package io.enishi.examples.host;

import static org.assertj.core.api.Assertions.assertThat;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import io.enishi.core.event.CustomerEvent;
import io.enishi.core.event.EventBody;
import io.enishi.core.process.CommandKey;
import io.enishi.core.process.Outcome;
import io.enishi.core.spi.Channel;
import io.enishi.core.value.Identifier;
import io.enishi.core.value.OriginId;
import io.enishi.examples.host.post.BatchRows;
import io.enishi.examples.host.post.PostalChannel;
import io.enishi.examples.host.post.ResultFile;
import io.enishi.examples.host.shop.Database;
import io.enishi.examples.host.shop.Member;
import io.enishi.examples.host.shop.Members;
import io.enishi.testkit.ChannelContract;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Cards and slips, from a decision to a file and back. */
class PaperTest extends ChannelContract {

    private static final Member TRICKSTER =
            new Member("m-2", "=cmd|' /C calc'!A0", "", "", "@150", "+1 \"quoted\", ＝2\nsecond line");

    @TempDir
    private Path folder;

    private TestShop shop;

    /** The contract asks for the channel before each test. */
    private void open() {
        try {
            shop = new TestShop(folder);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        shop.host.desk().join(TestShop.HANAKO, TestShop.START);
        shop.host.desk().join(TRICKSTER, TestShop.START);
        shop.pass(Duration.ofMinutes(1));
    }

    @AfterEach
    void close() {
        shop.close();
    }

    @Override
    protected Channel channel() {
        open();
        return postal();
    }

    private PostalChannel postal() {
        Database database = new Database(shop.database);
        return new PostalChannel(new BatchRows(database), new Members(database));
    }

    @Override
    protected Identifier goodAddress() {
        return TestShop.HANAKO.identifier();
    }

    @Override
    protected int delivered() {
        return (int) shop.number("select count(*) from batch_rows");
    }

    private static Channel.Message card(Member member, String visit) {
        CommandKey key = new CommandKey(new OriginId(1, 2), "line-to-dm", "e-1", visit);
        return new Channel.Message(key, member.identifier(), key.origin(), "card", Map.of(), Map.of(), null);
    }

    private List<NamedCsvRecord> read(String name) throws IOException {
        try (CsvReader<NamedCsvRecord> csv = CsvReader.builder()
                .detectBomHeader(true)
                .ofNamedCsvRecord(shop.folder.resolve(name), StandardCharsets.UTF_8)) {
            return csv.stream().toList();
        }
    }

    @Test
    void whatPeopleWroteIsNoFormulaInASpreadsheetAndNothingIsLost() throws IOException {
        postal().send(card(TRICKSTER, "card.1"));

        assertThat(shop.host.batches().write("dm", "dm.csv")).isEqualTo(1);

        NamedCsvRecord row = read("dm.csv").get(0);
        assertThat(row.getField("name")).isEqualTo("'=cmd|' /C calc'!A0");
        assertThat(row.getField("postal_code")).isEqualTo("'@150");
        assertThat(row.getField("address")).isEqualTo("'+1 \"quoted\", ＝2\nsecond line");
        assertThat(row.getField("content")).isEqualTo("card");
    }

    @Test
    void aRowLeavesInOneFileOnlyAndAFileCanBeWrittenAgain() throws IOException {
        postal().send(card(TestShop.HANAKO, "card.1"));
        shop.host.batches().write("dm", "monday.csv");
        String monday = Files.readString(shop.folder.resolve("monday.csv"));
        postal().send(card(TestShop.HANAKO, "card.2"));

        assertThat(shop.host.batches().write("dm", "tuesday.csv")).isEqualTo(1);
        Files.delete(shop.folder.resolve("tuesday.csv"));
        assertThat(shop.host.batches().write("dm", "tuesday.csv")).isEqualTo(1);

        assertThat(read("tuesday.csv").get(0).getField("key")).endsWith("card.2");
        assertThat(Files.readString(shop.folder.resolve("monday.csv"))).isEqualTo(monday);
    }

    @Test
    void whoHasNoPostalAddressIsRejected() {
        Member nobody = new Member("m-3", "無", "", "", "", "");
        shop.host.desk().join(nobody, TestShop.START);

        assertThat(postal().send(card(nobody, "card.1"))).isEqualTo(new Outcome.Rejected("no postal address"));
    }

    @Test
    void whatThePrinterReportsBecomesEventsOnce() throws IOException {
        postal().send(card(TestShop.HANAKO, "card.1"));
        postal().send(card(TRICKSTER, "card.2"));
        shop.host.batches().write("dm", "dm.csv");
        List<NamedCsvRecord> sent = read("dm.csv");
        Path file = Files.writeString(
                shop.folder.resolve("result.csv"),
                "\uFEFFkey,result\n" + sent.get(0).getField("key") + ",delivered\n"
                        + sent.get(1).getField("key") + ",returned\n"
                        + "0/no/such/row,delivered\n"
                        + sent.get(1).getField("key") + ",eaten by a goat\n"
                        + "short\n");

        ResultFile.Report report = shop.host.results().read(file, shop.time.instant());
        ResultFile.Report again =
                shop.host.results().read(file, shop.time.instant().plusSeconds(60));
        shop.pass(Duration.ofHours(1));

        assertThat(report.read()).isEqualTo(2);
        assertThat(report.problems())
                .containsExactly(
                        "line 4: key is not one that we wrote",
                        "line 5: result must be one of delivered and returned",
                        "line 6: result must be one of delivered and returned");
        assertThat(again.read()).isEqualTo(2);
        assertThat(types(TestShop.HANAKO)).containsOnlyOnce("message.delivered").doesNotContain("message.bounced");
        assertThat(types(TRICKSTER)).containsOnlyOnce("message.bounced").doesNotContain("message.delivered");
    }

    private List<String> types(Member member) {
        return shop
                .host
                .crm()
                .timeline(shop.host.crm().find(member.identifier()).orElseThrow())
                .stream()
                .filter(event -> event.body() instanceof EventBody.MessageEvent)
                .map(CustomerEvent::type)
                .toList();
    }

    @Test
    void aRowThatHasNotLeftCannotHaveAResult() throws IOException {
        postal().send(card(TestShop.HANAKO, "card.1"));
        Path file = Files.writeString(
                shop.folder.resolve("result.csv"),
                "key,result\n" + card(TestShop.HANAKO, "card.1").key() + ",delivered\n");

        assertThat(shop.host.results().read(file, shop.time.instant()).problems())
                .containsExactly("line 2: no row with this key was sent");
    }

    @Test
    void aSlipGoesWithTheFirstParcelAndNotWithoutOne() throws IOException {
        shop.host.desk().place(TestShop.HANAKO, TestShop.order("o-1"), shop.time.instant());
        shop.host.desk().place(TRICKSTER, TestShop.order("o-2"), shop.time.instant());
        shop.host.desk().ship(TRICKSTER, "o-2", shop.time.instant()); // before anybody decided

        shop.pass(Duration.ofHours(1));
        shop.host.batches().write("insert", "insert.csv");

        assertThat(read("insert.csv")).singleElement().satisfies(row -> {
            assertThat(row.getField("order")).isEqualTo("o-1");
            assertThat(row.getField("content")).isEqualTo("welcome-slip");
        });
    }
}
