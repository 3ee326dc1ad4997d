package dev.trellis.infra.local.function;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The Lambda Runtime API for one function process, on a loopback port of its own.
 *
 * <p>The process asks for its next invocation, posts a response or an error for it, and asks again; its first question tells that it
 * is up. See the AWS Lambda developer guide, "Using the Lambda runtime API".
 */
final class RuntimeApi implements AutoCloseable {

    private static final String BASE = "/2018-06-01/runtime/";
    private static final byte[] ACCEPTED = "{\"status\":\"OK\"}".getBytes(StandardCharsets.UTF_8);

    private final String functionArn;
    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final SynchronousQueue<Invocation> handOver = new SynchronousQueue<>();
    private final CompletableFuture<Void> up = new CompletableFuture<>();
    private final CompletableFuture<String> initError = new CompletableFuture<>();
    private volatile @Nullable Invocation current;

    RuntimeApi(String functionArn) {
        this.functionArn = functionArn;
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException("no port for the runtime API", e);
        }
        server.setExecutor(threads);
        server.createContext(BASE, this::handle);
        server.start();
    }

    /** The value of {@code AWS_LAMBDA_RUNTIME_API}. */
    String address() {
        return "127.0.0.1:" + server.getAddress().getPort();
    }

    /** Completes when the process has asked for work for the first time. */
    CompletableFuture<Void> up() {
        return up;
    }

    /** Completes with the error object when the process reports that it could not initialise. */
    CompletableFuture<String> initError() {
        return initError;
    }

    /** Gives the process its next invocation if it asks for one within the time; false when it did not ask. */
    boolean offer(Invocation invocation, long millis) throws InterruptedException {
        return handOver.offer(invocation, millis, TimeUnit.MILLISECONDS);
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getPath();
            if (path.equals(BASE + "invocation/next")) {
                next(exchange);
            } else if (path.equals(BASE + "init/error")) {
                boolean unused = initError.complete(text(exchange));
                reply(exchange, 202, ACCEPTED);
            } else if (path.startsWith(BASE + "invocation/")) {
                conclude(exchange, path.substring((BASE + "invocation/").length()));
            } else {
                reply(exchange, 404, new byte[0]);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void next(HttpExchange exchange) throws IOException, InterruptedException {
        boolean unused = up.complete(null);
        Invocation invocation = handOver.take();
        current = invocation;
        var headers = exchange.getResponseHeaders();
        headers.set("Lambda-Runtime-Aws-Request-Id", invocation.id());
        headers.set("Lambda-Runtime-Deadline-Ms", Long.toString(invocation.deadlineMillis()));
        headers.set("Lambda-Runtime-Invoked-Function-Arn", functionArn);
        headers.set("Content-Type", "application/json");
        reply(exchange, 200, invocation.payload());
    }

    private void conclude(HttpExchange exchange, String rest) throws IOException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        Invocation invocation = current;
        if (invocation == null || !rest.startsWith(invocation.id())) {
            reply(exchange, 400, "{\"errorType\":\"InvalidRequestID\"}".getBytes(StandardCharsets.UTF_8));
            return;
        }
        current = null;
        // The answer goes first: the process may be given its next invocation at once.
        reply(exchange, 202, ACCEPTED);
        boolean unused = invocation
                .result()
                .complete(
                        rest.endsWith("/error")
                                ? new InvocationResult.Threw(body)
                                : new InvocationResult.Returned(body));
    }

    private static String text(HttpExchange exchange) throws IOException {
        return new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    }

    private static void reply(HttpExchange exchange, int status, byte[] body) throws IOException {
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        if (body.length > 0) {
            exchange.getResponseBody().write(body);
        }
    }

    /** Closes the port and the connection; a runtime client that waits for work then leaves by itself. */
    @Override
    public void close() {
        server.stop(0);
        var unused = threads.shutdownNow();
    }
}
