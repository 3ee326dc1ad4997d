package dev.trellis.host.incident;

import dev.trellis.host.db.Database;
import dev.trellis.host.flowable.Engine;
import dev.trellis.host.flowable.Engine.DeadStep;
import dev.trellis.host.json.JsonValues;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;

/** Makes incidents of steps of the engine itself that failed for good, such as a timer behind which no value is found. */
public final class FailedSteps {
    private static final String CODE = "engine_step_failed";
    private static final int AT_ONCE = 100;

    private final Engine engine;
    private final Database database;
    private final IncidentLog log;

    public FailedSteps(Engine engine, Database database, IncidentLog log) {
        this.engine = engine;
        this.database = database;
        this.log = log;
    }

    /** Opens an incident for each step that has none. */
    public void sweep() {
        List<DeadStep> dead = engine.deadSteps(AT_ONCE);
        dead.forEach(step -> database.run(handle -> log.open(draft(step, tenant(step, handle)), handle)));
    }

    private static String tenant(DeadStep step, Handle handle) {
        return handle.createQuery("select tenant from instance where id = :id")
                .bind("id", step.instanceId())
                .mapTo(String.class)
                .one();
    }

    private static IncidentDraft draft(DeadStep step, String tenant) {
        return new IncidentDraft(
                tenant,
                step.instanceId(),
                null,
                CODE,
                "element " + step.element() + ": " + step.message(),
                JsonValues.json(Map.of("step", step.id(), "element", step.element())),
                "engine step " + step.id());
    }

    boolean concerns(IncidentView incident) {
        return incident.code().equals(CODE);
    }

    void revive(IncidentView incident) {
        engine.reviveStep(String.valueOf(JsonValues.object(incident.details()).get("step")));
    }
}
