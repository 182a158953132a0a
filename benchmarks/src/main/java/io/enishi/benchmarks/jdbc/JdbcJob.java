package io.enishi.benchmarks.jdbc;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.enishi.benchmarks.Job;
import io.enishi.benchmarks.Race;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** Orders into a database, one transaction each or a thousand in one. */
public final class JdbcJob implements Job {

    private static final int PEOPLE = 10_000;
    private static final int BATCH = 1_000;

    private final boolean postgres;
    private final boolean batched;

    private JdbcJob(boolean postgres, boolean batched) {
        this.postgres = postgres;
        this.batched = batched;
    }

    /** All of them. */
    public static List<Job> all() {
        return List.of(
                new JdbcJob(false, false), new JdbcJob(false, true), new JdbcJob(true, false), new JdbcJob(true, true));
    }

    @Override
    public String name() {
        return "jdbc." + (postgres ? "postgres" : "h2") + (batched ? ".batches" : ".single");
    }

    @Override
    public String description() {
        return "10,000 orders on " + (postgres ? "PostgreSQL" : "H2 in memory")
                + (batched ? ", 1,000 in a transaction" : ", each in its transaction")
                + ", against JDBC written by hand";
    }

    @Override
    public void run() throws Exception {
        if (postgres) {
            try (EmbeddedPostgres server = EmbeddedPostgres.builder().start()) {
                race(server.getJdbcUrl("postgres", "postgres"));
            }
        } else {
            race("jdbc:h2:mem:" + name() + ";DB_CLOSE_DELAY=-1");
        }
    }

    private void race(String url) throws Exception {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(url);
        if (!postgres) {
            config.setUsername("sa");
        }
        config.setMaximumPoolSize(4);
        try (HikariDataSource source = new HikariDataSource(config)) {
            ByHand byHand = new ByHand(source, PEOPLE, postgres);
            AtomicInteger shops = new AtomicInteger();
            Race.of(name(), 0.5)
                    .runPrepared(
                            () -> {
                                byHand.prepare();
                                return () -> batched ? byHand.batches(BATCH) : byHand.single();
                            },
                            () -> {
                                EngineOnJdbc engine = new EngineOnJdbc(source, shops.incrementAndGet(), PEOPLE);
                                return () -> batched ? engine.batches(BATCH) : engine.single();
                            });
        }
    }
}
