package io.enishi.examples.host;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/**
 * Answers pushes as LINE's API documents them, for the demo: one delivery per retry key, 409 for the second request under it, 400 for a
 * user id that is none. What should go wrong is said beforehand.
 */
final class LineStandIn implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** What goes wrong with a request. */
    enum Fault {
        /** Too many requests; nothing is sent. */
        BUSY,
        /** It is sent, but the answer says 500. */
        ANSWER_LOST
    }

    /** @param text as it arrived on the telephone */
    record Push(String user, String text) {}

    private final HttpServer server;
    private final Set<String> noUsers;
    private final Map<String, Deque<Fault>> faults = new HashMap<>();
    private final Map<String, String> acceptedRequests = new HashMap<>();
    private final List<Push> pushed = new ArrayList<>();
    private final List<Integer> answers = new ArrayList<>();
    private int requests;

    /** @param noUsers user ids that LINE does not know */
    LineStandIn(Set<String> noUsers) throws IOException {
        this.noUsers = Set.copyOf(noUsers);
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/v2/bot/message/push", this::push);
        server.start();
    }

    URI uri() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** The next request for a user goes wrong. */
    synchronized void next(String user, Fault fault) {
        faults.computeIfAbsent(user, any -> new ArrayDeque<>()).add(fault);
    }

    /** What arrived on telephones. */
    synchronized List<Push> pushed() {
        return List.copyOf(pushed);
    }

    /** The status of every answer, in order. */
    synchronized List<Integer> answers() {
        return List.copyOf(answers);
    }

    private synchronized void push(HttpExchange exchange) throws IOException {
        try (exchange) {
            String id = "request-" + ++requests;
            exchange.getResponseHeaders().set("x-line-request-id", id);
            JsonNode body = JSON.readTree(exchange.getRequestBody().readAllBytes());
            String user = body.path("to").asString("");
            String key = exchange.getRequestHeaders().getFirst("X-Line-Retry-Key");
            Deque<Fault> ahead = faults.getOrDefault(user, new ArrayDeque<>());
            if (noUsers.contains(user)) {
                answer(exchange, 400, "{\"message\":\"The property, 'to', in the request body is invalid\"}");
            } else if (ahead.peek() == Fault.BUSY) {
                ahead.remove();
                answer(exchange, 429, "{\"message\":\"The API rate limit has been exceeded. Try again later.\"}");
            } else if (acceptedRequests.containsKey(key)) {
                exchange.getResponseHeaders().set("x-line-accepted-request-id", acceptedRequests.get(key));
                answer(exchange, 409, "{\"message\":\"The retry key is already accepted\"}");
            } else {
                acceptedRequests.put(key, id);
                pushed.add(new Push(
                        user, body.path("messages").path(0).path("text").asString("")));
                boolean lost = ahead.poll() == Fault.ANSWER_LOST;
                answer(
                        exchange,
                        lost ? 500 : 200,
                        lost
                                ? "{\"message\":\"Internal Server Error\"}"
                                : "{\"sentMessages\":[{\"id\":\"" + requests + "\"}]}");
            }
        }
    }

    private void answer(HttpExchange exchange, int status, String body) throws IOException {
        answers.add(status);
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
