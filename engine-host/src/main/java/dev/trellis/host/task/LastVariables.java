package dev.trellis.host.task;

import dev.trellis.host.expression.Scope;
import dev.trellis.host.flowable.EngineTransaction;
import dev.trellis.host.instance.InstanceTable;
import dev.trellis.host.json.JsonValues;
import java.util.Map;

/**
 * The variables that a task sees, or what is left of them: those of its instance when its place is gone, and the last ones of its
 * instance when that has ended.
 */
public final class LastVariables {
    public static Scope of(TaskRow task, EngineTransaction at) {
        String instance = task.place().instanceId();
        return at.waiting()
                .variables(task.place().executionId())
                .or(() -> at.waiting().variables(instance))
                .orElseGet(() -> Scope.of(new InstanceTable(at.sql())
                        .finalVariables(instance)
                        .map(JsonValues::object)
                        .orElse(Map.of())));
    }

    private LastVariables() {}
}
