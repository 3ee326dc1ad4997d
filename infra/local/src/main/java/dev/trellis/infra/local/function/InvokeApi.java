package dev.trellis.infra.local.function;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Lambda's Invoke API on a loopback port: {@code POST /2015-03-31/functions/NAME/invocations}, with the invocation types
 * {@code RequestResponse}, {@code Event} and {@code DryRun}. NAME may be an ARN. Signatures are not checked.
 */
public final class InvokeApi implements AutoCloseable {

    private static final Pattern PATH = Pattern.compile("/2015-03-31/functions/([^/]+)/invocations/?");
    private static final ObjectMapper JSON = new ObjectMapper();

    /** More waiting events than this for one function are refused, as Lambda throttles. */
    private static final int WAITING_LIMIT = 100;

    private final FunctionRunner runner;
    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    private InvokeApi(FunctionRunner runner, HttpServer server) {
        this.runner = runner;
        this.server = server;
    }

    /** Serves the functions of a runner on {@code 127.0.0.1:port}; port 0 takes any. */
    public static InvokeApi start(FunctionRunner runner, int port) {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
            InvokeApi api = new InvokeApi(runner, server);
            server.setExecutor(api.threads);
            server.createContext("/", api::handle);
            server.start();
            return api;
        } catch (IOException e) {
            throw new UncheckedIOException("lambda: cannot listen on port " + port, e);
        }
    }

    /** The port it listens on. */
    public int port() {
        return server.getAddress().getPort();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            Matcher path = PATH.matcher(exchange.getRequestURI().getPath());
            if (!exchange.getRequestMethod().equals("POST") || !path.matches()) {
                refuse(exchange, 404, "UnknownOperationException", "only Invoke is served here");
                return;
            }
            String name = path.group(1).substring(path.group(1).lastIndexOf(':') + 1);
            invoke(exchange, name);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void invoke(HttpExchange exchange, String name) throws IOException, InterruptedException {
        byte[] payload = exchange.getRequestBody().readAllBytes();
        String type = exchange.getRequestHeaders().getFirst("X-Amz-Invocation-Type");
        if (runner.waiting(name) >= WAITING_LIMIT) {
            refuse(exchange, 429, "TooManyRequestsException", name + " has too many waiting events");
            return;
        }
        if ("DryRun".equals(type)) {
            reply(exchange, 204, new byte[0]);
            return;
        }
        var result = runner.invoke(name, payload.length == 0 ? "{}".getBytes(StandardCharsets.UTF_8) : payload);
        if (result.isEmpty()) {
            refuse(exchange, 404, "ResourceNotFoundException", "Function not found: " + name);
        } else if ("Event".equals(type)) {
            reply(exchange, 202, new byte[0]);
        } else {
            answer(exchange, await(result.get()));
        }
    }

    private static InvocationResult await(CompletableFuture<InvocationResult> result) throws InterruptedException {
        try {
            return result.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("a promise that never fails has failed", e);
        }
    }

    private static void answer(HttpExchange exchange, InvocationResult result) throws IOException {
        exchange.getResponseHeaders().set("X-Amz-Executed-Version", "$LATEST");
        switch (result) {
            case InvocationResult.Returned returned -> reply(exchange, 200, returned.payload());
            case InvocationResult.Threw threw -> {
                exchange.getResponseHeaders().set("X-Amz-Function-Error", "Unhandled");
                reply(exchange, 200, threw.payload());
            }
            case InvocationResult.Lost lost -> {
                exchange.getResponseHeaders().set("X-Amz-Function-Error", "Unhandled");
                reply(
                        exchange,
                        200,
                        JSON.writeValueAsBytes(Map.of("errorType", lost.errorType(), "errorMessage", lost.reason())));
            }
        }
    }

    private static void refuse(HttpExchange exchange, int status, String code, String message) throws IOException {
        exchange.getResponseHeaders().set("x-amzn-ErrorType", code);
        reply(exchange, status, JSON.writeValueAsBytes(Map.of("Type", "User", "Message", message)));
    }

    private static void reply(HttpExchange exchange, int status, byte[] body) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        if (body.length > 0) {
            exchange.getResponseBody().write(body);
        }
    }

    @Override
    public void close() {
        server.stop(0);
        var unused = threads.shutdownNow();
    }
}
