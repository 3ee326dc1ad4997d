package dev.trellis.tde.container.docker;

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
import org.jspecify.annotations.Nullable;

/** Speaks as much of the Docker Engine API as a test tells it to. */
final class StubEngine implements AutoCloseable {
    private final HttpServer server;
    private final Map<String, Deque<Answer>> answers = new ConcurrentHashMap<>();
    private final Map<String, byte[]> begun = new ConcurrentHashMap<>();
    private final List<Call> calls = new CopyOnWriteArrayList<>();

    record Call(String what, String body) {}

    private record Answer(int status, String body) {}

    StubEngine() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
    }

    String host() {
        return "tcp://127.0.0.1:" + server.getAddress().getPort();
    }

    /** What a call such as {@code POST /containers/create} gets; several are given one after the other, the last for ever. */
    StubEngine on(String call, int status, String body) {
        answers.computeIfAbsent(call, unused -> new ArrayDeque<>()).add(new Answer(status, body));
        return this;
    }

    /** What a call gets first; the rest of its answer never comes. */
    StubEngine begin(String call, byte[] body) {
        begun.put(call, body);
        return this;
    }

    /** As {@link #on}, and what was told before of that call is forgotten. */
    StubEngine instead(String call, int status, String body) {
        answers.remove(call);
        return on(call, status, body);
    }

    private void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath().replaceFirst("^/v[0-9.]+", "");
        String what = exchange.getRequestMethod() + " " + path;
        calls.add(new Call(what, new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8)));
        byte[] beginning = begun.get(what);
        if (beginning != null) {
            exchange.getResponseHeaders().add("Content-Type", "application/vnd.docker.raw-stream");
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody().write(beginning);
            exchange.getResponseBody().flush();
            return;
        }
        Deque<Answer> queued = answers.getOrDefault(what, new ArrayDeque<>());
        Answer answer = queued.size() > 1 ? queued.poll() : queued.peek();
        byte[] body =
                (answer == null ? "{\"message\":\"no " + what + "\"}" : answer.body()).getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(answer == null ? 404 : answer.status(), body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    List<String> called() {
        return calls.stream().map(Call::what).toList();
    }

    /** The body of the first such call; null when there was none. */
    @Nullable
    String body(String what) {
        return calls.stream()
                .filter(call -> call.what().equals(what))
                .map(Call::body)
                .findFirst()
                .orElse(null);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
