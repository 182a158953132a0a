package io.enishi.examples.host;

import io.enishi.core.Crm;
import io.enishi.core.consent.ConsentStatement;
import io.enishi.core.event.Order;
import io.enishi.core.event.OrderLine;
import io.enishi.core.value.Identifier;
import io.enishi.core.value.Money;
import io.enishi.examples.host.LineStandIn.Fault;
import io.enishi.examples.host.line.LineWebhook;
import io.enishi.examples.host.post.ResultFile;
import io.enishi.examples.host.shop.Member;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Seven weeks of six people, through the doors that a shop has: its order desk, its web pages, LINE's webhook, the printer's files. */
final class Story {

    static final String LINE_SECRET = "demo-channel-secret";
    static final String KEN_LINE = "Ukendoesnotexist";

    static final Member HANAKO =
            new Member("m-001", "花子", "hanako@mail.example", "Uhanako", "150-0001", "東京都渋谷区神宮前1-2-3");
    static final Member TARO = new Member("m-002", "太郎", "taro@mail.example", "Utaro", "", "");
    static final Member JIRO = new Member("m-003", "次郎", "jiro@mail.example", "", "", "");
    static final Member KEN = new Member("m-004", "健", "", KEN_LINE, "", "");
    static final Member SORA = new Member("m-005", "空", "sora@mail.example", "", "", "");
    static final Member YUKI = new Member("m-006", "雪", "", "Uyuki", "", "");
    static final List<Member> ALL = List.of(HANAKO, TARO, JIRO, KEN, SORA, YUKI);

    private final Demo demo;
    private final Crm crm;
    private final HttpClient browser = HttpClient.newHttpClient();

    Story(Demo demo) {
        this.demo = demo;
        this.crm = demo.host.crm();
    }

    void play() {
        ALL.forEach(member -> demo.host.desk().join(member, demo.time.instant()));
        agree(Identifier.email(HANAKO.email()), "mail");
        agree(HANAKO.identifier(), "dm");
        agree(Identifier.email(TARO.email()), "mail");
        agree(Identifier.email(JIRO.email()), "mail");
        day(1);
        for (Member member : ALL) {
            order(member, "EC-1" + member.id().substring(2), 12_000);
        }
        day(2);
        demo.host.batches().write("insert", "insert-20260403.csv"); // before the warehouse packs
        ALL.forEach(member -> demo.host.desk().ship(member, "EC-1" + member.id().substring(2), demo.time.instant()));
        day(4);
        ALL.forEach(
                member -> demo.host.desk().deliver(member, "EC-1" + member.id().substring(2), demo.time.instant()));

        day(9);
        clickUnsubscribe(JIRO);
        day(12);
        block(TARO);
        demo.line.next(HANAKO.lineUser(), Fault.BUSY);
        demo.line.next(YUKI.lineUser(), Fault.ANSWER_LOST);
        day(27);
        demo.host.batches().write("dm", "dm-20260428.csv");
        day(33);
        printerReports("dm-20260428.csv");
        day(35);
        order(HANAKO, "EC-2001", 8_000); // a second order: the goal
        day(49);
    }

    private void day(int number) {
        demo.until(Demo.START.plus(Duration.ofDays(number)));
    }

    private void order(Member member, String orderId, long yen) {
        List<OrderLine> lines = List.of(OrderLine.of("kettle", "kitchen", 1, Money.yen(yen)));
        demo.host.desk().place(member, Order.of(orderId, "ec", lines), demo.time.instant());
    }

    private void agree(Identifier address, String channel) {
        crm.consent(ConsentStatement.granted(
                crm.matchKey(address).orElseThrow(),
                "newsletter",
                channel,
                demo.time.instant(),
                "web-form",
                "terms-2026-01"));
    }

    /** What a mail program does when somebody presses its button (RFC 8058). */
    private void clickUnsubscribe(Member member) {
        for (MimeMessage mail : demo.mail.getReceivedMessages()) {
            try {
                String link = mail.getHeader("List-Unsubscribe", null);
                if (link != null && mail.getAllRecipients()[0].toString().equals(member.email())) {
                    post(URI.create(link.substring(1, link.length() - 1)), "List-Unsubscribe=One-Click", "");
                    return;
                }
            } catch (MessagingException unreadable) {
                throw new IllegalStateException(unreadable);
            }
        }
        throw new IllegalStateException(member + " has no advertising mail");
    }

    /** What LINE tells when somebody blocks the account. */
    private void block(Member member) {
        String body = """
                {"destination": "Ushop", "events": [{"type": "unfollow", "webhookEventId": "w-%s", "timestamp": %d,
                "source": {"type": "user", "userId": "%s"}, "deliveryContext": {"isRedelivery": false}}]}
                """.formatted(member.id(), demo.time.instant().toEpochMilli(), member.lineUser());
        String signature =
                new LineWebhook(LINE_SECRET, user -> Optional.empty()).sign(body.getBytes(StandardCharsets.UTF_8));
        post(URI.create("http://127.0.0.1:" + demo.web.getAddress().getPort() + "/line"), body, signature);
    }

    private void post(URI to, String body, String signature) {
        HttpRequest request = HttpRequest.newBuilder(to)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header("x-line-signature", signature)
                .POST(BodyPublishers.ofString(body))
                .build();
        try {
            int status = browser.send(request, BodyHandlers.discarding()).statusCode();
            if (status != 200) {
                throw new IllegalStateException("the host's page answered " + status);
            }
        } catch (IOException failed) {
            throw new IllegalStateException("the host's page did not answer", failed);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", stopped);
        }
    }

    /** The printer's file: our own keys, each with what became of the card. */
    private void printerReports(String sent) {
        try {
            StringBuilder results = new StringBuilder("key,result\n");
            Files.readAllLines(demo.batches.resolve(sent)).stream()
                    .skip(1)
                    .map(line -> line.substring(0, line.indexOf(',')))
                    .forEach(key -> results.append(key).append(",delivered\n"));
            Path file = Files.writeString(demo.batches.resolve("result-" + sent), results);
            Instant now = demo.time.instant();
            ResultFile.Report report = demo.host.results().read(file, now);
            if (!report.problems().isEmpty()) {
                throw new IllegalStateException(report.problems().toString());
            }
        } catch (IOException failed) {
            throw new IllegalStateException("the printer's file cannot be written", failed);
        }
    }
}
