package io.enishi.benchmarks.jdbc;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.enishi.benchmarks.Job;
import io.enishi.benchmarks.Race;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** Orders into a database, one transaction each or a thousand in one. */
public final class JdbcJob implements Job {

    private static final int PEOPLE = 10_000;
    private static final int BATCH = 1_000;
    /** Until then compilers were at work beside the program, on machines with few processors. */
    private static final int WARM_UPS = 8;

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
            List<Integer> buyers = new ArrayList<>();
            for (int i = 0; i < PEOPLE; i++) {
                buyers.add(i);
            }
            Collections.shuffle(buyers, new Random(1));
            race(name(), source, buyers, ByHand.Habit.READS);
            race(name() + ".remembered", source, buyers, ByHand.Habit.REMEMBERS);
            race(name() + ".with_event", source, buyers, ByHand.Habit.KEEPS_EVENTS);
        }
    }

    private void race(String race, HikariDataSource source, List<Integer> buyers, ByHand.Habit habit) throws Exception {
        ByHand byHand = new ByHand(source, PEOPLE, postgres, habit);
        Race.of(race, 0.5)
                .warmedUp(WARM_UPS)
                .runPrepared(
                        () -> {
                            byHand.prepare();
                            return () -> batched ? byHand.batches(buyers, BATCH) : byHand.single(buyers);
                        },
                        () -> {
                            EngineOnJdbc engine = new EngineOnJdbc(source, buyers);
                            return () -> batched ? engine.batches(BATCH) : engine.single();
                        });
    }
}
