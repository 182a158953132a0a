package io.enishi.examples.host;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import com.sun.net.httpserver.HttpServer;
import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.enishi.core.value.ShopId;
import io.enishi.examples.host.mail.Sender;
import io.enishi.examples.host.mail.SmtpServer;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Set;

/**
 * Runs the shop for seven weeks of virtual time: a real PostgreSQL, a real mail server and a stand-in for LINE, all on this machine and
 * gone afterwards. Prints what left on which channel, and why something did not.
 */
public final class Demo implements AutoCloseable {

    static final ZoneId TOKYO = ZoneId.of("Asia/Tokyo");
    static final Instant START = Instant.parse("2026-04-01T00:00:00Z"); // nine in the morning in Tokyo
    private static final String SECRET =
            "YSBkZW1vJ3Mgc2VjcmV0IGlzIG5vIHNlY3JldA=="; // in a file of your own, for people's data

    final VirtualTime time = new VirtualTime(START);
    final GreenMail mail;
    final LineStandIn line;
    final HikariDataSource pool;
    final HttpServer web;
    final Host host;
    final Path batches;
    private final EmbeddedPostgres postgres;

    /** @param folder for the CSV files */
    Demo(Path folder) throws IOException {
        postgres = EmbeddedPostgres.builder()
                .setPGStartupWait(Duration.ofMinutes(2)) // on a busy machine
                .start();
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(postgres.getJdbcUrl("postgres", "postgres"));
        config.setMaximumPoolSize(4);
        pool = new HikariDataSource(config);
        mail = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
        mail.start();
        line = new LineStandIn(Set.of(Story.KEN_LINE));
        web = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        batches = folder;
        Settings settings = new Settings(
                ShopId.of("demo-shop"),
                SECRET,
                TOKYO,
                SmtpServer.local(mail.getSmtp().getPort()),
                new Sender("縁商店 株式会社", "shop@enishi.example", "東京都千代田区1-1-1", "0120-000-000"),
                URI.create("http://127.0.0.1:" + web.getAddress().getPort() + "/unsubscribe"),
                line.uri(),
                "demo-token",
                Story.LINE_SECRET,
                folder);
        host = new Host(pool, settings, time);
        host.attachTo(web);
        web.start();
    }

    /** Lets time pass in steps of six hours, as a scheduler would that has little to do. */
    void until(Instant end) {
        Instant next = time.instant();
        while (next.isBefore(end)) {
            next = next.plusSeconds(6 * 3600);
            next = next.isAfter(end) ? end : next;
            time.moveTo(next);
            host.crm().drain(); // the orders that were booked
            host.crm().advanceTo(next); // what fell due, and what leaves, each at its own time
            host.crm().drain(); // the points and coupons that were given
        }
    }

    @Override
    public void close() throws IOException {
        host.close();
        web.stop(0);
        line.close();
        mail.stop();
        pool.close();
        postgres.close();
    }

    public static void main(String... arguments) throws IOException {
        Path folder = arguments.length > 0 ? Path.of(arguments[0]) : Files.createTempDirectory("enishi-host");
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        try (Demo demo = new Demo(folder)) {
            new Story(demo).play();
            new Ending(demo, out).tell();
        }
    }
}
