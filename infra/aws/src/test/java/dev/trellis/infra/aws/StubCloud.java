package dev.trellis.infra.aws;

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

/** ECS and CloudWatch Logs as a test tells them to answer, and an S3 that keeps what it is given. */
final class StubCloud implements AutoCloseable {
    private static final String ERROR = "\"__type\"";
    private static final String REFUSED =
            "{\"__type\":\"InvalidParameterException\",\"message\":\"startedBy must be the only filter\"}";
    private static final List<String> OTHER_FILTERS =
            List.of("desiredStatus", "family", "serviceName", "containerInstance", "launchType");

    private final HttpServer server;
    private final Map<String, Deque<String>> answers = new ConcurrentHashMap<>();
    private final List<Call> calls = new CopyOnWriteArrayList<>();
    final Map<String, byte[]> files = new ConcurrentHashMap<>();

    record Call(String operation, String body) {}

    StubCloud() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** What an operation answers; several answers are given one after the other, the last for ever. An {@code __type} is an error. */
    StubCloud on(String operation, String... bodies) {
        answers.put(operation, new ArrayDeque<>(List.of(bodies)));
        return this;
    }

    List<String> called() {
        return calls.stream().map(Call::operation).toList();
    }

    /** The body of the last such call. */
    String body(String operation) {
        return calls.stream()
                .filter(call -> call.operation().equals(operation))
                .reduce((one, other) -> other)
                .map(Call::body)
                .orElseThrow(() -> new AssertionError("no " + operation + " among " + called()));
    }

    private void answer(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        String target = exchange.getRequestHeaders().getFirst("X-Amz-Target");
        if (target == null) {
            file(exchange, body);
            return;
        }
        String operation = target.substring(target.indexOf('.') + 1);
        String asked = new String(body, StandardCharsets.UTF_8);
        calls.add(new Call(operation, asked));
        Deque<String> queued = answers.getOrDefault(operation, new ArrayDeque<>(List.of("{}")));
        String answer = isRefused(operation, asked) ? REFUSED : queued.size() > 1 ? queued.poll() : queued.peek();
        send(exchange, answer.contains(ERROR) ? 400 : 200, answer.getBytes(StandardCharsets.UTF_8));
    }

    /** ECS takes {@code startedBy} as the only filter. */
    private static boolean isRefused(String operation, String asked) {
        return operation.equals("ListTasks")
                && asked.contains("\"startedBy\"")
                && OTHER_FILTERS.stream().anyMatch(filter -> asked.contains("\"" + filter + "\""));
    }

    private void file(HttpExchange exchange, byte[] body) throws IOException {
        String path = exchange.getRequestURI().getPath();
        switch (exchange.getRequestMethod()) {
            case "PUT" -> {
                files.put(path, body);
                send(exchange, 200, new byte[0]);
            }
            case "DELETE" -> {
                files.remove(path);
                send(exchange, 204, new byte[0]);
            }
            default -> send(exchange, files.containsKey(path) ? 200 : 404, files.getOrDefault(path, new byte[0]));
        }
    }

    private static void send(HttpExchange exchange, int status, byte[] body) throws IOException {
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
