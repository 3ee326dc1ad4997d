package dev.trellis.platform;

import com.google.protobuf.ByteString;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/** A collector that speaks OTLP over HTTP and keeps what it gets; the same span twice counts once. */
final class OtlpCollector implements AutoCloseable {
    private final HttpServer server;
    private final Map<String, Span> spans = new ConcurrentHashMap<>();

    private OtlpCollector(HttpServer server) {
        this.server = server;
    }

    static OtlpCollector start() {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            OtlpCollector collector = new OtlpCollector(server);
            server.createContext("/v1/traces", collector::take);
            server.start();
            return collector;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** OpenTelemetry's settings that lead here. */
    Map<String, String> settings() {
        return Map.of(
                "OTEL_EXPORTER_OTLP_ENDPOINT",
                "http://127.0.0.1:" + server.getAddress().getPort());
    }

    private void take(HttpExchange exchange) throws IOException {
        try (exchange) {
            ExportTraceServiceRequest.parseFrom(exchange.getRequestBody()).getResourceSpansList().stream()
                    .flatMap(resource -> resource.getScopeSpansList().stream())
                    .flatMap(scope -> scope.getSpansList().stream())
                    .forEach(span -> spans.put(hex(span.getSpanId()), span));
            exchange.getResponseHeaders().add("Content-Type", "application/x-protobuf");
            exchange.sendResponseHeaders(200, -1);
        }
    }

    /** All that came of a trace. */
    List<Span> ofTrace(String traceId) {
        return spans.values().stream()
                .filter(span -> hex(span.getTraceId()).equals(traceId))
                .toList();
    }

    /** Names of spans of a trace whose parent did not come. */
    List<String> orphans(String traceId) {
        return ofTrace(traceId).stream()
                .filter(span -> !span.getParentSpanId().isEmpty())
                .filter(span -> !spans.containsKey(hex(span.getParentSpanId())))
                .map(Span::getName)
                .toList();
    }

    /** Whether all that one links to came. */
    boolean knowsLinks(Span span) {
        return span.getLinksList().stream().allMatch(link -> spans.containsKey(hex(link.getSpanId())));
    }

    /** Each span below its parent, one a line. */
    String tree(String traceId) {
        StringBuilder text = new StringBuilder();
        below("", traceId, 0, text);
        return text.toString();
    }

    private void below(String parent, String traceId, int depth, StringBuilder text) {
        children(parent, traceId).forEach(span -> {
            text.append("  ".repeat(depth)).append(span.getName()).append('\n');
            below(hex(span.getSpanId()), traceId, depth + 1, text);
        });
    }

    private Stream<Span> children(String parent, String traceId) {
        return ofTrace(traceId).stream()
                .filter(span -> hex(span.getParentSpanId()).equals(parent))
                .sorted((one, other) -> Long.compare(one.getStartTimeUnixNano(), other.getStartTimeUnixNano()));
    }

    private static String hex(ByteString id) {
        return HexFormat.of().formatHex(id.toByteArray());
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
