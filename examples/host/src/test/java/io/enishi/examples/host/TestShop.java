package io.enishi.examples.host;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import io.enishi.core.consent.ConsentStatement;
import io.enishi.core.event.Order;
import io.enishi.core.event.OrderLine;
import io.enishi.core.value.Identifier;
import io.enishi.core.value.Money;
import io.enishi.core.value.ShopId;
import io.enishi.examples.host.mail.Sender;
import io.enishi.examples.host.mail.SmtpServer;
import io.enishi.examples.host.shop.Member;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import javax.sql.DataSource;

/** The whole host on an empty database, with the other ends of its channels. */
final class TestShop implements AutoCloseable {

    static final byte[] SECRET = "sixteen bytes and more".getBytes(StandardCharsets.UTF_8);
    static final Sender SENDER = new Sender("縁商店", "shop@enishi.example", "東京都千代田区1-1-1", "0120-000-000");
    static final Instant START = Instant.parse("2026-04-01T00:00:00Z");
    static final Member HANAKO = new Member("m-1", "花子", "hanako@mail.example", "Uhanako", "150-0001", "東京都渋谷区1-2-3");

    final VirtualTime time = new VirtualTime(START);
    final DataSource database = Databases.empty();
    final GreenMail mail = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
    final LineStandIn line;
    final Path folder;
    final Host host;

    TestShop(Path folder) throws IOException {
        this.folder = folder;
        mail.start();
        line = new LineStandIn(Set.of());
        host = new Host(database, settings(), time);
    }

    Settings settings() {
        return new Settings(
                ShopId.of("test-shop"),
                Base64.getEncoder().encodeToString(SECRET),
                Demo.TOKYO,
                SmtpServer.local(mail.getSmtp().getPort()),
                SENDER,
                URI.create("https://enishi.example/unsubscribe"),
                line.uri(),
                "token",
                "line-secret",
                folder);
    }

    /** Everything is decided and everything leaves, up to {@code later} from now. */
    void pass(Duration later) {
        time.moveTo(time.instant().plus(later));
        host.crm().drain();
        host.crm().advanceTo(time.instant());
        host.crm().drain();
    }

    void agree(Identifier address, String channel) {
        host.crm()
                .consent(ConsentStatement.granted(
                        host.crm().matchKey(address).orElseThrow(),
                        "newsletter",
                        channel,
                        time.instant(),
                        "web",
                        "v1"));
    }

    static Order order(String id) {
        return Order.of(id, "ec", List.of(OrderLine.of("tea", "drinks", 2, Money.yen(6_000))));
    }

    long number(String query) {
        return Databases.number(database, query);
    }

    @Override
    public void close() {
        host.close();
        line.close();
        mail.stop();
    }
}
