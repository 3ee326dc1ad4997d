package dev.trellis.tde.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.trellis.contract.wire.JsonText;
import dev.trellis.infra.memory.MemoryQueues;
import dev.trellis.tde.kit.CommandTransport;
import dev.trellis.tde.testkit.TaskBench;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class BridgeKindIT {
    private static final Path WORKER = Path.of("../../examples/existing-worker/convert.py")
            .toAbsolutePath()
            .normalize();

    @TempDir
    private Path folder;

    @Test
    void shouldGiveTheOutputsOfACommandThatKnowsNothingOfTrellis() throws Exception {
        // given
        TaskBench bench = command("python3 -B " + WORKER);

        // when
        ObjectNode outputs =
                bench.outputs(bench.request().inputs("{\"celsius\":100}").build());

        // then
        assertThat(JsonText.write(outputs)).isEqualTo("{\"fahrenheit\":212.0}");
    }

    @ParameterizedTest
    @CsvSource({
        "exit 3, worker_failed, true",
        "echo no json, output_not_json, false",
        "echo [1], output_not_json, false",
        "sleep 30, timeout, true"
    })
    void shouldFailWithACodeWhenTheWorkerMisbehaves(String line, String code, boolean retryable) throws Exception {
        // given
        TaskBench bench = command(line);

        // when
        var error = bench.error(bench.request().timeoutSeconds(1).build());

        // then
        assertThat(error.code()).isEqualTo(code);
        assertThat(error.retryable()).isEqualTo(retryable);
    }

    @Test
    void shouldFindTheAnswerOfAConsumerAmongOthers() throws Exception {
        // given
        MemoryQueues queues =
                new MemoryQueues(InstantSource.system()).create("in").create("out");
        queues.send("out", List.of("{\"correlation_id\":\"of nobody\",\"x\":0}", "no json"));
        TaskBench bench = TaskBench.of(new BridgeKind(new QueueWorker(queues, "in", "out", "correlation_id")));
        Thread consumer = Thread.startVirtualThread(() -> consume(queues));

        // when
        ObjectNode outputs = bench.outputs(bench.request().inputs("{\"n\":20}").build());

        // then
        assertThat(JsonText.write(outputs)).isEqualTo("{\"twice\":40}");
        assertThat(consumer.join(Duration.ofSeconds(10))).isTrue();
        assertThat(queues.depth("out")).isZero();
    }

    private static void consume(MemoryQueues queues) {
        while (true) {
            for (var message : queues.receive("in", 1, Duration.ofSeconds(1), Duration.ofMinutes(1))) {
                ObjectNode question = (ObjectNode) JsonText.parse(message.body());
                ObjectNode answer =
                        JsonText.object().put("twice", 2 * question.path("n").asInt());
                answer.set("correlation_id", question.get("correlation_id"));
                queues.send("out", List.of(JsonText.write(answer)));
                return;
            }
        }
    }

    private TaskBench command(String line) {
        return TaskBench.of(new BridgeKind(new CommandTransport(line, folder, Map.of())));
    }
}
