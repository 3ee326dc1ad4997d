package dev.trellis.infra.knative;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.trellis.contract.port.QueueNames;
import dev.trellis.infra.knative.KnativeSettings.SinkAddress;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;

/**
 * A broker on loopback that delivers as Knative's does: {@code POST /QUEUE} takes an event, a subscriber gets it until it answers 2xx, what
 * was tried too often or is refused for good goes to the subscriber of the dead-letter queue.
 */
final class SmallBroker implements AutoCloseable {
    /** A free port of this machine alone. */
    static final InetSocketAddress LOOPBACK = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);

    private static final Duration PAUSE = Duration.ofMillis(20);
    private static final Set<Integer> TRIED_AGAIN = Set.of(404, 408, 409, 429);

    private final HttpServer server;
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Map<String, Subscription> subscriptions = new ConcurrentHashMap<>();
    private final List<Delivered> deliveries = new CopyOnWriteArrayList<>();
    private final Set<String> closed = ConcurrentHashMap.newKeySet();
    private final Map<String, Integer> open = new HashMap<>();

    /** @param copies how often the broker delivers each event, though it was taken the first time */
    private record Subscription(URI subscriber, int tries, int copies) {}

    /** One try of a delivery and its answer. */
    record Delivered(String queue, String id, int status) {}

    SmallBroker() throws IOException {
        server = HttpServer.create(LOOPBACK, 0);
        server.setExecutor(threads);
        server.createContext("/", this::take);
        server.start();
    }

    SinkAddress address() {
        return new SinkAddress("http://127.0.0.1:" + server.getAddress().getPort() + "/{queue}");
    }

    void subscribe(String queue, URI subscriber, int tries, int copies) {
        subscriptions.put(queue, new Subscription(subscriber, tries, copies));
    }

    /** Delivers a queue and its dead letters to a mailbox. */
    void subscribe(String queue, Mailbox mailbox, int tries) {
        String address = "http://127.0.0.1:" + mailbox.port() + "/";
        subscribe(queue, URI.create(address + queue), tries, 1);
        String deadLetters = QueueNames.deadLetter(queue);
        subscribe(deadLetters, URI.create(address + deadLetters), 1_000, 1);
    }

    boolean knows(String queue) {
        return subscriptions.containsKey(queue);
    }

    /** Answers 503 to what is sent to a queue, until it is opened again. */
    void shut(String queue) {
        closed.add(queue);
    }

    void open(String queue) {
        closed.remove(queue);
    }

    /** Deliveries of a queue so far, in the order of their answers. */
    List<Delivered> deliveries(String queue) {
        return deliveries.stream().filter(one -> one.queue().equals(queue)).toList();
    }

    /** Whether an event of a queue is neither taken nor set aside. */
    synchronized boolean isBusyWith(String queue) {
        return open.getOrDefault(queue, 0) > 0;
    }

    /** Waits until all events of a queue are taken or set aside. */
    synchronized void awaitRest(String queue) throws InterruptedException {
        while (isBusyWith(queue)) {
            wait();
        }
    }

    /** Waits until an event of a queue was tried, whatever came of it. */
    synchronized void awaitDelivery(String queue) throws InterruptedException {
        while (deliveries(queue).isEmpty()) {
            wait();
        }
    }

    private synchronized void told(Delivered delivered) {
        deliveries.add(delivered);
        notifyAll();
    }

    private synchronized void count(String queue, int events) {
        open.merge(queue, events, Integer::sum);
        notifyAll();
    }

    private void take(HttpExchange exchange) throws IOException {
        try (exchange) {
            String queue = exchange.getRequestURI().getPath().substring(1);
            byte[] body = exchange.getRequestBody().readAllBytes();
            Headers headers = exchange.getRequestHeaders();
            if (!knows(queue)) {
                exchange.sendResponseHeaders(404, -1);
            } else if (closed.contains(queue)) {
                exchange.sendResponseHeaders(503, -1);
            } else {
                count(queue, 1);
                threads.execute(() -> {
                    deliverAll(queue, headers, body);
                    count(queue, -1);
                });
                exchange.sendResponseHeaders(202, -1);
            }
        }
    }

    private void deliverAll(String queue, Headers headers, byte[] body) {
        Subscription to = subscriptions.get(queue);
        if (to != null) {
            for (int copy = 0; copy < to.copies(); copy++) {
                deliver(queue, to, headers, body);
            }
        }
    }

    private void deliver(String queue, Subscription to, Headers headers, byte[] body) {
        for (int tried = 0; tried < to.tries(); tried++) {
            int status = post(queue, to.subscriber(), headers, body);
            if (status >= 200 && status < 300) {
                return;
            }
            if (status >= 400 && status < 500 && !TRIED_AGAIN.contains(status)) {
                break;
            }
            LockSupport.parkNanos(PAUSE.toNanos());
        }
        deliverAll(QueueNames.deadLetter(queue), headers, body);
    }

    /** The answer's status; 503 when there is no answer. */
    private int post(String queue, URI subscriber, Headers headers, byte[] body) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(subscriber).POST(HttpRequest.BodyPublishers.ofByteArray(body));
        headers.forEach((name, values) -> {
            if (name.toLowerCase(Locale.ROOT).matches("content-type|ce-.*")) {
                request.header(name, values.getFirst());
            }
        });
        int status = 503;
        try {
            status = http.send(request.build(), BodyHandlers.discarding()).statusCode();
        } catch (IOException unreachable) {
            status = 503;
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
        told(new Delivered(queue, String.valueOf(headers.getFirst("ce-id")), status));
        return status;
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
        http.shutdownNow();
    }
}
