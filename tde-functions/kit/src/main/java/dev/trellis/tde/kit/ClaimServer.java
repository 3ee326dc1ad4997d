package dev.trellis.tde.kit;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Documents behind an address on loopback that answers as an object store does: {@code GET /bucket/key}. */
public final class ClaimServer implements Claims, AutoCloseable {
    private static final String BUCKET = "trellis-check";

    private final Map<String, byte[]> documents = new ConcurrentHashMap<>();
    private final HttpServer server;

    private ClaimServer(HttpServer server) {
        this.server = server;
    }

    /** @param port where it listens, 0 for a free one */
    public static ClaimServer start(int port) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        ClaimServer claims = new ClaimServer(server);
        server.createContext("/", exchange -> {
            byte[] document = claims.documents.get(exchange.getRequestURI().getPath());
            exchange.sendResponseHeaders(document == null ? 404 : 200, document == null ? -1 : document.length);
            if (document != null) {
                exchange.getResponseBody().write(document);
            }
            exchange.close();
        });
        server.start();
        return claims;
    }

    /** Where the object store seems to be. */
    public String endpoint() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    @Override
    public Optional<String> put(byte[] content) {
        String path = "/" + BUCKET + "/inputs-" + documents.size() + ".json";
        documents.put(path, content);
        return Optional.of("s3:/" + path);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
