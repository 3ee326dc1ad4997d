package dev.trellis.infra.knative;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.trellis.contract.port.PortUnavailableException;
import dev.trellis.contract.port.QueueNames;
import dev.trellis.infra.knative.KnativeSettings.SinkAddress;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is sent, how often, and what is said when it is not taken. */
class EventSinkIT {
    private final List<Map<String, List<String>>> seen = Collections.synchronizedList(new ArrayList<>());
    private final List<Duration> pauses = new ArrayList<>();
    private final Deque<Integer> statuses = new ArrayDeque<>();
    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            try (exchange) {
                seen.add(Map.copyOf(exchange.getRequestHeaders()));
                long unused = exchange.getRequestBody().readAllBytes().length;
                exchange.sendResponseHeaders(statuses.isEmpty() ? 202 : statuses.remove(), -1);
            }
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private KnativeQueues queues() {
        SinkAddress address =
                new SinkAddress("http://127.0.0.1:" + server.getAddress().getPort() + "/{queue}");
        return new KnativeQueues(new EventSink(address, new RetryPauses(RetryPauses.REAL.pauses(), pauses::add)), null);
    }

    @Test
    void shouldSendABinaryCloudEventWhenAQueueHasAMessage() {
        // given
        // when
        List<Integer> refused = queues().send("trellis-task-sum", List.of("{}"));

        // then
        assertThat(refused).isEmpty();
        assertThat(seen).singleElement().satisfies(headers -> assertThat(headers)
                .containsEntry("Ce-specversion", List.of("1.0"))
                .containsEntry("Ce-type", List.of("dev.trellis.message"))
                .containsEntry("Ce-subject", List.of("trellis-task-sum"))
                .containsEntry("Content-type", List.of("application/json"))
                .containsKeys("Ce-id", "Ce-source"));
    }

    @Test
    void shouldSendAnEventOfThePlatformAsWhatItIs() {
        // given
        // when
        List<Integer> refused = queues().send(QueueNames.EVENTS, List.of("{\"specversion\": \"1.0\"}"));

        // then
        assertThat(refused).isEmpty();
        assertThat(seen).singleElement().satisfies(headers -> assertThat(headers)
                .containsEntry("Content-type", List.of("application/cloudevents+json; charset=UTF-8"))
                .doesNotContainKey("Ce-type"));
    }

    @Test
    void shouldSendTheSameEventAgainWhenTheSinkIsBusy() {
        // given
        statuses.addAll(List.of(503, 429));

        // when
        List<Integer> refused = queues().send("trellis-outcomes", List.of("{}"));

        // then
        assertThat(refused).isEmpty();
        assertThat(seen).hasSize(3);
        assertThat(seen.stream().map(headers -> headers.get("Ce-id")).distinct())
                .hasSize(1);
        assertThat(pauses).containsExactly(Duration.ofMillis(100), Duration.ofMillis(400));
    }

    @Test
    void shouldSayThatTheServiceIsAwayWhenTheSinkStaysBusy() {
        // given
        statuses.addAll(List.of(503, 503, 503, 503));

        // when
        // then
        assertThatThrownBy(() -> queues().send("trellis-outcomes", List.of("{}")))
                .isInstanceOf(PortUnavailableException.class)
                .hasMessageContaining("trellis-outcomes")
                .hasMessageContaining("503");
    }

    @Test
    void shouldSayThatTheServiceIsAwayWhenNobodyListens() {
        // given
        KnativeQueues queues = queues();
        server.stop(0);

        // when
        // then
        assertThatThrownBy(() -> queues.send("trellis-outcomes", List.of("{}", "{}")))
                .isInstanceOf(PortUnavailableException.class);
    }

    @Test
    void shouldNameTheMessageWhenTheSinkRefusesItForGood() {
        // given
        statuses.add(400);

        // when
        List<Integer> refused = queues().send("trellis-outcomes", List.of("{}"));

        // then
        assertThat(refused).containsExactly(0);
        assertThat(pauses).isEmpty();
    }

    @Test
    void shouldComplainWhenThereIsNoMailboxToReceiveFrom() {
        // given
        KnativeQueues queues = queues();

        // when
        // then
        assertThatThrownBy(() -> queues.receive("trellis-outcomes", 1, Duration.ZERO, Duration.ofSeconds(1)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("TRELLIS_MAILBOX_PORT");
    }
}
