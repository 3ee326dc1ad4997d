package dev.trellis.bench.relay;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;

/** An HTTP server on loopback that carries each call to a service, with somebody who may disturb it on its way. */
public final class Relay implements AutoCloseable {
    private static final Duration ANSWER = Duration.ofSeconds(40);
    private static final Set<String> OF_THE_HOP =
            Set.of("connection", "content-length", "host", "upgrade", "http2-settings", "transfer-encoding", "expect");

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(2))
            .build();
    private final Supplier<URI> service;
    private final Disturbance disturbance;

    /**
     * A call on its way.
     *
     * @param path with its query
     * @param callerPort of the caller's end of the connection
     */
    public record Call(String method, String path, Map<String, List<String>> headers, byte[] body, int callerPort) {
        public Call withBody(byte[] other) {
            return new Call(method, path, headers, other, callerPort);
        }

        public String header(String name) {
            return headers.entrySet().stream()
                    .filter(entry -> entry.getKey().equalsIgnoreCase(name))
                    .flatMap(entry -> entry.getValue().stream())
                    .findFirst()
                    .orElse("");
        }
    }

    public record Answer(int status, Map<String, List<String>> headers, byte[] body) {
        public Answer withBody(byte[] other) {
            return new Answer(status, headers, other);
        }
    }

    /** Carries a call to the service. */
    @FunctionalInterface
    public interface Carrier {
        Answer carry(Call call) throws IOException, InterruptedException;
    }

    /** Stands in the way of each call. */
    @FunctionalInterface
    public interface Disturbance {
        Answer around(Call call, Carrier carrier) throws IOException, InterruptedException;
    }

    /** @param service asked for the address at each call */
    public Relay(Supplier<URI> service, Disturbance disturbance) throws IOException {
        this.service = service;
        this.disturbance = disturbance;
        this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    /** Where callers are to go. */
    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** Whatever breaks on the way is to the caller a service that does not answer. */
    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            Answer answer = disturbance.around(call(exchange), this::carry);
            answer.headers().forEach((name, values) -> {
                if (!name.startsWith(":") && !OF_THE_HOP.contains(name.toLowerCase(Locale.ROOT))) {
                    exchange.getResponseHeaders().put(name, values);
                }
            });
            exchange.sendResponseHeaders(answer.status(), answer.body().length == 0 ? -1 : answer.body().length);
            exchange.getResponseBody().write(answer.body());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            throw new IOException(e);
        }
    }

    private static Call call(HttpExchange exchange) throws IOException {
        return new Call(
                exchange.getRequestMethod(),
                exchange.getRequestURI().toString(),
                Map.copyOf(exchange.getRequestHeaders()),
                exchange.getRequestBody().readAllBytes(),
                exchange.getRemoteAddress().getPort());
    }

    private Answer carry(Call call) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(service.get() + call.path()))
                .timeout(ANSWER)
                .method(call.method(), HttpRequest.BodyPublishers.ofByteArray(call.body()));
        call.headers().forEach((name, values) -> {
            if (!OF_THE_HOP.contains(name.toLowerCase(Locale.ROOT))) {
                values.forEach(value -> request.header(name, value));
            }
        });
        HttpResponse<byte[]> response = http.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
        return new Answer(response.statusCode(), response.headers().map(), response.body());
    }

    @Override
    public void close() {
        server.stop(0);
        var unused = threads.shutdownNow();
        http.close();
    }
}
