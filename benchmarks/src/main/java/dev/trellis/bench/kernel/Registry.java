package dev.trellis.bench.kernel;

import dev.trellis.bench.flow.Flows;
import dev.trellis.bench.flow.SequenceBpmn;
import dev.trellis.contract.json.Json;
import dev.trellis.contract.registry.PolicyEntry;
import dev.trellis.contract.registry.ProcessEntry;
import dev.trellis.contract.registry.RegistryItem;
import dev.trellis.contract.registry.RegistryKey;
import dev.trellis.contract.registry.RegistryKind;
import dev.trellis.contract.registry.TaskLimit;
import dev.trellis.contract.registry.TdeEntry;
import dev.trellis.contract.task.Effect;
import dev.trellis.contract.task.ExecutorRef;
import dev.trellis.contract.task.TaskPolicy;
import dev.trellis.contract.wire.JsonText;
import dev.trellis.contract.wire.RegistryJson;
import dev.trellis.contract.wire.Sha256;
import dev.trellis.infra.memory.MemoryArtifacts;
import dev.trellis.infra.memory.MemoryRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Registries in memory with the processes of a measurement. */
final class Registry {
    private static final String VERSION = "1.0.0";

    final MemoryRegistry store = new MemoryRegistry();
    final MemoryArtifacts artifacts = new MemoryArtifacts("bench");

    /** One process of tasks in a row that do nothing. */
    static Registry ofSequence(String process, int tasks) {
        return new Registry()
                .process(process, SequenceBpmn.of(process, tasks, Flows.NOOP))
                .taskType(Flows.NOOP);
    }

    Registry process(String name, String bpmn) {
        var file = artifacts.put("registry/" + name + ".bpmn", bpmn.getBytes(StandardCharsets.UTF_8));
        ProcessEntry entry = new ProcessEntry(
                name, VERSION, file, "benchmarks", Map.of(), Map.of(), Json.EMPTY_OBJECT, new Json("[]"));
        put(RegistryKind.PROCESS, name, RegistryJson.write(entry));
        return this;
    }

    /** A task type that takes all variables. */
    Registry taskType(String type) {
        TdeEntry entry = new TdeEntry(
                new ExecutorRef(type, VERSION, "python", "inline:", Json.EMPTY_OBJECT),
                new TdeEntry.Schemas(Json.EMPTY_OBJECT, Json.EMPTY_OBJECT),
                List.of(),
                List.of(),
                Effect.IDEMPOTENT,
                null,
                TaskPolicy.NONE,
                TdeEntry.queueOf(type));
        put(RegistryKind.TDE, type, RegistryJson.write(entry));
        return this;
    }

    /** Lets so many tasks of a type be under way at once. */
    Registry limited(String type, int concurrency) {
        PolicyEntry policy = new PolicyEntry(
                type,
                VERSION,
                List.of(type),
                TaskPolicy.NONE,
                Json.EMPTY_OBJECT,
                List.of(new TaskLimit("places", List.of(), concurrency, null)),
                null,
                null);
        put(RegistryKind.POLICY, type, RegistryJson.write(policy));
        return this;
    }

    private void put(RegistryKind kind, String name, Json document) {
        Json canonical = JsonText.canonical(document);
        var written = store.put(new RegistryItem(
                new RegistryKey(kind, name, VERSION),
                canonical,
                Sha256.hexOf(canonical.text()),
                Instant.EPOCH,
                "benchmarks"));
        if (!store.flip(kind, name, "stable", null, VERSION)) {
            throw new IllegalStateException("the stable pointer moved; the item was " + written);
        }
    }
}
