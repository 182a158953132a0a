package io.enishi.examples.host.mail;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import io.enishi.core.Crm;
import io.enishi.core.consent.ConsentStatement;
import io.enishi.core.process.Effect;
import io.enishi.core.spi.Channel;
import io.enishi.core.spi.StoredCommand;
import io.enishi.core.value.MatchKey;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Objects;
import java.util.Optional;

/**
 * The page behind {@link UnsubscribeLinks}. A POST opts the message's address out of its purpose on its channel, at once; a GET only
 * shows the button, since scanners and previews follow every link (RFC 8058, 3.1).
 */
public final class UnsubscribePage implements HttpHandler {

    private static final String ASK = "<!doctype html><meta charset=utf-8><title>配信停止</title>"
            + "<form method=post><button>このお知らせの配信を停止する</button></form>";
    private static final String DONE = "<!doctype html><meta charset=utf-8><title>配信停止</title><p>配信を停止しました。";
    private static final String UNKNOWN = "<!doctype html><meta charset=utf-8><title>配信停止</title><p>無効なリンクです。";

    private final Crm crm;
    private final UnsubscribeLinks links;
    private final InstantSource clock;

    public UnsubscribePage(Crm crm, UnsubscribeLinks links, InstantSource clock) {
        this.crm = Objects.requireNonNull(crm, "crm");
        this.links = Objects.requireNonNull(links, "links");
        this.clock = Objects.requireNonNull(clock, "clock");
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            String query = exchange.getRequestURI().getRawQuery();
            Optional<ConsentStatement> refusal = query == null
                    ? Optional.empty()
                    : links.read(query).flatMap(crm::command).flatMap(this::refusal);
            if (refusal.isEmpty()) {
                answer(exchange, 404, UNKNOWN);
            } else if (exchange.getRequestMethod().equals("POST")) {
                crm.consent(refusal.get());
                answer(exchange, 200, DONE);
            } else {
                answer(exchange, 200, ASK);
            }
        }
    }

    private Optional<ConsentStatement> refusal(StoredCommand command) {
        Channel.Message message = command.message();
        if (message == null || !(command.command().effect() instanceof Effect.Send send)) {
            return Optional.empty();
        }
        Optional<MatchKey> address = crm.matchKey(message.to());
        return address.map(
                key -> ConsentStatement.refused(key, send.purpose(), command.channel(), clock.instant(), "one-click"));
    }

    private static void answer(HttpExchange exchange, int status, String page) throws IOException {
        byte[] bytes = page.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "text/html; charset=utf-8");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }
}
