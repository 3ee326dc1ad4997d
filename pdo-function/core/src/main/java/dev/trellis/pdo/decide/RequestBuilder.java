package dev.trellis.pdo.decide;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.trellis.contract.engine.LeasedTask;
import dev.trellis.contract.json.Json;
import dev.trellis.contract.registry.ProcessEntry;
import dev.trellis.contract.registry.TdeEntry;
import dev.trellis.contract.task.Capabilities;
import dev.trellis.contract.task.Effect;
import dev.trellis.contract.task.ExecutorRef;
import dev.trellis.contract.task.TaskContext;
import dev.trellis.contract.task.TaskRequest;
import dev.trellis.contract.wire.JsonText;
import dev.trellis.registry.Provision;
import dev.trellis.registry.RegistrySnapshot;
import dev.trellis.registry.Resolution;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Builds the requests of one plan: the executor with its guard-rails, and the task's context with the tags of its process
 * and of its data.
 */
final class RequestBuilder {
    private final RegistrySnapshot registry;
    private final GuardRails guardRails;
    private final Map<Provided, ExecutorRef> executors = new HashMap<>();
    private final Map<String, Map<String, String>> processTags = new HashMap<>();

    /** An executor, and what a task is promised of it where its entry says nothing. */
    private record Provided(TdeEntry entry, Capabilities promised) {}

    RequestBuilder(RegistrySnapshot registry, GuardRails guardRails) {
        this.registry = registry;
        this.guardRails = guardRails;
    }

    TaskRequest build(LeasedTask task, TdeEntry entry) {
        return new TaskRequest(
                task.attempt(),
                task.action(),
                executors.computeIfAbsent(new Provided(entry, promised(task)), this::guarded),
                task.inputs(),
                task.artifactsIn(),
                task.limits(),
                tagged(task.context(), entry),
                Json.EMPTY_OBJECT);
    }

    /**
     * An author's own {@code guard_rails} are replaced: what an executor may do is policy's word alone. What the entry provides goes
     * along, since the executor keeps to it.
     */
    private ExecutorRef guarded(Provided provided) {
        TdeEntry entry = provided.entry();
        ExecutorRef executor = entry.executor();
        ObjectNode settings = JsonText.parseObject(executor.settings());
        settings.set("guard_rails", guardRails.of(executor.taskType()));
        List<String> words = Provision.stated(entry).orElse(provided.promised()).words();
        if (!words.isEmpty()) {
            settings.set("capabilities", JsonText.array(words));
        }
        return new ExecutorRef(
                executor.taskType(), executor.version(), executor.adapter(), executor.ref(), JsonText.json(settings));
    }

    /**
     * The network that a task asks for, which it has to get exactly. What it asks of cores and memory is the least that it needs; told to
     * an executor it would be the most that it gets.
     */
    private static Capabilities promised(LeasedTask task) {
        return new Capabilities(CapabilityRule.asked(task).words().stream()
                .filter(word -> word.startsWith("net="))
                .toList());
    }

    /** What the host says of a task wins over what the registries add, but for the effect: executors rely on the entry's. */
    private TaskContext tagged(TaskContext context, TdeEntry entry) {
        Map<String, String> tags = new TreeMap<>();
        String process = context.tags().get("process");
        if (process != null) {
            tags.putAll(tagsOf(process, context.tags().get("process_version")));
        }
        if (!context.dataClasses().isEmpty()) {
            tags.put("data.classes", String.join(",", context.dataClasses()));
        }
        tags.putAll(context.tags());
        tags.put(Effect.TAG, entry.effect().word());
        return new TaskContext(
                context.tenant(), context.idempotencyKey(), context.dataClasses(), tags, context.traceparent());
    }

    private Map<String, String> tagsOf(String process, @Nullable String version) {
        return processTags.computeIfAbsent(process + " " + version, key -> readTags(process, version));
    }

    private Map<String, String> readTags(String process, @Nullable String version) {
        if (!(registry.resolveProcess(process, version) instanceof Resolution.Found<ProcessEntry> found)) {
            return Map.of();
        }
        Map<String, String> tags = new HashMap<>();
        found.entry().tags().forEach((name, value) -> tags.put("process." + name, value));
        return tags;
    }
}
