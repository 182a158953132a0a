package io.enishi.jdbc;

import io.enishi.core.Crm;
import io.enishi.core.condition.Span;
import io.enishi.core.event.CustomerEvent;
import io.enishi.core.event.EventBody;
import io.enishi.core.event.Order;
import io.enishi.core.event.OrderLine;
import io.enishi.core.spi.Channel;
import io.enishi.core.spi.CustomerStore;
import io.enishi.core.value.EventId;
import io.enishi.core.value.Identifier;
import io.enishi.core.value.Money;
import io.enishi.core.value.Scheme;
import io.enishi.core.value.ShopId;
import io.enishi.scenario.contact.Cap;
import io.enishi.scenario.contact.ContactRules;
import io.enishi.scoring.ScoreModel;
import io.enishi.scoring.ScoreRule;
import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.SplittableRandom;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;

/** The shop whose workers are killed: its definitions, its people, what happens to them, and the tables of its host. */
final class CrashShop {

    static final ShopId SHOP = ShopId.of("crash");
    static final Instant START = Instant.parse("2026-03-01T00:00:00Z");
    static final int PEOPLE = 4;
    static final int CAP = 2;
    static final Duration CAP_PERIOD = Duration.ofHours(1);

    /**
     * What passes in the shop with each commit, so that leases, waits and caps end while the test runs, after as much work on a slow
     * machine as on a fast one.
     */
    private static final Duration COMMIT = Duration.ofSeconds(20);

    static final ScoreModel INTEREST = ScoreModel.named("interest")
            .rule(ScoreRule.of("order", "order.placed", 30).halving(Duration.ofHours(3)))
            .rule(ScoreRule.of("view", "product.viewed", 3))
            .band("cold")
            .band("warm", 40)
            .build();

    /** What the host keeps, and a log that the server itself writes of every state of every command, with the commit it came with. */
    private static final List<String> HOST_TABLES = List.of(
            "create table orders (id text primary key, source text not null, event_id bytea not null)",
            "create table channel_message (key text primary key, address text not null, content text not null)",
            "create table channel_call (key text not null, content text not null)",
            "create table command_state (n bigserial primary key, key text not null, status text not null, body text"
                    + " not null)",
            """
            create function note_command() returns trigger language plpgsql as $$
            begin
              insert into command_state (key, status, body) values (
                encode(new.origin, 'hex') || '/' || new.journey || '/' || new.entry || '/' || new.visit, new.status, new.body);
              return null;
            end $$\
            """,
            "create trigger note_command after insert or update of status on enishi_command"
                    + " for each row execute function note_command()");

    private CrashShop() {}

    static Crm crm(CustomerStore store, InstantSource clock, Channel mail) {
        return Crm.builder(SHOP)
                .store(store)
                .clock(clock)
                .fold(INTEREST.fold())
                .segments(INTEREST.segments())
                .journey(ShopScenarios.thanks("15 minutes"))
                .journey(ShopScenarios.nudge("5 minutes"))
                .journey(ShopScenarios.winBack("20 minutes", "30 minutes", "10 minutes"))
                .contactPolicy(ContactRules.none().with(Cap.atMost(CAP, Span.of(CAP_PERIOD))))
                .channel(mail)
                .build();
    }

    static DataSource server(int port, String database) {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setServerNames(new String[] {"localhost"});
        source.setPortNumbers(new int[] {port});
        source.setDatabaseName(database);
        source.setUser("postgres");
        return source;
    }

    static void createHostTables(DataSource source) throws SQLException {
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement()) {
            for (String sql : HOST_TABLES) {
                statement.execute(sql);
            }
        }
    }

    /** All JVMs share this clock: it goes by what all workers did. */
    static InstantSource clock(List<FlightRecorder> recorders) {
        return () -> START.plus(COMMIT.multipliedBy(work(recorders)));
    }

    /** Commits so far. */
    static long work(List<FlightRecorder> recorders) {
        return recorders.stream()
                .mapToLong(recorder -> recorder.get(FlightRecorder.Number.WORK))
                .sum();
    }

    static Identifier mail(int person) {
        return Identifier.email("p" + person + "@example.jp");
    }

    static Identifier card(int person) {
        return Identifier.of(Scheme.of("pos-card"), "card-" + person);
    }

    /** What a host thread does at its index: always the same, so that it can be repeated after a crash. */
    record Turn(Kind kind, int person, int other, boolean byCard, Duration shift, long number) {

        enum Kind {
            VIEW,
            ORDER,
            ORDER_IN_TRANSACTION,
            ORDER_ROLLED_BACK,
            GRANT,
            REFUSE,
            MERGE,
            UNMERGE
        }

        static Turn of(long seed, int slot, int thread, int index) {
            long number = (slot * 10L + thread) * 1_000_000 + index;
            SplittableRandom random = new SplittableRandom(seed * 31 + number);
            int die = random.nextInt(100);
            Kind kind = die < 30
                    ? Kind.VIEW
                    : die < 45
                            ? Kind.ORDER
                            : die < 62
                                    ? Kind.ORDER_IN_TRANSACTION
                                    : die < 66
                                            ? Kind.ORDER_ROLLED_BACK
                                            : die < 82
                                                    ? Kind.GRANT
                                                    : die < 86 ? Kind.REFUSE : die < 92 ? Kind.MERGE : Kind.UNMERGE;
            int when = random.nextInt(10);
            Duration shift = when == 0
                    ? Duration.ofMinutes(-random.nextInt(60))
                    : when == 1 ? Duration.ofMinutes(random.nextInt(10)) : Duration.ZERO;
            return new Turn(
                    kind, random.nextInt(PEOPLE), random.nextInt(PEOPLE), random.nextInt(4) == 0, shift, number);
        }

        String source() {
            return kind == Kind.ORDER_IN_TRANSACTION || kind == Kind.ORDER_ROLLED_BACK
                    ? "shop"
                    : byCard ? "till" : "web";
        }

        EventId eventId() {
            return EventId.of(number);
        }

        byte[] eventBytes() {
            EventId id = eventId();
            return ByteBuffer.allocate(16).putLong(id.high()).putLong(id.low()).array();
        }

        CustomerEvent event(Instant at) {
            EventBody body = kind == Kind.VIEW
                    ? new EventBody.ProductViewed("tea", "")
                    : new EventBody.OrderPlaced(Order.of(
                            "o-" + number,
                            "ec",
                            List.of(OrderLine.of("tea", "drinks", 1, Money.yen(100 + number % 5000)))));
            return CustomerEvent.of(source(), eventId(), byCard ? card(person) : mail(person), at.plus(shift), body);
        }
    }
}
