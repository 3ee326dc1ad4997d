package dev.trellis.infra.local.daemon;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.concurrent.Executors;
import java.util.function.Supplier;

/**
 * The daemon's control endpoint: {@code GET /status} answers what runs, {@code POST /stop} answers 202 and stops the daemon. Both
 * want the header {@code X-Trellis-Control} with the token of the platform file, so no web page can reach them.
 */
final class ControlApi implements AutoCloseable {

    /** The header that carries the token. */
    static final String HEADER = "X-Trellis-Control";

    private final HttpServer server;
    private final String token;
    private final Supplier<String> status;
    private final Runnable stop;

    private ControlApi(HttpServer server, String token, Supplier<String> status, Runnable stop) {
        this.server = server;
        this.token = token;
        this.status = status;
        this.stop = stop;
    }

    static ControlApi start(int port, String token, Supplier<String> status, Runnable stop) {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
            ControlApi api = new ControlApi(server, token, status, stop);
            server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
            server.createContext("/", api::handle);
            server.start();
            return api;
        } catch (IOException e) {
            throw new UncheckedIOException("control: cannot listen on port " + port, e);
        }
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            String question =
                    exchange.getRequestMethod() + " " + exchange.getRequestURI().getPath();
            if (!authorised(exchange)) {
                reply(exchange, 401, "{\"error\":\"the header " + HEADER + " is missing or wrong\"}");
            } else if (question.equals("GET /status")) {
                reply(exchange, 200, status.get());
            } else if (question.equals("POST /stop")) {
                reply(exchange, 202, "{\"phase\":\"stopping\"}");
                stop.run();
            } else {
                reply(exchange, 404, "{\"error\":\"there are GET /status and POST /stop\"}");
            }
        }
    }

    private boolean authorised(HttpExchange exchange) {
        String given = exchange.getRequestHeaders().getFirst(HEADER);
        return given != null
                && MessageDigest.isEqual(
                        given.getBytes(StandardCharsets.UTF_8), token.getBytes(StandardCharsets.UTF_8));
    }

    private static void reply(HttpExchange exchange, int status, String json) throws IOException {
        byte[] body = json.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
