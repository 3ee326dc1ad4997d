package dev.trellis.infra.knative;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.trellis.contract.wire.JsonText;
import dev.trellis.contract.wire.WireFormatException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Where a broker delivers to this process: {@code POST /QUEUE} with one CloudEvent, binary or structured. The request stays open until the
 * message is settled: 204 once it is deleted, 503 when it is given back or nobody takes it in time, so that the broker keeps it until then
 * and delivers it again. Nothing is stored here.
 */
final class Mailbox implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int MAX_BYTES = 1024 * 1024;

    /** For the answers to what has been settled. */
    private static final int GRACE_SECONDS = 1;

    private static final int NO_CONTENT = 204;
    private static final int BAD_REQUEST = 400;
    private static final int UNAUTHORIZED = 401;
    private static final int NOT_FOUND = 404;
    private static final int NO_METHOD = 405;
    private static final int TOO_LARGE = 413;
    private static final int UNAVAILABLE = 503;

    private final HttpServer server;
    private final Predicate<String> exists;
    private final Admission admission;
    private final Map<String, Letterbox> letterboxes = new ConcurrentHashMap<>();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    private Mailbox(HttpServer server, Predicate<String> exists, Admission admission) {
        this.server = server;
        this.exists = exists;
        this.admission = admission;
    }

    /**
     * Opens one.
     *
     * @param exists whether there is a queue of a name
     */
    static Mailbox at(InetSocketAddress address, Predicate<String> exists, Admission admission) {
        try {
            Mailbox mailbox = new Mailbox(HttpServer.create(address, 0), exists, admission);
            mailbox.server.setExecutor(mailbox.threads);
            mailbox.server.createContext("/", mailbox::serve);
            mailbox.server.start();
            return mailbox;
        } catch (IOException taken) {
            throw new UncheckedIOException("no mailbox at " + address + ": " + taken.getMessage(), taken);
        }
    }

    int port() {
        return server.getAddress().getPort();
    }

    /** @throws IllegalArgumentException when there is no such queue */
    Letterbox of(String queue) {
        if (!exists.test(queue)) {
            throw new IllegalArgumentException("no such queue: " + queue);
        }
        return letterboxes.computeIfAbsent(queue, name -> new Letterbox(PATIENCE));
    }

    private void serve(HttpExchange exchange) throws IOException {
        try (exchange) {
            exchange.sendResponseHeaders(status(exchange), -1);
        }
    }

    private int status(HttpExchange exchange) throws IOException {
        String queue = exchange.getRequestURI().getPath().substring(1);
        if (!exchange.getRequestMethod().equals("POST")) {
            return NO_METHOD;
        }
        if (!admission.admits(exchange)) {
            return UNAUTHORIZED;
        }
        if (!exists.test(queue)) {
            return NOT_FOUND;
        }
        byte[] body = exchange.getRequestBody().readNBytes(MAX_BYTES + 1);
        if (body.length > MAX_BYTES) {
            return TOO_LARGE;
        }
        Optional<Letter> letter = letter(exchange, new String(body, StandardCharsets.UTF_8));
        if (letter.isEmpty()) {
            return BAD_REQUEST;
        }
        return of(queue).deliver(letter.get()) ? NO_CONTENT : UNAVAILABLE;
    }

    private static Optional<Letter> letter(HttpExchange exchange, String body) {
        String mediaType = header(exchange, "Content-Type");
        if (mediaType != null && mediaType.startsWith(Envelope.STRUCTURED)) {
            return structured(body);
        }
        String id = header(exchange, "ce-id");
        return id == null ? Optional.empty() : Optional.of(new Letter(id, body));
    }

    private static Optional<Letter> structured(String body) {
        try {
            var event = JsonText.parse(body);
            return event.hasNonNull("id") && event.has("data")
                    ? Optional.of(new Letter(event.path("id").asText(), JsonText.write(event.path("data"))))
                    : Optional.empty();
        } catch (WireFormatException noJson) {
            return Optional.empty();
        }
    }

    private static @Nullable String header(HttpExchange exchange, String name) {
        return exchange.getRequestHeaders().getFirst(name);
    }

    @Override
    public void close() {
        letterboxes.values().forEach(Letterbox::giveAllBack);
        server.stop(GRACE_SECONDS);
        threads.shutdownNow();
    }
}
