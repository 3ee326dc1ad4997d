package dev.trellis.cli;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** A host that answers as it was told and remembers what it was asked. */
final class StubHost implements AutoCloseable {
    private final Map<String, Deque<Answer>> answers = new ConcurrentHashMap<>();
    private final List<Asked> asked = new CopyOnWriteArrayList<>();
    private final HttpServer server;

    record Answer(int status, String body) {}

    record Asked(String request, String token, String body) {}

    StubHost() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
    }

    /** Answers a request such as {@code GET /v1/inbox}; several answers come one after the other, the last one stays. */
    StubHost on(String request, int status, String body) {
        answers.computeIfAbsent(request, unused -> new ArrayDeque<>()).add(new Answer(status, body));
        return this;
    }

    private synchronized void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String request = exchange.getRequestMethod() + " " + exchange.getRequestURI();
            String token = exchange.getRequestHeaders().getFirst("Authorization");
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            asked.add(new Asked(request, token == null ? "" : token, body));
            Deque<Answer> prepared = answers.getOrDefault(request, new ArrayDeque<>());
            Answer answer = prepared.size() > 1 ? prepared.poll() : prepared.peek();
            send(exchange, answer == null ? new Answer(404, problem("there is no " + request)) : answer);
        }
    }

    static String problem(String detail) {
        return "{\"title\": \"There is no such thing\", \"detail\": \"" + detail + "\", \"code\": \"not_found\"}";
    }

    private static void send(HttpExchange exchange, Answer answer) throws IOException {
        byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(answer.status(), body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
    }

    List<Asked> asked() {
        return List.copyOf(asked);
    }

    Asked last() {
        return asked.getLast();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
