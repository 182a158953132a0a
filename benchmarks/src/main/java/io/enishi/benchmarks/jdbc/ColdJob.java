package io.enishi.benchmarks.jdbc;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.enishi.benchmarks.Job;
import io.enishi.benchmarks.Race;
import io.enishi.core.Crm;
import io.enishi.core.condition.Conditions;
import io.enishi.core.event.CustomerEvent;
import io.enishi.core.event.EventBody;
import io.enishi.core.segment.Segment;
import io.enishi.core.value.EventId;
import io.enishi.core.value.Identifier;
import io.enishi.core.value.ShopId;
import io.enishi.jdbc.JdbcCustomerStore;
import io.enishi.jdbc.JdbcSchema;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;

/**
 * One more event of a customer with 20,000 of them whom no memory holds: read whole, as the baseline, and from a checkpoint on. The segment looks back
 * 90 days, in which 370 of the events lie.
 */
public final class ColdJob implements Job {

    private static final Instant FIRST = Instant.parse("2013-01-01T00:00:00Z");
    private static final int EVENTS = 20_000;
    private static final Duration BETWEEN = Duration.ofHours(6).minusMinutes(10);
    private static final int BATCH = 1_000;
    /** Visits in one run: a single one is too short to be timed. */
    private static final int VISITS = 5;

    private final boolean postgres;
    private int visits;

    private ColdJob(boolean postgres) {
        this.postgres = postgres;
    }

    /** Both. */
    public static List<Job> all() {
        return List.of(new ColdJob(true), new ColdJob(false));
    }

    @Override
    public String name() {
        return "jdbc.cold" + (postgres ? "" : ".h2");
    }

    @Override
    public String description() {
        return "one more event of a customer with 20,000 who is not remembered, on "
                + (postgres ? "PostgreSQL" : "H2 in memory") + ", with a checkpoint against reading all of it";
    }

    @Override
    public void run() throws Exception {
        if (postgres) {
            try (EmbeddedPostgres server = EmbeddedPostgres.builder().start()) {
                race(server.getJdbcUrl("postgres", "postgres"));
            }
        } else {
            race("jdbc:h2:mem:cold;DB_CLOSE_DELAY=-1");
        }
    }

    private void race(String url) throws Exception {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(url);
        if (!postgres) {
            config.setUsername("sa");
        }
        config.setMaximumPoolSize(2);
        try (HikariDataSource source = new HikariDataSource(config)) {
            JdbcSchema.of(source).migrate();
            fill(source, "whole", 0);
            fill(source, "checkpointed", 256);
            Race.of(name(), 5)
                    .warmedUp(3)
                    .run(() -> visit(source, "whole", 0), () -> visit(source, "checkpointed", 256));
        }
    }

    private static Crm crm(DataSource source, String shop, int checkpointEvery, Instant now) {
        return Crm.builder(shop)
                .store(JdbcCustomerStore.open(source, ShopId.of(shop)))
                .secret("0123456789abcdef".getBytes(StandardCharsets.US_ASCII))
                .clock(() -> now)
                .segment(Segment.live(
                        "regular",
                        Conditions.count(Conditions.event("product.viewed"))
                                .within(Conditions.days(90))
                                .atLeast(100)))
                .checkpointEvery(checkpointEvery)
                .build();
    }

    private static CustomerEvent view(int number) {
        return CustomerEvent.of(
                "ec",
                EventId.of(number),
                Identifier.member("m-1"),
                FIRST.plus(BETWEEN.multipliedBy(number)),
                new EventBody.ProductViewed("p-" + number % 500, ""));
    }

    private static void fill(DataSource source, String shop, int checkpointEvery) {
        Crm crm = crm(source, shop, checkpointEvery, FIRST.plus(BETWEEN.multipliedBy(EVENTS)));
        for (int from = 0; from < EVENTS; from += BATCH) {
            List<CustomerEvent> batch = new ArrayList<>(BATCH);
            for (int i = from; i < from + BATCH; i++) {
                batch.add(view(i));
            }
            crm.acceptAll(batch);
        }
    }

    /** Opens the shop anew for each visit; the members of the segment are its checksum. */
    private long visit(DataSource source, String shop, int checkpointEvery) {
        long members = 0;
        for (int i = 0; i < VISITS; i++) {
            int number = EVENTS + visits++;
            CustomerEvent next = view(number);
            Crm crm = crm(source, shop, checkpointEvery, next.occurredAt());
            crm.accept(next);
            members += crm.segment("regular", null, 10).size();
        }
        return members;
    }
}
