package dev.trellis.infra.local.catalog;

import dev.trellis.contract.port.RegistryStore;
import dev.trellis.contract.registry.ExecutedProcess;
import dev.trellis.contract.registry.RegistryItem;
import dev.trellis.contract.registry.RegistryKind;
import dev.trellis.contract.registry.TdeEntry;
import dev.trellis.contract.task.Capabilities;
import dev.trellis.contract.task.ExecutorRef;
import dev.trellis.contract.wire.RegistryJson;
import dev.trellis.contract.wire.WireFormatException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The catalogue that the TDE registry gives: a queue for each that an entry names, served by the kind of its adapter.
 *
 * <p>All versions count, not the stable ones alone, since running instances stay with the versions they were pinned to.
 *
 * @param registry where the entries are
 */
public record RegistryCatalog(RegistryStore registry) implements FunctionCatalog {

    private static final Logger LOG = LoggerFactory.getLogger(RegistryCatalog.class);
    private static final int DEFAULT_TIMEOUT_SECONDS = 300;

    /** The package that serves an adapter, where it is not named like it. */
    private static final Map<String, String> KIND_OF_ADAPTER =
            Map.of("java", "registry", "python", "script", "shell", "script", "javascript", "script");

    /** Kinds whose work is not done in the function's own process. */
    private static final Set<String> ELSEWHERE = Set.of("script", "cli", "container");

    @Override
    public long revision() {
        return registry.headRevision();
    }

    @Override
    public List<TaskQueue> queues() {
        Map<String, TaskQueue> queues = new LinkedHashMap<>();
        for (RegistryItem item : registry.list(RegistryKind.TDE)) {
            try {
                TdeEntry entry = RegistryJson.readTde(item.document());
                if (ExecutedProcess.of(entry).isEmpty()) {
                    TaskQueue queue = queue(entry);
                    queues.merge(queue.queue(), queue, RegistryCatalog::merge);
                }
            } catch (WireFormatException e) {
                LOG.warn("{} is not served: {}", item.key(), e.getMessage());
            }
        }
        return List.copyOf(queues.values());
    }

    private static TaskQueue queue(TdeEntry entry) {
        Integer timeout = entry.policy().timeoutSeconds();
        return new TaskQueue(
                entry.queue(),
                kind(entry.executor()),
                Duration.ofSeconds(timeout == null ? DEFAULT_TIMEOUT_SECONDS : timeout),
                memory(entry));
    }

    private static String kind(ExecutorRef executor) {
        return executor.hasOwnWorker()
                ? FunctionDefinitions.OWN_WORKER
                : KIND_OF_ADAPTER.getOrDefault(executor.adapter(), executor.adapter());
    }

    /** What children and containers have, they have beside the function. */
    private static int memory(TdeEntry entry) {
        Integer provided = new Capabilities(entry.capabilities()).memoryMb();
        return provided == null || ELSEWHERE.contains(kind(entry.executor())) ? 0 : provided;
    }

    private static TaskQueue merge(TaskQueue one, TaskQueue other) {
        if (!one.kind().equals(other.kind())) {
            LOG.warn(
                    "queue {} is named by kinds {} and {}: {} serves it",
                    one.queue(),
                    one.kind(),
                    other.kind(),
                    one.kind());
        }
        Duration timeout = one.timeout().compareTo(other.timeout()) >= 0 ? one.timeout() : other.timeout();
        return new TaskQueue(one.queue(), one.kind(), timeout, Math.max(one.memoryMb(), other.memoryMb()));
    }
}
