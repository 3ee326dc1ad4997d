package dev.trellis.simulation.host;

import dev.trellis.contract.registry.TdeEntry;
import dev.trellis.contract.task.Effect;
import java.util.Locale;

/** The task types of the simulation, one for each kind of effect. */
public enum TaskType {
    PURE(Effect.PURE),
    IDEMPOTENT(Effect.IDEMPOTENT),
    KEYED(Effect.KEYED),
    ONCE(Effect.NON_IDEMPOTENT);

    private final Effect effect;
    private final String taskType = "sim." + name().toLowerCase(Locale.ROOT);

    TaskType(Effect effect) {
        this.effect = effect;
    }

    public Effect effect() {
        return effect;
    }

    public String taskType() {
        return taskType;
    }

    public String queue() {
        return TdeEntry.queueOf(taskType);
    }
}
