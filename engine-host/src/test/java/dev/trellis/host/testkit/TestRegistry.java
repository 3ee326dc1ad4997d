package dev.trellis.host.testkit;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.trellis.contract.json.Json;
import dev.trellis.contract.registry.ProcessEntry;
import dev.trellis.contract.registry.RegistryItem;
import dev.trellis.contract.registry.RegistryKey;
import dev.trellis.contract.registry.RegistryKind;
import dev.trellis.contract.registry.TdeEntry;
import dev.trellis.contract.task.Effect;
import dev.trellis.contract.task.ExecutorRef;
import dev.trellis.contract.task.TaskPolicy;
import dev.trellis.contract.wire.JsonText;
import dev.trellis.contract.wire.RegistryJson;
import dev.trellis.contract.wire.Sha256;
import dev.trellis.infra.memory.MemoryArtifacts;
import dev.trellis.infra.memory.MemoryRegistry;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Registries in memory, filled by hand. */
public final class TestRegistry {
    public final MemoryRegistry store = new MemoryRegistry();
    public final MemoryArtifacts artifacts = new MemoryArtifacts("trellis-artifacts");

    /** Puts a diagram of the test resources into the registry and points stable at it. */
    public void process(String name, String version, String resource) {
        process(name, version, resource(resource));
    }

    /** Puts a diagram of the test resources into the registry under another name, with one text in place of another. */
    public void processFrom(String resource, String name, String text, String instead) {
        String bpmn = new String(resource(resource), StandardCharsets.UTF_8).replace(text, instead);
        process(
                name,
                "1.0.0",
                bpmn.replaceFirst("process id=\"[^\"]*\"", "process id=\"" + name + "\"")
                        .getBytes(StandardCharsets.UTF_8));
    }

    /** Puts a diagram into the registry and points stable at it. */
    public void process(String name, String version, byte[] bpmn) {
        process(name, version, bpmn, Map.of());
    }

    private void process(String name, String version, byte[] bpmn, Map<String, String> dataClasses) {
        var file = artifacts.put("registry/" + name + "-" + version + ".bpmn", bpmn);
        ProcessEntry entry = new ProcessEntry(
                name, version, file, "tests", Map.of(), dataClasses, Json.EMPTY_OBJECT, new Json("[]"));
        put(RegistryKind.PROCESS, name, version, RegistryJson.write(entry));
    }

    /** Puts a task type into the registry and points stable at it. */
    public void taskType(String type, String version, Effect effect, TaskPolicy policy, String inputSchema) {
        put(
                RegistryKind.TDE,
                type,
                version,
                RegistryJson.write(entry(type, version, effect, policy, inputSchema, null)));
    }

    /** A task type that another one undoes, or the same. */
    public void undoneTaskType(String type, String undo) {
        TdeEntry entry = entry(type, "1.0.0", Effect.IDEMPOTENT, TaskPolicy.NONE, "{}", undo);
        put(RegistryKind.TDE, type, "1.0.0", RegistryJson.write(entry));
    }

    private static TdeEntry entry(
            String type, String version, Effect effect, TaskPolicy policy, String inputSchema, @Nullable String undo) {
        return new TdeEntry(
                new ExecutorRef(type, version, "python", "inline:", Json.EMPTY_OBJECT),
                new TdeEntry.Schemas(new Json(inputSchema), Json.EMPTY_OBJECT),
                List.of(),
                List.of(),
                effect,
                undo,
                policy,
                TdeEntry.queueOf(type));
    }

    /** A task type that takes all variables, may be repeated and is retried three times. */
    public void taskType(String type) {
        taskType(type, "1.0.0", Effect.IDEMPOTENT, TaskPolicy.NONE, "{}");
    }

    /** Puts a document into the registry and points stable at it. */
    public void entry(String document) {
        ObjectNode members = JsonText.parseObject(new Json(document));
        put(
                RegistryKind.valueOf(members.get("kind").textValue().toUpperCase(Locale.ROOT)),
                members.get("name").textValue(),
                members.get("version").textValue(),
                new Json(document));
    }

    /** Puts a diagram of the test resources into the registry, with classes of its variables, and points stable at it. */
    public void process(String name, String version, String resource, Map<String, String> dataClasses) {
        process(name, version, resource(resource), dataClasses);
    }

    private void put(RegistryKind kind, String name, String version, Json document) {
        Json canonical = JsonText.canonical(document);
        var written = store.put(new RegistryItem(
                new RegistryKey(kind, name, version),
                canonical,
                Sha256.hexOf(canonical.text()),
                Instant.EPOCH,
                "tests"));
        String former = store.pointers(kind, name).get("stable");
        if (!store.flip(kind, name, "stable", former, version)) {
            throw new IllegalStateException("the stable pointer moved; the item was " + written);
        }
    }

    private static byte[] resource(String name) {
        try (InputStream stream = TestRegistry.class.getResourceAsStream("/processes/" + name)) {
            if (stream == null) {
                throw new IllegalArgumentException("no test resource " + name);
            }
            return stream.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
