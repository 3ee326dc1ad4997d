package dev.trellis.tde.runtime;

import dev.trellis.contract.task.TaskRequest;
import java.lang.System.Logger.Level;
import java.time.InstantSource;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The form of the log's lines: text for people, or one JSON object each where {@code TRELLIS_LOG} is {@code json}. */
sealed interface LogForm permits TextLog, JsonLog {
    /** Writes a line about an attempt. */
    void write(Level level, TaskRequest request, String turn, @Nullable Throwable failure);

    /**
     * Writes the line of an attempt that has ended.
     *
     * @param status of its outcome
     * @param measured by name, the unit as suffix
     */
    void settled(TaskRequest request, String status, String turn, Map<String, Double> measured);

    /** The form that an environment wants. */
    static LogForm of(Map<String, String> environment, InstantSource clock) {
        return "json".equals(environment.get("TRELLIS_LOG"))
                ? new JsonLog(System.out, clock, environment.get("TRELLIS_METRICS_NAMESPACE"))
                : new TextLog();
    }
}
