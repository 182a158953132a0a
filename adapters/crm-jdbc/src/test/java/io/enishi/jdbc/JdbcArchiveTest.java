package io.enishi.jdbc;

import static io.enishi.jdbc.EngineOnJdbcTest.PEOPLE;
import static io.enishi.jdbc.EngineOnJdbcTest.answers;
import static io.enishi.jdbc.EngineOnJdbcTest.assertSame;
import static io.enishi.jdbc.EngineOnJdbcTest.play;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.enishi.core.Crm;
import io.enishi.core.event.CustomerEvent;
import io.enishi.core.event.EventBody;
import io.enishi.core.event.ShopEvent;
import io.enishi.core.spi.StoredShopEvent;
import io.enishi.core.value.CustomerId;
import io.enishi.core.value.EventId;
import io.enishi.core.value.Identifier;
import io.enishi.core.value.ShopId;
import io.enishi.jdbc.EngineOnJdbcTest.Story;
import io.enishi.testkit.ManualTime;
import io.enishi.testkit.RecordingChannel;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.sql.DataSource;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JdbcArchiveTest {

    private static final DataSource H2 = Databases.h2();
    private static final DataSource POSTGRES = Databases.postgres();
    private static final Instant NOW = Instant.parse("2026-01-10T03:00:00Z");

    // ---------------------------------------------------------------- round trip

    @Property(tries = 12)
    void aShopMovedFromPostgresToH2AnswersAndGoesOnAsTheOriginal(@ForAll long seed) throws SQLException {
        answersAndGoesOn(POSTGRES, H2, seed);
    }

    @Property(tries = 5)
    void aShopMovedFromH2ToPostgresAnswersAndGoesOnAsTheOriginal(@ForAll long seed) throws SQLException {
        answersAndGoesOn(H2, POSTGRES, seed);
    }

    /** A shop of a random half year that is moved to another database. */
    static void answersAndGoesOn(DataSource from, DataSource to, long seed) throws SQLException {
        JdbcCustomerStore original = Databases.newShop(from);
        Story story = play(original, 1, seed);
        queue(from, original, story.crm(), story.time().instant());
        ShopEvent restocked =
                new ShopEvent("pim", EventId.of(1), story.time().instant(), new ShopEvent.Restocked("tea", 3));
        story.crm().accept(restocked);
        erase(story.crm());
        original.accounts().reserve("gift", "", "one", 1, 2);
        original.accounts().confirm("gift", "one");
        original.accounts().reserve("gift", "", "two", 1, 2);

        List<String> lines = export(original);
        JdbcCustomerStore copy = Databases.newShop(to);
        long rows = copy.archive().importFrom(lines.stream());

        assertThat(rows).isEqualTo(lines.size() - 2);
        List<String> again = export(copy);
        assertThat(again.subList(1, again.size())).isEqualTo(lines.subList(1, lines.size()));
        ManualTime time = ManualTime.startingAt(story.time().instant());
        RecordingChannel mail = RecordingChannel.mail();
        Crm crm = EngineOnJdbcTest.crm(copy, 1, time, mail);
        assertAlike(story.crm(), crm);
        assertThat(copy.shopEvent("pim", EventId.of(1))).contains(StoredShopEvent.open(restocked, false));
        assertThat(copy.accounts().reserve("gift", "", "three", 1, 2)).isFalse();
        copy.accounts().release("gift", "two");
        assertThat(copy.accounts().reserve("gift", "", "three", 1, 2)).isTrue();
        assertThat(copy.accounts().used("gift", "", "~")).isEqualTo(1);
        Instant someDay = NOW.plus(Duration.ofDays(10_000));
        assertThat(copy.due(someDay, 100)).isEqualTo(original.due(someDay, 100));
        assertThat(copy.claimable(someDay, 100)).isEqualTo(original.claimable(someDay, 100));

        int before = story.mail().messages().size();
        for (int month = 0; month < 4; month++) {
            story.time().advance(Duration.ofDays(30));
            time.advance(Duration.ofDays(30));
            assertThat(crm.drain()).isEqualTo(story.crm().drain());
            assertThat(crm.runDue()).isEqualTo(story.crm().runDue());
            assertThat(crm.deliver()).isEqualTo(story.crm().deliver());
        }
        assertAlike(story.crm(), crm);
        assertThat(mail.messages())
                .isEqualTo(story.mail()
                        .messages()
                        .subList(before, story.mail().messages().size()));
    }

    private static void assertAlike(Crm original, Crm copy) {
        assertSame(answers(copy), answers(original));
        for (CustomerId id : original.customers(null, 100)) {
            assertThat(copy.customer(id)).isEqualTo(original.customer(id));
            assertSame(List.copyOf(copy.decisions(id)), List.copyOf(original.decisions(id)));
        }
        for (Identifier who : PEOPLE) {
            assertThat(copy.find(who)).isEqualTo(original.find(who));
        }
        assertThat(copy.verify().differences()).isEmpty();
        assertThat(copy.verify().decisions()).isEqualTo(original.verify().decisions());
    }

    /** One event that is decided, and one that waits. */
    private static void queue(DataSource source, JdbcCustomerStore store, Crm crm, Instant now) throws SQLException {
        try (Connection connection = source.getConnection()) {
            store.inbox().queue(connection, viewed(70, PEOPLE.get(0), now));
            crm.drain();
            store.inbox().queue(connection, viewed(71, PEOPLE.get(1), now));
        }
    }

    /** Leaves tombstones, and decisions that were blanked. */
    private static void erase(Crm crm) {
        crm.find(PEOPLE.get(2)).ifPresent(id -> crm.erase(id, "asked"));
    }

    private static CustomerEvent viewed(int number, Identifier who, Instant at) {
        return CustomerEvent.of("ec", EventId.of(number), who, at, new EventBody.ProductViewed("tea", ""));
    }

    // ---------------------------------------------------------------- what is in it

    /** A column that is added to the tables has to be added to the archive. */
    @Test
    void everyColumnOfEveryTableIsArchivedOrLeftOutOnPurpose() throws SQLException {
        Databases.newShop(H2);
        Set<String> there = new TreeSet<>();
        try (Connection connection = H2.getConnection();
                var rows = connection.getMetaData().getColumns(null, "PUBLIC", "ENISHI%", null)) {
            while (rows.next()) {
                there.add((rows.getString("TABLE_NAME") + "." + rows.getString("COLUMN_NAME"))
                        .toLowerCase(Locale.ROOT)
                        .replace("enishi_", ""));
            }
        }
        Set<String> archived = ArchiveTable.ALL.stream()
                .flatMap(table -> table.columns().stream().map(column -> table.name() + "." + column.name()))
                .collect(Collectors.toCollection(TreeSet::new));
        Set<String> leftOut = ArchiveTable.ALL.stream()
                .map(table -> table.name() + ".shop")
                .collect(Collectors.toCollection(TreeSet::new));
        leftOut.addAll(List.of("schema.version", "schema.applied_at", "shop.id", "shop.name")); // the first line
        leftOut.addAll(List.of(
                "origin.minted",
                "judgement.number",
                "alias.number",
                "log.position",
                "inbox.number",
                "command.turn")); // the order
        leftOut.addAll(List.of(
                "customer.taken_until",
                "command.taken_until",
                "inbox.taken_until",
                "shop_event.taken_until")); // leases
        leftOut.addAll(List.of(
                "checkpoint.shop",
                "checkpoint.id",
                "checkpoint.definitions",
                "checkpoint.until_at",
                "checkpoint.state")); // made again of the rest
        leftOut.addAll(archived);
        assertThat(there).isEqualTo(leftOut);
    }

    @Test
    void anExportIsOneSnapshotOnPostgres() {
        assertSnapshot(POSTGRES);
    }

    @Test
    void anExportIsOneSnapshotOnH2() {
        assertSnapshot(H2);
    }

    private static void assertSnapshot(DataSource source) {
        JdbcCustomerStore store = Databases.newShop(source);
        Crm crm = crm(store);
        crm.accept(viewed(1, PEOPLE.get(0), NOW));
        List<String> before = export(store);
        List<String> during = new ArrayList<>();
        store.archive().exportTo(line -> {
            if (during.isEmpty()) { // what follows may not see this
                crm.accept(viewed(2, PEOPLE.get(0), NOW));
                crm.accept(viewed(3, PEOPLE.get(1), NOW));
            }
            during.add(line);
        });
        assertThat(during).isEqualTo(before);
        assertThat(export(store)).hasSizeGreaterThan(before.size());
    }

    @Test
    void aConnectionComesBackAsItWas() throws SQLException {
        JdbcCustomerStore store = Databases.newShop(H2);
        try (Connection connection = H2.getConnection()) {
            ConnectionSource one = new ConnectionSource() {
                @Override
                public Connection get() {
                    return connection;
                }

                @Override
                public void release(Connection released) {}
            };
            int isolation = connection.getTransactionIsolation();
            JdbcArchive archive = JdbcCustomerStore.open(one, ShopId.of("kept")).archive();
            archive.importFrom(export(store).stream());
            archive.exportTo(line -> {});
            assertThat(connection.getTransactionIsolation()).isEqualTo(isolation);
            assertThat(connection.getAutoCommit()).isTrue();
        }
    }

    // ---------------------------------------------------------------- what is refused

    @Test
    void aShopWithRowsIsLeftAlone() {
        JdbcCustomerStore store = Databases.newShop(H2);
        crm(store).accept(viewed(1, PEOPLE.get(0), NOW));
        List<String> lines = export(store);
        assertThatThrownBy(() -> store.archive().importFrom(lines.stream()))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("is not empty: table enishi_customer")
                .hasMessageContaining("another name");
        assertThat(export(store)).isEqualTo(lines);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1 | \"format\":1 | \"format\":2 | has format 2, but this release of crm-jdbc reads format 1",
                "1 | \"format\":1 | \"format\":\"x\" | has format (none)",
                "1 | \"schema\":1 | \"schema\":9 | version 9 of the tables",
                "1 | \"shop\" | \"shops\" | exactly format, schema and shop",
                "1 | archive | archives | begins with its \"archive\" line",
                "2 | {\"customer\" | {\"patron\" | there is no table patron",
                "2 | {\"customer\" | {\"Aki Mori\" | there is no table (name not shown)",
                "2 | \"version\" | \"vision\" | field version of table customer must be a whole number",
                "2 | \"version\" | \"aki\":1,\"version\" | table customer has no field aki",
                "2 | \"version\" | \"Aki!\":1,\"version\" | table customer has no field (name not shown)",
                "2 | {\"id\":\" | {\"id\":\"x | field id of table customer must be pairs of hexadecimal digits",
                "2 | }} | } | is not whole JSON",
                "2 | }} | }} {} | must be one object",
                "2 | \"version\": | \"version\":[],\"x\": | must be one object",
                "2 | \"version\" | \"id\":\"00\",\"version\" | is not whole JSON",
                "3 | \"restricted\":false | \"restricted\":0 | field restricted of table origin must be true or false",
            })
    void aBrokenLineIsRefusedWithItsNumber(int number, String part, String other, String message) {
        JdbcCustomerStore store = Databases.newShop(H2);
        crm(store).accept(viewed(1, PEOPLE.get(0), NOW));
        List<String> lines = new ArrayList<>(export(store));
        String line = lines.get(number - 1);
        assertThat(line).contains(part);
        lines.set(number - 1, line.replace(part, other));
        assertRefused(lines, number, message);
    }

    @Test
    void anArchiveThatWasCutIsRefused() {
        JdbcCustomerStore store = Databases.newShop(H2);
        crm(store).accept(viewed(1, PEOPLE.get(0), NOW));
        List<String> lines = export(store);
        int last = lines.size();
        assertRefused(List.of(), 1, "the \"archive\" line is missing");
        assertRefused(lines.subList(0, last - 1), last, "the \"end\" line is missing, so the archive was cut");
        List<String> lost = new ArrayList<>(lines);
        lost.remove(2);
        assertRefused(lost, last - 1, "tells of 1 rows of table origin, but 0 came");
        List<String> more = new ArrayList<>(lines);
        more.add(lines.get(2));
        assertRefused(more, last + 1, "there is more after the \"end\" line");
        List<String> half = new ArrayList<>(lines);
        half.set(3, half.get(3).substring(0, 20));
        assertRefused(half, 4, "is not whole JSON");
    }

    @Test
    void aRowThatStandsTwiceIsRefusedWithItsLines() {
        JdbcCustomerStore store = Databases.newShop(H2);
        crm(store).accept(viewed(1, PEOPLE.get(0), NOW));
        List<String> lines = new ArrayList<>(export(store));
        lines.add(2, lines.get(1));
        assertRefused(lines, 2, "a row of table customer between here and line 3");
    }

    /** Nothing of it is there afterwards, so the right archive can follow. */
    private static void assertRefused(List<String> lines, long line, String message) {
        for (DataSource to : List.of(H2, POSTGRES)) {
            JdbcCustomerStore copy = Databases.newShop(to);
            ArchiveException refused = catchThrowableOfType(
                    ArchiveException.class, () -> copy.archive().importFrom(lines.stream()));
            assertThat(refused).isNotNull().hasMessageContaining(message);
            assertThat(refused.line()).isEqualTo(line);
            assertThat(export(copy)).hasSize(2);
        }
    }

    @Test
    void whatTheHostsStreamOrConsumerThrowsComesThroughAndChangesNothing() {
        JdbcCustomerStore store = Databases.newShop(H2);
        crm(store).accept(viewed(1, PEOPLE.get(0), NOW));
        IllegalStateException full = new IllegalStateException("the disk is full");
        assertThatThrownBy(() -> store.archive().exportTo(line -> {
                    throw full;
                }))
                .isSameAs(full);
        JdbcCustomerStore copy = Databases.newShop(H2);
        Stream<String> breaking = Stream.concat(export(store).stream().limit(4), Stream.<String>generate(() -> {
            throw full;
        }));
        assertThatThrownBy(() -> copy.archive().importFrom(breaking)).isSameAs(full);
        assertThat(export(copy)).hasSize(2);
    }

    private static Crm crm(JdbcCustomerStore store) {
        return EngineOnJdbcTest.crm(store, 1, ManualTime.startingAt(NOW), RecordingChannel.mail());
    }

    private static List<String> export(JdbcCustomerStore store) {
        List<String> lines = new ArrayList<>();
        long rows = store.archive().exportTo(lines::add);
        assertThat(rows).isEqualTo(lines.size() - 2);
        return lines;
    }
}
