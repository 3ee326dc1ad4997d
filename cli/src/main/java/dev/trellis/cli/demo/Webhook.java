package dev.trellis.cli.demo;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.trellis.cli.frame.CommandFailure;
import dev.trellis.cli.frame.ExitCode;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** The receiver of the demo's webhook: a small server on loopback that remembers what it was sent. */
final class Webhook implements AutoCloseable {
    /** The ports that the example's policy allows. */
    private static final int FIRST_PORT = 8431;

    private static final int LAST_PORT = 8435;

    private final HttpServer server;
    private final List<String> received = new CopyOnWriteArrayList<>();

    private Webhook(HttpServer server) {
        this.server = server;
    }

    /** Starts it on the first free port. */
    static Webhook start() {
        for (int port = FIRST_PORT; port <= LAST_PORT; port++) {
            try {
                return listen(HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0));
            } catch (BindException taken) {
                continue;
            } catch (IOException e) {
                throw new CommandFailure(ExitCode.FAILED, "cannot start the webhook: " + e.getMessage());
            }
        }
        throw new CommandFailure(
                ExitCode.UNAVAILABLE,
                "no port from " + FIRST_PORT + " to " + LAST_PORT + " is free for the demo's webhook",
                "The example's policy allows these alone: examples/wildlife-strikes/registry/wildlife.policy.yaml");
    }

    private static Webhook listen(HttpServer server) {
        Webhook webhook = new Webhook(server);
        server.createContext("/wildlife", webhook::receive);
        server.start();
        return webhook;
    }

    private void receive(HttpExchange exchange) throws IOException {
        try (exchange) {
            received.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            byte[] answer = "{\"received\":true}".getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().add("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, answer.length);
            exchange.getResponseBody().write(answer);
        }
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/wildlife";
    }

    /** The bodies that came, oldest first. */
    List<String> received() {
        return List.copyOf(received);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
