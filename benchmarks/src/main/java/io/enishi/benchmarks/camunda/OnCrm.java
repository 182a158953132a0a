package io.enishi.benchmarks.camunda;

import io.enishi.core.Crm;
import io.enishi.core.event.CustomerEvent;
import io.enishi.core.event.EventBody;
import io.enishi.core.event.EventBody.MessageStep;
import io.enishi.core.process.Outcome;
import io.enishi.core.spi.Channel;
import io.enishi.core.value.EventId;
import io.enishi.core.value.Identifier;
import io.enishi.core.value.Scheme;
import io.enishi.core.value.ShopId;
import io.enishi.jdbc.JdbcCustomerStore;
import io.enishi.jdbc.JdbcSchema;
import io.enishi.scenario.Scenario;
import io.enishi.scenario.ScenarioContext;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import javax.sql.DataSource;

/** The journey in a {@code Crm} as shops run it: every event, decision and reason is kept, and a send is decided twice. */
final class OnCrm implements Contestant {

    private static final String JOURNEY = """
        scenario: hello
        goal: {text: They read what we write, when: {happened: order.placed}}
        owner: crm
        rationale: to measure it
        start: {event: customer.registered}
        steps:
          - send: hello
            class: transactional
            purpose: service
            by: [{mail: hello}]
          - wait-for: {reacted: hello, by: [opened]}
            timeout: 3 days
            then:
              - send: thanks
                class: transactional
                purpose: service
                by: [{mail: thanks}]
            otherwise:
              - send: reminder
                class: transactional
                purpose: service
                by: [{mail: reminder}]
        """;

    /** Takes everything, and remembers under which key the first message of each address left, as reports of openings tell it. */
    private static final class Mail implements Channel {
        private final Map<String, String> keys = new HashMap<>();
        private long sent;

        @Override
        public String name() {
            return "mail";
        }

        @Override
        public Capabilities capabilities() {
            return Capabilities.addressedBy("email").reportingOpens().deduplicatingFor(Duration.ofDays(1));
        }

        @Override
        public Outcome send(Message message) {
            keys.putIfAbsent(message.to().value(), message.key().toString());
            sent++;
            return new Outcome.Accepted("");
        }
    }

    private final DataSource source;
    private final Mail mail = new Mail();
    private final AtomicReference<Instant> clock;
    private final Crm crm;
    private long events;

    OnCrm(DataSource source, long now) {
        this.source = source;
        this.clock = new AtomicReference<>(Instant.ofEpochMilli(now));
        JdbcSchema.of(source).migrate();
        crm = Crm.builder("shop")
                .store(JdbcCustomerStore.open(source, ShopId.of("shop")))
                .secret("0123456789abcdef".getBytes(StandardCharsets.US_ASCII))
                .clock(clock::get)
                .channel(mail)
                .journey(Scenario.parse(JOURNEY)
                        .compile(ScenarioContext.standard().withChannels(List.of(mail))))
                .build();
    }

    private static Identifier who(int person) {
        return Identifier.verified(Scheme.EMAIL, "m" + person + "@example.jp");
    }

    @Override
    public void start(int person) {
        crm.accept(CustomerEvent.of(
                "shop", EventId.of(events++), who(person), clock.get(), new EventBody.Registered("web")));
    }

    @Override
    public void opened(int person) {
        Identifier who = who(person);
        String key = mail.keys.get(who.value());
        crm.accept(CustomerEvent.of(
                "mail",
                EventId.of(events++),
                who,
                clock.get(),
                new EventBody.MessageEvent(MessageStep.OPENED, key, "mail", "hello", "hello", "")));
    }

    @Override
    public void timeOuts(long later) {
        clock.set(Instant.ofEpochMilli(later));
        while (crm.runDue() > 0) {}
    }

    @Override
    public void deliver() {
        while (crm.deliver() > 0) {}
    }

    @Override
    public long sent() {
        return mail.sent;
    }

    @Override
    public long running() {
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("select count(*) from enishi_run where ended_at is null")) {
            rows.next();
            return rows.getLong(1);
        } catch (SQLException e) {
            throw new IllegalStateException("runs could not be counted", e);
        }
    }

    @Override
    public void close() {
        crm.close();
    }
}
