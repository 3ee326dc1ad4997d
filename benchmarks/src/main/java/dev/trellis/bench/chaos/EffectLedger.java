package dev.trellis.bench.chaos;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The outside world that tasks have their effects in: a service that takes an idempotency key once and counts every call.
 * It lives in this program, which nothing kills, and the platform knows no more of it than its address.
 */
final class EffectLedger implements AutoCloseable {
    private static final byte[] TAKEN = "{\"taken\":true}".getBytes(StandardCharsets.UTF_8);

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Snare snare;
    private final Map<String, Set<String>> keysOfSteps = new ConcurrentHashMap<>();
    private final AtomicLong calls = new AtomicLong();

    /** @param snare may be set at {@link CrashPoint#EFFECT_DONE} */
    EffectLedger(Snare snare) throws IOException {
        this.snare = snare;
        this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/effect/", this::take);
        server.start();
    }

    int port() {
        return server.getAddress().getPort();
    }

    private void take(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] unused = exchange.getRequestBody().readAllBytes();
            String step = exchange.getRequestURI().getPath().substring("/effect/".length());
            String key = String.valueOf(exchange.getRequestHeaders().getFirst("Idempotency-Key"));
            record(step, key);
            if (snare.isSetAt(CrashPoint.EFFECT_DONE)) {
                snare.pass(
                        CrashPoint.EFFECT_DONE,
                        PortOwner.of(exchange.getRemoteAddress().getPort()));
            }
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, TAKEN.length);
            exchange.getResponseBody().write(TAKEN);
        }
    }

    /** Enters a call: a key that is known has no further effect. */
    void record(String step, String key) {
        long unused = calls.incrementAndGet();
        keysOfSteps.merge(step, Set.of(key), EffectLedger::union);
    }

    private static Set<String> union(Set<String> known, Set<String> more) {
        Set<String> all = new HashSet<>(known);
        return all.addAll(more) ? Set.copyOf(all) : known;
    }

    /** How often the service was called. */
    long calls() {
        return calls.get();
    }

    /** How many steps have had an effect. */
    int steps() {
        return keysOfSteps.size();
    }

    boolean has(String step) {
        return keysOfSteps.containsKey(step);
    }

    /** Steps that had their effect under more than one key, and so more than once. */
    long doubled() {
        return keysOfSteps.values().stream().filter(keys -> keys.size() > 1).count();
    }

    @Override
    public void close() {
        server.stop(0);
        var unused = threads.shutdownNow();
    }
}
