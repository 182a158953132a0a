package io.enishi.examples.host;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.equalToJson;
import static com.github.tomakehurst.wiremock.client.WireMock.matching;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.github.tomakehurst.wiremock.http.Fault;
import io.enishi.core.process.CommandKey;
import io.enishi.core.process.Outcome;
import io.enishi.core.spi.Channel;
import io.enishi.core.value.Identifier;
import io.enishi.core.value.OriginId;
import io.enishi.core.value.Scheme;
import io.enishi.examples.host.line.LineChannel;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What each answer of LINE's push endpoint means, and what is asked of it. */
class LineAnswersTest {

    private static final String PUSH = "/v2/bot/message/push";
    private static final WireMockServer LINE =
            new WireMockServer(WireMockConfiguration.options().dynamicPort());

    @BeforeAll
    static void start() {
        LINE.start();
    }

    @AfterAll
    static void stop() {
        LINE.stop();
    }

    @BeforeEach
    void reset() {
        LINE.resetAll();
    }

    private static LineChannel channel() {
        return patientFor(Duration.ofMinutes(1));
    }

    private static LineChannel patientFor(Duration timeout) {
        return new LineChannel(URI.create(LINE.baseUrl()), "the-token", timeout);
    }

    private static Channel.Message message(String visit) {
        CommandKey key = new CommandKey(new OriginId(1, 2), "win-back", "e-1", visit);
        return new Channel.Message(
                key,
                Identifier.of(Scheme.line("enishi-shop"), "U4af4980629"),
                key.origin(),
                "win-back-short",
                Map.of("body", "花子さん、\"20%\"クーポンです"),
                Map.of(),
                null);
    }

    private static Outcome answered(ResponseDefinitionBuilder answer) {
        LINE.stubFor(post(urlEqualTo(PUSH)).willReturn(answer));
        return channel().send(message("offer.1"));
    }

    private static ResponseDefinitionBuilder says(int status, String message) {
        return aResponse().withStatus(status).withBody("{\"message\":\"" + message + "\"}");
    }

    @Test
    void aPushIsWrittenAsTheReferenceSays() {
        Outcome outcome = answered(aResponse()
                .withHeader("x-line-request-id", "123e4567-e89b-12d3-a456-426655440001")
                .withBody("{\"sentMessages\":[{\"id\":\"461230966842064897\",\"quoteToken\":\"IStG5h1Tz7b\"}]}"));

        assertThat(outcome).isEqualTo(new Outcome.Accepted("461230966842064897"));
        LINE.verify(
                1,
                postRequestedFor(urlEqualTo(PUSH))
                        .withHeader("Authorization", equalTo("Bearer the-token"))
                        .withHeader("Content-Type", equalTo("application/json"))
                        .withHeader(
                                "X-Line-Retry-Key",
                                matching("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"))
                        .withRequestBody(equalToJson("""
                        {"to": "U4af4980629", "messages": [{"type": "text", "text": "花子さん、\\"20%\\"クーポンです"}]}
                        """)));
    }

    @Test
    void theRetryKeyIsTheCommandsAndNoOthers() {
        LINE.stubFor(post(urlEqualTo(PUSH)).willReturn(aResponse().withBody("{}")));
        channel().send(message("offer.1"));
        channel().send(message("offer.1"));
        channel().send(message("reminder.1"));

        List<String> keys = LINE.findAll(postRequestedFor(urlEqualTo(PUSH))).stream()
                .map(request -> request.getHeader("X-Line-Retry-Key"))
                .toList();
        assertThat(keys).hasSize(3);
        assertThat(keys.stream().distinct()).hasSize(2);
    }

    @Test
    void anAnswerWithoutMessageIdsIsStillAccepted() {
        assertThat(answered(aResponse().withHeader("x-line-request-id", "r-1").withBody("not json")))
                .isEqualTo(new Outcome.Accepted("r-1"));
    }

    @Test
    void whatWasTakenBeforeIsAccepted() {
        assertThat(answered(says(409, "The retry key is already accepted")
                        .withHeader("x-line-accepted-request-id", "r-earlier")))
                .isEqualTo(new Outcome.Accepted("r-earlier"));
        assertThat(answered(says(409, "Conflict"))).isInstanceOf(Outcome.Unknown.class);
    }

    @Test
    void tooManyRequestsWait() {
        assertThat(answered(says(429, "The API rate limit has been exceeded. Try again later.")))
                .isEqualTo(new Outcome.RetryAfter(Duration.ofMinutes(1), "LINE 429: too many requests"));
        assertThat(answered(says(429, "busy").withHeader("Retry-After", "7")))
                .isEqualTo(new Outcome.RetryAfter(Duration.ofSeconds(7), "LINE 429: too many requests"));
        assertThat(answered(says(429, "You have reached your monthly limit.")))
                .isEqualTo(new Outcome.RetryAfter(Duration.ofHours(6), "LINE 429: the month's messages are used up"));
    }

    @Test
    void aUserWhoCannotBeReachedIsRejectedWithoutBeingNamed() {
        assertThat(answered(says(400, "The property, 'to', in the request body is invalid: U4af4980629")))
                .isEqualTo(new Outcome.Rejected("LINE 400"));
        assertThat(answered(says(403, "Failed to send messages"))).isEqualTo(new Outcome.Rejected("LINE 403"));
    }

    @Test
    void aTokenThatIsNotTakenSaysNothingAboutTheUser() {
        assertThat(answered(says(401, "Authentication failed"))).isInstanceOf(Outcome.RetryAfter.class);
    }

    @Test
    void nobodyKnowsWhatBecameOfARequestThatFailedInside() {
        assertThat(answered(says(500, "Internal Server Error"))).isEqualTo(new Outcome.Unknown("LINE 500"));
        assertThat(answered(says(503, ""))).isEqualTo(new Outcome.Unknown("LINE 503"));
        assertThat(answered(aResponse().withFault(Fault.CONNECTION_RESET_BY_PEER)))
                .isInstanceOf(Outcome.Unknown.class);
    }

    @Test
    void nobodyKnowsWhatBecameOfARequestThatIsNotAnsweredInTime() {
        LINE.stubFor(post(urlEqualTo(PUSH)).willReturn(aResponse().withFixedDelay(4_000)));
        assertThat(patientFor(Duration.ofMillis(700)).send(message("offer.1")))
                .isEqualTo(new Outcome.Unknown("LINE did not answer"));
    }

    @Test
    void aRequestThatNeverLeftMayBeRepeated() {
        LineChannel nobody = new LineChannel(URI.create("http://127.0.0.1:1"), "t", Duration.ofMinutes(1));

        assertThat(nobody.send(message("offer.1"))).isInstanceOf(Outcome.RetryAfter.class);
    }
}
