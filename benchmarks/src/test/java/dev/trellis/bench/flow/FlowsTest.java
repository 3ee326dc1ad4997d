package dev.trellis.bench.flow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trellis.registry.EntryDraft;
import dev.trellis.registry.files.RegistryFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FlowsTest {
    @TempDir
    Path folder;

    @Test
    void shouldWriteEntriesThatTheRegistryReads() throws IOException {
        // when
        RegistryFiles.Folder read = new RegistryFiles("bucket").read(Flows.write(folder));

        // then
        assertThat(read.problems()).isEmpty();
        assertThat(read.drafts())
                .extracting(draft -> draft.key().name())
                .containsExactlyInAnyOrder(
                        "bench", Flows.CHAIN, Flows.THREE, Flows.FAN, Flows.NOOP, "bench.sleep", "bench.second");
    }

    @Test
    void shouldDrawEveryElementOfAChain() throws IOException {
        // when
        RegistryFiles.Folder read = new RegistryFiles("bucket").read(Flows.write(folder));

        // then
        EntryDraft chain = read.drafts().stream()
                .filter(draft -> draft.key().name().equals(Flows.CHAIN))
                .findFirst()
                .orElseThrow();
        String bpmn = new String(chain.files().getFirst().content(), StandardCharsets.UTF_8);
        assertThat(bpmn.split("<bpmn:serviceTask ")).hasSize(Flows.CHAIN_LENGTH + 1);
        assertThat(bpmn.split("<bpmndi:BPMNShape ")).hasSize(Flows.CHAIN_LENGTH + 3);
        assertThat(bpmn.split("<bpmndi:BPMNEdge ")).hasSize(Flows.CHAIN_LENGTH + 2);
    }
}
