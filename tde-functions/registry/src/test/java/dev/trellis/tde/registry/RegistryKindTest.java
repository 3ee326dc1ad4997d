package dev.trellis.tde.registry;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.trellis.contract.task.TaskError;
import dev.trellis.contract.wire.JsonText;
import dev.trellis.infra.memory.MemoryArtifacts;
import dev.trellis.infra.memory.MemoryRegistry;
import dev.trellis.tde.testkit.TaskBench;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class RegistryKindTest {
    private static final String ENTRIES = """
            {"requested_by":"ann","entries":[{"kind":"tde","name":"demo.task","version":"1.0.0","adapter":"http",
            "ref":"https://example.org/","effect":"pure","input_schema":{"type":"object"},
            "output_schema":{"type":"object"}}]}
            """;

    private final MemoryRegistry registry = new MemoryRegistry();
    private final TaskBench bench = TaskBench.of(new RegistryKind(
            registry,
            new MemoryArtifacts("trellis-artifacts"),
            InstantSource.fixed(Instant.parse("2026-01-01T00:00:00Z"))));

    @Test
    void shouldMakeAnEntryStableWhenAllThreeStepsRun() throws Exception {
        // given
        ObjectNode plan = bench.outputs(
                bench.request().task("t-1", 1).ref("validate").inputs(ENTRIES).build());

        // when
        ObjectNode written = bench.outputs(bench.request()
                .task("t-2", 1)
                .process("kernel.change")
                .ref("write")
                .inputs(ENTRIES)
                .build());
        ObjectNode flipped = bench.outputs(bench.request()
                .task("t-3", 1)
                .process("kernel.change")
                .ref("flip")
                .inputs(JsonText.write(plan))
                .build());

        // then
        assertThat(written.at("/written/0/result").textValue()).isEqualTo("written");
        assertThat(flipped.at("/flipped/0/result").textValue()).isEqualTo("flipped");
        assertThat(registry.pointers(dev.trellis.contract.registry.RegistryKind.TDE, "demo.task"))
                .isEqualTo(Map.of("stable", "1.0.0"));
    }

    @ParameterizedTest
    @CsvSource({"write", "flip"})
    void shouldWriteNothingWhenAnotherProcessAsks(String step) throws Exception {
        // given
        var request = bench.request().process("kernel.task").ref(step).inputs(ENTRIES);

        // when
        TaskError error = bench.error(request.build());

        // then
        assertThat(error.code()).isEqualTo("registry.forbidden");
        assertThat(registry.headRevision()).isZero();
    }

    @Test
    void shouldSayWhereWhenAnEntryIsInvalid() throws Exception {
        // given
        var request = bench.request().ref("validate").inputs(ENTRIES.replace("\"1.0.0\"", "\"one\""));

        // when
        TaskError error = bench.error(request.build());

        // then
        assertThat(error.code()).isIn("registry.invalid", "invalid_request");
        assertThat(error.retryable()).isFalse();
        assertThat(error.message()).contains("version");
    }

    @Test
    void shouldFailWhenRefIsNoStep() throws Exception {
        // given / when
        TaskError error = bench.error(bench.request().ref("drop").build());

        // then
        assertThat(error.code()).isEqualTo("registry.step");
    }
}
