package io.enishi.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.enishi.core.Crm;
import io.enishi.core.value.ShopId;
import io.enishi.jdbc.FlightRecorder.Number;
import io.enishi.testkit.ManualTime;
import java.io.File;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.ds.PGSimpleDataSource;
import org.postgresql.util.PSQLState;

/**
 * Kills workers at random moments and looks at what they leave behind. Two JVMs share the work on one PostgreSQL; one after the other is
 * killed and started again. A kill counts when it hit a JVM with a commit and a claim in flight. {@code -Denishi.crash.kills=200} kills
 * more, {@code -Denishi.crash.seed=...} draws another load.
 */
class CrashTest {

    private static final int KILLS = Integer.getInteger("enishi.crash.kills", 20);
    private static final long SEED = Long.getLong("enishi.crash.seed", 20260301L);
    static final int SLOTS = 2;
    /** So many commits at least, that people come to their caps however little a worker does before it is killed. */
    private static final long WORK = 1_000;

    @TempDir
    private Path folder;

    private final Random random = new Random(SEED);
    private final long begin = System.currentTimeMillis();
    private final Process[] workers = new Process[SLOTS];
    private List<FlightRecorder> recorders = List.of();
    private int lives;

    @Test
    void killedWorkersLoseNothingAndDoNothingTwice() throws Exception {
        PGSimpleDataSource database = Databases.plainPostgres();
        JdbcSchema.of(database).migrate();
        CrashShop.createHostTables(database);
        int counted = 0;
        int all = 0;
        try {
            recorders = FlightRecorder.ofAll(folder, SLOTS);
            for (int slot = 0; slot < SLOTS; slot++) {
                start(slot, database);
            }
            while (counted < KILLS || CrashShop.work(recorders) < WORK) {
                counted += kill(all % SLOTS) ? 1 : 0;
                leasesEnd(database);
                start(all % SLOTS, database);
                all++;
            }
        } finally {
            for (Process worker : workers) {
                if (worker != null) {
                    worker.destroyForcibly().waitFor();
                }
            }
        }
        lastWordsEnd(database);
        Crm crm = CrashShop.crm(
                JdbcCustomerStore.open(database, CrashShop.SHOP),
                settled(database),
                new RecordingServer(ConnectionSource.of(database), SEED, false));
        CrashCheck.Findings findings;
        try (Connection connection = database.getConnection()) {
            findings = CrashCheck.of(connection, crm, folder, SLOTS, SEED);
        }
        System.out.println(counted + " of " + all + " kills counted, " + (System.currentTimeMillis() - begin) + " ms, "
                + CrashShop.work(recorders) + " commits, " + findings.counted());
        assertThat(findings.wrong()).isEmpty();
        assertThat(crm.verify().differences()).isEmpty();
        assertThat(findings.counted())
                .as("what the load came to")
                .containsKeys("accepted", "ordered", "stated", "judged", "regroupings", "calls", "claims at the cap");
    }

    /** Waits for the worker to be at work, then for a random moment with a commit and a claim in flight, then kills it. */
    private boolean kill(int slot) throws Exception {
        FlightRecorder recorder = recorders.get(slot);
        long deadline = System.nanoTime() + TimeUnit.MINUTES.toNanos(10);
        while (recorder.get(Number.COMMITS) < 30 || recorder.get(Number.CLAIMS) < 2) {
            alive(slot, deadline);
            Thread.sleep(5);
        }
        Thread.sleep(random.nextInt(150));
        long patience = System.nanoTime() + TimeUnit.SECONDS.toNanos(3);
        while (!isBusy(recorder) && System.nanoTime() < patience) {
            Thread.onSpinWait();
        }
        // The moment above is a beginning; a random while later it is anywhere in what is under way.
        long moment = System.nanoTime() + random.nextInt(1_500_000);
        while (System.nanoTime() < moment) {
            Thread.onSpinWait();
        }
        alive(slot, deadline);
        workers[slot].destroyForcibly().waitFor();
        return isBusy(recorder);
    }

    private void alive(int slot, long deadline) throws IOException {
        if (!workers[slot].isAlive() || System.nanoTime() > deadline) {
            throw new IllegalStateException(
                    "a worker does not work:\n" + Files.readString(folder.resolve("output-" + slot)));
        }
    }

    private static boolean isBusy(FlightRecorder recorder) {
        return recorder.get(Number.COMMITS_IN_FLIGHT) > 0 && recorder.get(Number.CLAIMS_IN_FLIGHT) > 0;
    }

    private void start(int slot, PGSimpleDataSource database) throws IOException {
        recorders.get(slot).clear();
        List<String> command = new ArrayList<>(List.of(
                System.getProperty("java.home") + File.separator + "bin" + File.separator + "java",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xmx256m",
                "-cp",
                classPath(),
                CrashWorker.class.getName(),
                String.valueOf(slot),
                String.valueOf(database.getPortNumbers()[0]),
                String.valueOf(database.getDatabaseName()),
                String.valueOf(SEED),
                folder.toString(),
                String.valueOf(lives++)));
        workers[slot] = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        folder.resolve("output-" + slot).toFile()))
                .start();
    }

    /** Everything that this JVM reads classes from, be it on a class path, on a module path or in a launcher's own loader. */
    private static String classPath() {
        Set<String> places = new LinkedHashSet<>();
        String ours = CrashWorker.class.getResource("CrashWorker.class").getPath();
        places.add(
                ours.substring(0, ours.length() - (CrashWorker.class.getName().length() + ".class".length())));
        if (CrashWorker.class.getClassLoader() instanceof URLClassLoader launcher) {
            Arrays.stream(launcher.getURLs()).map(URL::getPath).forEach(places::add);
        }
        for (String property : List.of("java.class.path", "jdk.module.path", "surefire.test.class.path")) {
            places.addAll(Arrays.asList(System.getProperty(property, "").split(Pattern.quote(File.pathSeparator), -1)));
        }
        places.remove("");
        return String.join(File.pathSeparator, places);
    }

    /** What a worker took and did not commit is kept from others for a minute: it passes at once. */
    private static void leasesEnd(DataSource database) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            for (String table : List.of("enishi_customer", "enishi_command", "enishi_inbox")) {
                while (!leasesEnd(statement, table)) {}
            }
        }
    }

    /** False when it lost: rows are locked as they lie, and the worker that lives locks them by id. */
    private static boolean leasesEnd(Statement statement, String table) throws SQLException {
        try {
            statement.execute("update " + table + " set taken_until = 0 where taken_until > 0");
            return true;
        } catch (SQLException thrown) {
            if (PSQLState.DEADLOCK_DETECTED.getState().equals(thrown.getSQLState())) {
                return false;
            }
            throw thrown;
        }
    }

    /** The server ends what a killed worker asked for last, be it to commit, before it sees that nobody listens. */
    private static void lastWordsEnd(DataSource database) throws SQLException, InterruptedException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            while (true) {
                try (ResultSet others = statement.executeQuery("select count(*) from pg_stat_activity"
                        + " where datname = current_database() and backend_type = 'client backend'"
                        + " and pid <> pg_backend_pid()")) {
                    others.next();
                    if (others.getInt(1) == 0) {
                        return;
                    }
                }
                Thread.sleep(5);
            }
        }
    }

    /** A last worker does what is left, on a server that answers; then all is said. */
    private ManualTime settled(DataSource database) throws SQLException {
        leasesEnd(database);
        ManualTime time =
                ManualTime.startingAt(CrashShop.clock(recorders).instant().plus(Duration.ofMinutes(30)));
        Crm crm = CrashShop.crm(
                JdbcCustomerStore.open(database, ShopId.of("crash")),
                time,
                new RecordingServer(ConnectionSource.of(database), SEED, false));
        for (int round = 0; round < 3; round++) {
            crm.drain();
            crm.runDue();
            crm.deliver();
            time.advance(Duration.ofHours(2));
            leasesEnd(database);
        }
        crm.runDue();
        return time;
    }
}
