package dev.trellis.host.trace;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What OpenTelemetry's own exporter tells of a collector's answers. */
final class ReceiptIT {
    private HttpServer collector;
    private int answer;

    @BeforeEach
    void listen() throws IOException {
        collector = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        collector.createContext("/", exchange -> {
            exchange.getRequestBody().readAllBytes();
            exchange.sendResponseHeaders(answer, -1);
            exchange.close();
        });
        collector.start();
    }

    @AfterEach
    void stop() {
        collector.stop(0);
    }

    @ParameterizedTest
    @CsvSource({
        "200,TAKEN",
        "400,REFUSED",
        "413,REFUSED",
        "422,REFUSED",
        "401,LATER",
        "404,LATER",
        "429,LATER",
        "500,LATER",
        "503,LATER",
        "302,LATER"
    })
    void shouldTellARefusalForGoodFromOneThatPasses(int status, Receipt expected) {
        // given
        answer = status;

        // when
        Receipt receipt = handOver();

        // then
        assertThat(receipt).isEqualTo(expected);
    }

    @Test
    void shouldTryLaterWhenNobodyListens() {
        // given
        collector.stop(0);

        // when
        Receipt receipt = handOver();

        // then
        assertThat(receipt).isEqualTo(Receipt.LATER);
    }

    private Receipt handOver() {
        String address = "http://127.0.0.1:" + collector.getAddress().getPort() + "/v1/traces";
        try (SpanExporter exporter = OtlpHttpSpanExporter.builder()
                .setEndpoint(address)
                .setRetryPolicy(null)
                .build()) {
            return Receipt.of(exporter.export(List.of()).join(10, TimeUnit.SECONDS));
        }
    }
}
