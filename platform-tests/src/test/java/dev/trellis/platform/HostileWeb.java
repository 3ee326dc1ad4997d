package dev.trellis.platform;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;

/** A web service that misbehaves on demand, and beside it one that nobody may call. */
final class HostileWeb implements AutoCloseable {
    private final HttpServer allowed;
    private final HttpServer forbidden;
    private final AtomicBoolean reached = new AtomicBoolean();
    private final CountDownLatch closed = new CountDownLatch(1);

    private HostileWeb(HttpServer allowed, HttpServer forbidden) {
        this.allowed = allowed;
        this.forbidden = forbidden;
    }

    static HostileWeb start() {
        try {
            InetSocketAddress anyPort = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
            HostileWeb web = new HostileWeb(HttpServer.create(anyPort, 0), HttpServer.create(anyPort, 0));
            web.allowed.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
            web.allowed.createContext("/", web::answer);
            web.forbidden.createContext("/", web::betray);
            web.allowed.start();
            web.forbidden.start();
            return web;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    int port() {
        return allowed.getAddress().getPort();
    }

    int forbiddenPort() {
        return forbidden.getAddress().getPort();
    }

    boolean forbiddenReached() {
        return reached.get();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getPath();
            if (path.startsWith("/status/")) {
                exchange.sendResponseHeaders(Integer.parseInt(path.substring("/status/".length())), -1);
            } else if (path.equals("/redirect")) {
                exchange.getResponseHeaders().set("Location", "http://127.0.0.1:" + forbiddenPort() + "/");
                exchange.sendResponseHeaders(307, -1);
            } else if (path.equals("/never")) {
                closed.await();
            } else {
                exchange.sendResponseHeaders(204, -1);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void betray(HttpExchange exchange) throws IOException {
        reached.set(true);
        exchange.sendResponseHeaders(204, -1);
        exchange.close();
    }

    @Override
    public void close() {
        closed.countDown();
        allowed.stop(0);
        forbidden.stop(0);
    }
}
