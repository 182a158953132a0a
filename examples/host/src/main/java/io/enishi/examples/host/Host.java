package io.enishi.examples.host;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.enishi.core.Crm;
import io.enishi.core.process.Effect;
import io.enishi.core.value.CustomerId;
import io.enishi.core.value.Identifier;
import io.enishi.core.value.KeyedHash;
import io.enishi.examples.host.line.LineChannel;
import io.enishi.examples.host.line.LineWebhook;
import io.enishi.examples.host.mail.SmtpChannel;
import io.enishi.examples.host.mail.UnsubscribeLinks;
import io.enishi.examples.host.mail.UnsubscribePage;
import io.enishi.examples.host.post.BatchFiles;
import io.enishi.examples.host.post.BatchRows;
import io.enishi.examples.host.post.PackageInserts;
import io.enishi.examples.host.post.PostalChannel;
import io.enishi.examples.host.post.ResultFile;
import io.enishi.examples.host.shop.Database;
import io.enishi.examples.host.shop.Loyalty;
import io.enishi.examples.host.shop.Members;
import io.enishi.examples.host.shop.OrderDesk;
import io.enishi.jdbc.JdbcCustomerStore;
import io.enishi.jdbc.JdbcSchema;
import io.enishi.scenario.CompiledScenario;
import io.enishi.scenario.Scenario;
import io.enishi.scenario.contact.ContactRules;
import io.enishi.scoring.ScoreModel;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import javax.sql.DataSource;

/** A shop with a CRM inside: everything is wired here, and nothing else knows how. */
public final class Host implements AutoCloseable {

    private static final Duration LINE_TIMEOUT = Duration.ofSeconds(10);

    private final Crm crm;
    private final Members members;
    private final OrderDesk desk;
    private final BatchFiles batches;
    private final ResultFile results;
    private final LineWebhook webhook;
    private final UnsubscribePage unsubscribe;

    /** Opens the shop on its database; both the shop's and the CRM's tables are made where there are none. */
    public Host(DataSource dataSource, Settings settings, InstantSource clock) {
        Database database = new Database(dataSource);
        database.createTables();
        JdbcSchema.of(dataSource).migrate();
        JdbcCustomerStore store = JdbcCustomerStore.open(dataSource, settings.shop());

        KeyedHash signature = KeyedHash.of(settings.secretBytes());
        UnsubscribeLinks links = new UnsubscribeLinks(settings.unsubscribePage(), signature);
        members = new Members(database);
        BatchRows rows = new BatchRows(database);
        Loyalty loyalty = new Loyalty(database, store.inbox(), signature, settings.zone(), this::identifiers);
        ScoreModel engagement = ScoreModel.parse(text("rules/shop/engagement.yaml"));

        crm = Crm.builder(settings.shop())
                .store(store)
                .secret(settings.secretBytes())
                .zone(settings.zone())
                .clock(clock)
                .channel(loyalty.honouring(new SmtpChannel(settings.smtp(), settings.sender(), links, clock)))
                .channel(loyalty.honouring(new LineChannel(settings.lineApi(), settings.lineToken(), LINE_TIMEOUT)))
                .channel(loyalty.honouring(new PostalChannel(rows, members)))
                .handler(Effect.ExportRow.class, new PackageInserts(rows, members, this::identifiers))
                .handler(Effect.GrantPoints.class, loyalty::grant)
                .handler(Effect.IssueCoupon.class, loyalty::issue)
                .renderer(Contents.ofTheShop(settings.sender(), links))
                .contactPolicy(ContactRules.parse(text("rules/shop/contact.yaml")))
                .fold(engagement.fold())
                .segments(engagement.segments())
                .journey(scenario("first-order"))
                .journey(scenario("07-second-purchase"))
                .journey(scenario("26-line-to-dm"))
                .build();

        desk = new OrderDesk(database, store.inbox());
        batches = new BatchFiles(rows, settings.batches());
        results = new ResultFile(database, store.inbox());
        webhook = new LineWebhook(settings.lineSecret(), members::byLineUser);
        unsubscribe = new UnsubscribePage(crm, links, clock);
    }

    private static CompiledScenario scenario(String name) {
        return Scenario.parse(text("scenarios/" + name + ".yaml")).compile();
    }

    private static String text(String resource) {
        try (InputStream in = Objects.requireNonNull(Host.class.getResourceAsStream("/" + resource), resource)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private List<Identifier> identifiers(CustomerId customer) {
        return crm.customer(customer).map(card -> card.identifiers()).orElse(List.of());
    }

    public Crm crm() {
        return crm;
    }

    public Members members() {
        return members;
    }

    public OrderDesk desk() {
        return desk;
    }

    public BatchFiles batches() {
        return batches;
    }

    public ResultFile results() {
        return results;
    }

    /** Puts the host's two pages on a web server: {@code /unsubscribe} and {@code /line}. */
    public void attachTo(HttpServer server) {
        server.createContext("/unsubscribe", unsubscribe);
        server.createContext("/line", this::line);
    }

    /** Answers once the events are kept; LINE comes again with what was not answered 200. */
    private void line(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            int status = 200;
            try {
                crm.acceptAll(webhook.read(body, exchange.getRequestHeaders().getFirst("x-line-signature")));
            } catch (SecurityException forged) {
                status = 401;
            } catch (IllegalArgumentException unreadable) {
                status = 400;
            }
            exchange.sendResponseHeaders(status, -1);
        }
    }

    /** What a scheduler calls every minute or so: decides what was queued and what is due, and lets messages leave. */
    public void turn() {
        crm.drain();
        crm.runDue();
        crm.deliver();
    }

    @Override
    public void close() {
        crm.close();
    }
}
