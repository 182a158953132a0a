package io.enishi.examples.host;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.enishi.core.process.CommandKey;
import io.enishi.core.spi.StoredCommand;
import io.enishi.core.spi.StoredCommand.Status;
import io.enishi.core.value.Identifier;
import io.enishi.core.value.KeyedHash;
import io.enishi.core.value.OriginId;
import io.enishi.examples.host.line.LineWebhook;
import io.enishi.examples.host.mail.UnsubscribeLinks;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What comes in over the web: people who leave the list, and LINE's reports. */
class PagesTest {

    private final HttpClient browser = HttpClient.newHttpClient();
    private TestShop shop;
    private HttpServer web;
    private URI home;

    @BeforeEach
    void open(@TempDir Path folder) throws IOException {
        shop = new TestShop(folder);
        web = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        shop.host.attachTo(web);
        web.start();
        home = URI.create("http://127.0.0.1:" + web.getAddress().getPort());
        shop.agree(Identifier.email(TestShop.HANAKO.email()), "mail");
        shop.host.desk().join(TestShop.HANAKO, TestShop.START);
        shop.host.desk().place(TestShop.HANAKO, TestShop.order("o-1"), TestShop.START);
        shop.host.desk().ship(TestShop.HANAKO, "o-1", TestShop.START);
        shop.host.desk().deliver(TestShop.HANAKO, "o-1", TestShop.START);
        shop.pass(Duration.ofDays(4)); // how-to was sent on the third day
    }

    @AfterEach
    void close() {
        web.stop(0);
        shop.close();
    }

    private URI linkOf(CommandKey key) {
        return new UnsubscribeLinks(home.resolve("/unsubscribe"), KeyedHash.of(TestShop.SECRET)).linkFor(key);
    }

    private CommandKey howTo() {
        return shop.host.crm().commands(Status.DONE, 100).stream()
                .map(StoredCommand::key)
                .filter(key -> key.visit().startsWith("how-to"))
                .findFirst()
                .orElseThrow();
    }

    private int answer(HttpRequest.Builder request) throws IOException, InterruptedException {
        HttpResponse<String> answer = browser.send(request.build(), BodyHandlers.ofString());
        return answer.statusCode();
    }

    private boolean mailsAfter(Duration later) {
        int before = shop.mail.getReceivedMessages().length;
        shop.pass(later);
        return shop.mail.getReceivedMessages().length > before;
    }

    @Test
    void whoeverOnlyLooksAtTheLinkStaysOnTheList() throws IOException, InterruptedException {
        assertThat(answer(HttpRequest.newBuilder(linkOf(howTo())).GET())).isEqualTo(200);

        assertThat(mailsAfter(Duration.ofDays(24))).isTrue();
    }

    @Test
    void oneClickLeavesTheList() throws IOException, InterruptedException {
        assertThat(answer(HttpRequest.newBuilder(linkOf(howTo()))
                        .POST(BodyPublishers.ofString("List-Unsubscribe=One-Click"))))
                .isEqualTo(200);

        assertThat(mailsAfter(Duration.ofDays(40))).isFalse();
    }

    @Test
    void aLinkThatWeDidNotSignOptsNobodyOut() throws IOException, InterruptedException {
        URI forged = URI.create(linkOf(howTo()).toString().replaceAll("\\.[^.]*$", ".AAAAAAAAAAAAAAAAAAAAAA"));
        URI never = linkOf(new CommandKey(new OriginId(7, 7), "never", "e", "sent.1"));
        for (URI link : List.of(forged, never, home.resolve("/unsubscribe"), home.resolve("/unsubscribe?m=!.!"))) {
            assertThat(answer(HttpRequest.newBuilder(link).POST(BodyPublishers.noBody())))
                    .isEqualTo(404);
        }
        assertThat(mailsAfter(Duration.ofDays(24))).isTrue();
    }

    private int report(String body, String secret) throws IOException, InterruptedException {
        String signature =
                new LineWebhook(secret, user -> Optional.empty()).sign(body.getBytes(StandardCharsets.UTF_8));
        return answer(HttpRequest.newBuilder(home.resolve("/line"))
                .header("x-line-signature", signature)
                .POST(BodyPublishers.ofString(body)));
    }

    private String event(String type, String id, String more) {
        return """
                {"destination": "Ushop", "events": [{"type": "%s", "webhookEventId": "%s", "timestamp": %d, %s
                "source": {"type": "user", "userId": "Uhanako"}}]}
                """.formatted(type, id, shop.time.instant().toEpochMilli(), more);
    }

    private long types(String type) {
        return shop
                .host
                .crm()
                .timeline(shop.host.crm().find(TestShop.HANAKO.identifier()).orElseThrow())
                .stream()
                .filter(event -> event.type().equals(type))
                .count();
    }

    @Test
    void whoBlocksTheAccountGetsNoMoreLineMessages() throws IOException, InterruptedException {
        assertThat(report(event("unfollow", "w-1", ""), "line-secret")).isEqualTo(200);
        assertThat(report(event("unfollow", "w-1", ""), "line-secret")).isEqualTo(200); // LINE repeats itself
        assertThat(types("channel.blocked")).isEqualTo(1);

        shop.pass(Duration.ofDays(20)); // the suggestion, by mail now
        assertThat(shop.line.pushed()).isEmpty();

        assertThat(report(event("follow", "w-2", "\"follow\": {\"isUnblocked\": true},"), "line-secret"))
                .isEqualTo(200);
        assertThat(types("channel.unblocked")).isEqualTo(1);
    }

    @Test
    void whatIsNotSignedByLineIsNotRead() throws IOException, InterruptedException {
        assertThat(report(event("unfollow", "w-1", ""), "another-secret")).isEqualTo(401);
        assertThat(answer(HttpRequest.newBuilder(home.resolve("/line"))
                        .POST(BodyPublishers.ofString(event("unfollow", "w-1", "")))))
                .isEqualTo(401);
        assertThat(report("no json", "line-secret")).isEqualTo(400);
        assertThat(types("channel.blocked")).isZero();
    }
}
