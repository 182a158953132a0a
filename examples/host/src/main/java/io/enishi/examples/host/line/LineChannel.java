package io.enishi.examples.host.line;

import io.enishi.core.process.CommandKey;
import io.enishi.core.process.Outcome;
import io.enishi.core.spi.Channel;
import io.enishi.examples.host.shop.KeyIds;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/**
 * Pushes the bubbles and cards of part {@code messages}, or part {@code body} as one text. The retry key is derived from the command's key, so LINE itself drops a second push of
 * one command, for 24 hours after the first.
 *
 * @see <a href="https://developers.line.biz/en/docs/messaging-api/retrying-api-request/">Retry failed API requests</a>
 */
public final class LineChannel implements Channel {

    /** For how long LINE knows a retry key. */
    public static final Duration RETRY_KEY_LIFETIME = Duration.ofHours(24);

    /** A retry may be decided this long before it reaches LINE; past the lifetime it would be a second message. */
    private static final Duration MARGIN = Duration.ofMinutes(10);

    /** LINE's limits are per second, minute or hour. */
    private static final Duration RATE_PAUSE = Duration.ofMinutes(1);
    /** The month's messages are used up, or our token is not taken: only a person can change that. */
    private static final Duration LONG_PAUSE = Duration.ofHours(6);

    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient client;
    private final URI push;
    private final String token;
    private final Duration timeout;

    /**
     * @param api {@code https://api.line.me}, or a stand-in
     * @param token channel access token
     * @param timeout for a whole request
     */
    public LineChannel(URI api, String token, Duration timeout) {
        this.push = api.resolve("/v2/bot/message/push");
        this.token = Objects.requireNonNull(token, "token");
        this.timeout = Objects.requireNonNull(timeout, "timeout");
        this.client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(timeout)
                .build();
    }

    @Override
    public String name() {
        return "line";
    }

    @Override
    public Capabilities capabilities() {
        return Capabilities.addressedBy("line")
                .deduplicatingFor(RETRY_KEY_LIFETIME.minus(MARGIN))
                .permittedUntilBlocked();
    }

    @Override
    public Outcome send(Message message) {
        Map<String, Object> body = Map.of("to", message.to().value(), "messages", messages(message));
        HttpRequest request = HttpRequest.newBuilder(push)
                .timeout(timeout)
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .header("X-Line-Retry-Key", retryKey(message.key()))
                .POST(BodyPublishers.ofByteArray(JSON.writeValueAsBytes(body)))
                .build();
        try {
            return outcome(client.send(request, BodyHandlers.ofString()));
        } catch (HttpConnectTimeoutException | ConnectException neverLeft) {
            return new Outcome.RetryAfter(RATE_PAUSE, "LINE cannot be reached");
        } catch (IOException lost) {
            return new Outcome.Unknown("LINE did not answer");
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return new Outcome.Unknown("interrupted while LINE was asked");
        }
    }

    /** The part "messages" as it is, else the part "body" as one bubble. */
    private static Object messages(Message message) {
        String written = message.parts().get("messages");
        return written == null
                ? List.of(Map.of("type", "text", "text", message.parts().getOrDefault("body", "")))
                : JSON.readTree(written).path("messages");
    }

    static String retryKey(CommandKey key) {
        return KeyIds.uuid("line-retry-key", key).toString();
    }

    private static Outcome outcome(HttpResponse<String> answer) {
        int status = answer.statusCode();
        if (status == 200) {
            return new Outcome.Accepted(messageId(answer));
        }
        if (status == 409) { // an earlier attempt was taken, only its answer was lost
            return answer.headers()
                    .firstValue("x-line-accepted-request-id")
                    .<Outcome>map(Outcome.Accepted::new)
                    .orElseGet(() -> new Outcome.Unknown("LINE 409 without an accepted request"));
        }
        if (status == 429) {
            boolean month = answer.body().contains("monthly limit");
            return month
                    ? new Outcome.RetryAfter(LONG_PAUSE, "LINE 429: the month's messages are used up")
                    : new Outcome.RetryAfter(retryAfter(answer), "LINE 429: too many requests");
        }
        if (status == 401) { // says nothing about the person
            return new Outcome.RetryAfter(LONG_PAUSE, "LINE 401: our access token is not taken");
        }
        if (status >= 400 && status < 500) {
            return new Outcome.Rejected("LINE " + status);
        }
        return new Outcome.Unknown("LINE " + status);
    }

    private static Duration retryAfter(HttpResponse<String> answer) {
        String seconds = answer.headers().firstValue("retry-after").orElse("");
        return seconds.matches("[0-9]{1,6}") ? Duration.ofSeconds(Long.parseLong(seconds)) : RATE_PAUSE;
    }

    /** LINE's id of the message, else of the request. */
    private static String messageId(HttpResponse<String> answer) {
        try {
            JsonNode id =
                    JSON.readTree(answer.body()).path("sentMessages").path(0).path("id");
            if (id.isString()) {
                return id.asString();
            }
        } catch (JacksonException unreadable) {
            // It was taken all the same; the request's id will do.
        }
        return answer.headers().firstValue("x-line-request-id").orElse("");
    }
}
