package dev.trellis.pdo.decide;

import dev.trellis.contract.engine.LeasedTask.Demand;
import dev.trellis.contract.json.Json;
import dev.trellis.contract.registry.TdeEntry;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The registries as a plan sees them: a fixed view that gives the same answer to the same question. */
public interface ExecutorDirectory {
    /** The entry that serves a demand: the pinned version first, else the range, else the stable pointer. */
    Resolution resolve(Demand demand);

    /** The guard-rails of every policy that speaks for a task type, merged; a JSON object. */
    Json guardRails(String taskType);

    /** Where inputs break an entry's input schema; empty when they keep it. */
    List<Violation> violations(TdeEntry entry, Json inputs);

    /** The tags of a process version in the process registry; empty when it is unknown. */
    Map<String, String> processTags(String process, @Nullable String version);

    /** The answer to a demand. */
    sealed interface Resolution {
        /**
         * An entry serves it.
         *
         * @param rule {@code version.pinned}, {@code version.range} or {@code version.stable}
         * @param detail for people
         */
        record Found(TdeEntry entry, String rule, String detail) implements Resolution {}

        /** No version of the task type is in the registry. */
        record UnknownType(String detail) implements Resolution {}

        /** The task type is known, but no version of it serves the demand. */
        record Unmet(String detail) implements Resolution {}
    }

    /**
     * One breach of a schema.
     *
     * @param path JSON path into the inputs, for example {@code $.rows[3].cost}
     */
    record Violation(String path, String message) {}
}
