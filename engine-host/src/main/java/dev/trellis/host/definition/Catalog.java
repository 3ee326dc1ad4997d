package dev.trellis.host.definition;

import dev.trellis.contract.json.Json;
import dev.trellis.contract.registry.ProcessEntry;
import dev.trellis.contract.registry.TdeEntry;
import dev.trellis.contract.task.TaskPolicy;
import dev.trellis.host.command.Refusal;
import dev.trellis.host.command.RefusedException;
import dev.trellis.registry.Clearance;
import dev.trellis.registry.RegistryCache;
import dev.trellis.registry.RegistrySnapshot;
import dev.trellis.registry.Resolution;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The registries, as definitions and instances ask them. */
public final class Catalog {
    private final RegistryCache registry;

    public Catalog(RegistryCache registry) {
        this.registry = registry;
    }

    /**
     * The version of a process that a start or a call gets.
     *
     * @throws RefusedException when there is none
     */
    public ProcessEntry process(String name, @Nullable String range) {
        return switch (registry.current().resolveProcess(name, range)) {
            case Resolution.Found<ProcessEntry> found -> found.entry();
            case Resolution.Missing<ProcessEntry> missing -> throw refused(missing);
        };
    }

    private static RefusedException refused(Resolution.Missing<?> missing) {
        boolean unknown = missing.code().equals("unknown_name");
        return new RefusedException(unknown ? Refusal.NOT_FOUND : Refusal.INVALID, missing.message());
    }

    /** What a task type means now, for a type that no lock file names. */
    public Pin taskType(String taskType, @Nullable String range) {
        return pin(registry.lastKnown(), taskType, range);
    }

    /** What a version of a task type may see under the present policies; empty when the version is not known here. */
    public Optional<Clearance> clearance(String taskType, @Nullable String range, @Nullable String pinned) {
        RegistrySnapshot snapshot = registry.lastKnown();
        return snapshot.resolveTask(taskType, range, pinned) instanceof Resolution.Found<TdeEntry> found
                ? Optional.of(Clearance.of(found.entry(), snapshot.policyFor(taskType)))
                : Optional.empty();
    }

    /** What a version of a task type promises of its outputs; nothing where the type was unknown when its task was made. */
    public Json outputSchema(String taskType, @Nullable String pinned) {
        return pinned != null
                        && registry.resolveTask(taskType, null, pinned) instanceof Resolution.Found<TdeEntry> found
                ? found.entry().schemas().output()
                : Json.EMPTY_OBJECT;
    }

    /**
     * Pins all that a process and the processes that it calls name.
     *
     * @param deployed makes sure that a called process is deployed
     */
    public LockFile lock(DefinitionView process, Deployed deployed) {
        // The start has looked at the registries just before, to find the process.
        RegistrySnapshot snapshot = registry.lastKnown();
        Map<String, Pin> tasks = new HashMap<>();
        Map<String, String> calls = new HashMap<>();
        Map<String, Map<String, String>> dataClasses = new HashMap<>();
        Deque<DefinitionView> open = new ArrayDeque<>();
        open.add(process);
        while (!open.isEmpty()) {
            DefinitionView at = open.remove();
            at.taskTypes().forEach(key -> pinWithUndo(tasks, snapshot, key));
            for (String called : at.calledProcesses()) {
                if (!calls.containsKey(LockFile.name(called))) {
                    ProcessEntry entry = process(LockFile.name(called), LockFile.range(called));
                    calls.put(entry.name(), entry.version());
                    if (!entry.dataClasses().isEmpty()) {
                        dataClasses.put(entry.name(), entry.dataClasses());
                    }
                    open.add(deployed.ensure(entry.name(), entry.version()));
                }
            }
        }
        return new LockFile(tasks, calls, dataClasses);
    }

    private static void pinWithUndo(Map<String, Pin> tasks, RegistrySnapshot snapshot, String key) {
        String undo = tasks.computeIfAbsent(key, type -> pin(snapshot, type)).compensatingTaskType();
        if (undo != null) {
            tasks.computeIfAbsent(undo, type -> pin(snapshot, type));
        }
    }

    /** Makes sure that a version of a process is deployed. */
    @FunctionalInterface
    public interface Deployed {
        DefinitionView ensure(String name, String version);
    }

    private static Pin pin(RegistrySnapshot snapshot, String key) {
        return pin(snapshot, LockFile.name(key), LockFile.range(key));
    }

    private static Pin pin(RegistrySnapshot snapshot, String taskType, @Nullable String range) {
        return switch (snapshot.resolveTask(taskType, range, null)) {
            case Resolution.Found<TdeEntry> found ->
                Pin.of(
                        found.entry(),
                        snapshot.policyFor(taskType)
                                .limits(TaskPolicy.NONE, found.entry().policy()));
            case Resolution.Missing<TdeEntry> missing -> Pin.UNKNOWN;
        };
    }
}
