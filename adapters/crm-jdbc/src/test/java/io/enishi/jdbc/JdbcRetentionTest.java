package io.enishi.jdbc;

import static io.enishi.jdbc.EngineOnJdbcTest.PEOPLE;
import static io.enishi.jdbc.EngineOnJdbcTest.play;
import static org.assertj.core.api.Assertions.assertThat;

import io.enishi.core.Crm;
import io.enishi.core.customer.DecisionRecord;
import io.enishi.core.customer.DecisionRecord.About;
import io.enishi.core.event.CustomerEvent;
import io.enishi.core.event.EventBody;
import io.enishi.core.process.Dispatched;
import io.enishi.core.spi.CustomerStore.Logged;
import io.enishi.core.value.CustomerId;
import io.enishi.core.value.EventId;
import io.enishi.jdbc.EngineOnJdbcTest.Story;
import io.enishi.testkit.ManualTime;
import io.enishi.testkit.RecordingChannel;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.sql.DataSource;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class JdbcRetentionTest {

    private static final DataSource H2 = Databases.h2();
    private static final DataSource POSTGRES = Databases.postgres();
    private static final Instant NOW = Instant.parse("2026-01-10T03:00:00Z");

    @Property(tries = 25)
    void aCutLogShowsNoFalseDifferenceAndChangesNoAnswerOnH2(
            @ForAll long seed, @ForAll @IntRange(max = 400) int daysKept) {
        cutShowsNoDifference(H2, seed, daysKept);
    }

    @Property(tries = 10)
    void aCutLogShowsNoFalseDifferenceAndChangesNoAnswerOnPostgres(
            @ForAll long seed, @ForAll @IntRange(max = 200) int daysKept) {
        cutShowsNoDifference(POSTGRES, seed, daysKept);
    }

    static void cutShowsNoDifference(DataSource source, long seed, int daysKept) {
        JdbcCustomerStore store = Databases.newShop(source);
        Story story = play(store, 1, seed);
        Crm crm = story.crm();
        List<Logged> before = crm.decisionLog(0, 10_000);
        Map<CustomerId, Object> cards = cards(crm);
        Instant limit = story.time().instant().minus(Duration.ofDays(daysKept));

        long gone = store.retention().deleteDecisions(limit);
        List<Logged> left = crm.decisionLog(0, 10_000);

        assertThat(left).hasSize(before.size() - (int) gone);
        assertThat(left)
                .containsAll(before.stream()
                        .filter(logged -> logged.decision().about() instanceof About.FactsChanged)
                        .toList());
        Instant oldest = left.stream()
                .map(Logged::decision)
                .filter(decision -> !isMarkOrKept(decision))
                .map(DecisionRecord::now)
                .findFirst()
                .orElse(Instant.MAX);
        assertThat(oldest).isAfterOrEqualTo(limit);
        assertThat(crm.verify().differences()).isEmpty();
        assertThat(cards(crm)).isEqualTo(cards);
        assertThat(store.retention().deleteDecisions(limit)).isZero();
        assertThat(crm.decisionLog(0, 10_000)).isEqualTo(left);

        merges(crm, seed);
        for (int month = 0; month < 3; month++) {
            story.time().advance(Duration.ofDays(30));
            crm.accept(viewed(80 + month, story.time().instant()));
            crm.runDue();
            crm.deliver();
        }
        assertThat(crm.verify().differences()).isEmpty();
        store.retention().deleteDecisions(story.time().instant().minus(Duration.ofDays(45)));
        assertThat(crm.verify().differences()).isEmpty();
    }

    private static void merges(Crm crm, long seed) {
        if (crm.find(PEOPLE.get(0)).isPresent() && crm.find(PEOPLE.get(1)).isPresent()) {
            if (seed % 2 == 0) {
                crm.unmerge(PEOPLE.get(0), PEOPLE.get(1), "clerk", "no");
            } else {
                crm.merge(PEOPLE.get(0), PEOPLE.get(1), "clerk", "yes");
            }
        }
    }

    private static boolean isMarkOrKept(DecisionRecord decision) {
        return decision.about() instanceof About.FactsChanged
                || (decision.about() instanceof About.Events events
                        && events.events().isEmpty());
    }

    private static Map<CustomerId, Object> cards(Crm crm) {
        Map<CustomerId, Object> cards = new TreeMap<>();
        crm.customers(null, 100).forEach(id -> cards.put(id, crm.customer(id).orElseThrow()));
        return cards;
    }

    @Test
    void outcomesGoByWhenTheyWereSettledAndTheEventStaysADuplicate() throws SQLException {
        outcomesGo(H2);
        outcomesGo(POSTGRES);
    }

    static void outcomesGo(DataSource source) throws SQLException {
        JdbcCustomerStore store = Databases.newShop(source);
        Crm crm = EngineOnJdbcTest.crm(store, 1, ManualTime.startingAt(NOW), RecordingChannel.mail());
        queue(source, store, 1);
        crm.drain();
        queue(source, store, 2);
        // settled at about now by the database's clock: a day is any distance beyond doubt
        Instant settled = Instant.ofEpochMilli(settledAt(source));

        assertThat(store.retention().deleteOutcomes(settled)).isZero();
        assertThat(store.outcome("ec", EventId.of(1))).isPresent();
        assertThat(store.retention().deleteOutcomes(settled.plus(Duration.ofDays(1))))
                .isEqualTo(1);
        assertThat(store.outcome("ec", EventId.of(1))).isEmpty();

        queue(source, store, 1);
        assertThat(crm.drain()).isEqualTo(2);
        assertThat(store.outcome("ec", EventId.of(1)).orElseThrow()).containsIgnoringCase("duplicate");
    }

    private static long settledAt(DataSource source) throws SQLException {
        try (Connection connection = source.getConnection()) {
            return new Sql(connection, Dialect.of(connection))
                    .first("select max(settled_at) from enishi_inbox", row -> row.getLong(1))
                    .orElseThrow();
        }
    }

    private static void queue(DataSource source, JdbcCustomerStore store, int event) throws SQLException {
        try (Connection connection = source.getConnection()) {
            store.inbox().queue(connection, viewed(event, NOW));
        }
    }

    @Property(tries = 10)
    void messagesThatLeftGoByTheirTimeAndNothingElse(@ForAll long seed, @ForAll @IntRange(max = 200) int daysKept) {
        messagesGo(H2, seed, daysKept);
    }

    static void messagesGo(DataSource source, long seed, int daysKept) {
        JdbcCustomerStore store = Databases.newShop(source);
        Story story = play(store, 1, seed);
        List<Dispatched> before = left(store, story.crm());
        Instant limit = story.time().instant().minus(Duration.ofDays(daysKept));
        List<Dispatched> kept =
                before.stream().filter(message -> !message.at().isBefore(limit)).toList();

        assertThat(store.retention().deleteSent(limit)).isEqualTo(before.size() - kept.size());

        Crm fresh = EngineOnJdbcTest.crm(store, 1, story.time(), RecordingChannel.mail());
        assertThat(left(store, fresh)).isEqualTo(kept);
        assertThat(fresh.verify().differences()).isEmpty();
        before.forEach(message -> assertThat(store.command(message.key())).isPresent());
    }

    /** Those that were refused too, which no card shows. */
    private static List<Dispatched> left(JdbcCustomerStore store, Crm crm) {
        return crm.customers(null, 100).stream()
                .flatMap(id -> store.load(id.origin()).orElseThrow().dispatched().stream())
                .toList();
    }

    private static CustomerEvent viewed(int number, Instant at) {
        return CustomerEvent.of("ec", EventId.of(number), PEOPLE.get(0), at, new EventBody.ProductViewed("tea", ""));
    }
}
