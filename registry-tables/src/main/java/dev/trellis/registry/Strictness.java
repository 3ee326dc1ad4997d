package dev.trellis.registry;

import dev.trellis.contract.task.TaskPolicy;
import org.jspecify.annotations.Nullable;

/** The merging of task policies: fewer retries, shorter times, a gate rather than none. */
final class Strictness {

    static TaskPolicy strictest(TaskPolicy one, TaskPolicy other) {
        return new TaskPolicy(
                lesser(one.retries(), other.retries()),
                lesser(one.timeoutSeconds(), other.timeoutSeconds()),
                lesser(one.heartbeatSeconds(), other.heartbeatSeconds()),
                either(one.humanGate(), other.humanGate()));
    }

    /** The first, with what only the second says added. */
    static TaskPolicy completed(TaskPolicy stated, TaskPolicy fallback) {
        return new TaskPolicy(
                first(stated.retries(), fallback.retries()),
                first(stated.timeoutSeconds(), fallback.timeoutSeconds()),
                first(stated.heartbeatSeconds(), fallback.heartbeatSeconds()),
                first(stated.humanGate(), fallback.humanGate()));
    }

    private static @Nullable Integer lesser(@Nullable Integer one, @Nullable Integer other) {
        if (one == null || other == null) {
            return first(one, other);
        }
        return Math.min(one, other);
    }

    private static @Nullable Boolean either(@Nullable Boolean one, @Nullable Boolean other) {
        if (one == null || other == null) {
            return first(one, other);
        }
        return one || other;
    }

    private static <T> @Nullable T first(@Nullable T stated, @Nullable T fallback) {
        return stated == null ? fallback : stated;
    }

    private Strictness() {}
}
