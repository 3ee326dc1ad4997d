package dev.trellis.host.unit;

import dev.trellis.contract.task.TaskError;
import dev.trellis.host.flowable.EngineTransaction;
import dev.trellis.host.json.JsonValues;
import dev.trellis.host.unit.UnitTable.Caller;
import java.util.Map;
import java.util.Optional;

/** Errors that leave an instance for the process whose task it executes. */
public final class UnitErrors {
    /** Whether nothing in the instance catches an error, and the process around it does. */
    public static boolean catchesOutside(String rootId, String code, EngineTransaction at) {
        Optional<Caller> caller = new UnitTable(at.sql()).caller(rootId);
        while (caller.isPresent()) {
            if (at.waiting().catches(caller.get().executionId(), code)) {
                return true;
            }
            caller = new UnitTable(at.sql()).caller(caller.get().rootId());
        }
        return false;
    }

    /** Ends the instance with the error as the outcome of its task. */
    public static void raise(String rootId, TaskError error, EngineTransaction at) {
        keep(rootId, "failed", error, at);
        at.runs().delete(rootId, error.code() + ": " + error.message());
    }

    /** Keeps the error that the task will have as its outcome, where the instance executes one. */
    public static void keep(String rootId, String status, TaskError error, EngineTransaction at) {
        new UnitTable(at.sql())
                .error(
                        rootId,
                        JsonValues.json(Map.of("status", status, "code", error.code(), "message", error.message())));
    }

    private UnitErrors() {}
}
