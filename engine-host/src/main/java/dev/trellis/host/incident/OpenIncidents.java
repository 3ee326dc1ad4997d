package dev.trellis.host.incident;

import dev.trellis.contract.json.Json;
import dev.trellis.host.command.Caller;
import dev.trellis.host.command.Refusal;
import dev.trellis.host.command.RefusedException;
import dev.trellis.host.db.Database;
import dev.trellis.host.flowable.EngineTransaction;
import dev.trellis.host.json.JsonValues;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** The incidents in the table {@code incident}. */
public final class OpenIncidents implements Incidents {
    private final Database database;
    private final IncidentLog log;
    private final TaskVerdicts verdicts;
    private final FailedSteps steps;

    public OpenIncidents(Database database, IncidentLog log, TaskVerdicts verdicts, FailedSteps steps) {
        this.database = database;
        this.log = log;
        this.verdicts = verdicts;
        this.steps = steps;
    }

    @Override
    public String open(IncidentDraft draft) {
        return database.write(handle -> log.open(draft, handle));
    }

    @Override
    public String open(IncidentDraft draft, Handle transaction) {
        return log.open(draft, transaction);
    }

    @Override
    public Optional<IncidentView> find(String tenant, String incidentId) {
        return database.read(handle -> new IncidentTable(handle).find(tenant, incidentId));
    }

    @Override
    public List<IncidentView> list(IncidentQuery query) {
        return database.read(handle -> new IncidentTable(handle).list(query));
    }

    @Override
    public void retry(Caller caller, String incidentId, @Nullable Json inputs) {
        checkObject(inputs);
        IncidentView incident = open(caller, incidentId);
        String taskId = incident.taskId();
        if (taskId != null) {
            verdicts.retry(caller, taskId, inputs, resolve(caller, incident, "retried", "a new attempt"));
        } else if (steps.concerns(incident)) {
            steps.revive(incident);
            database.run(handle -> log.resolve(lock(caller, incident, handle), "retried", caller, "again", handle));
        } else {
            throw new RefusedException(
                    Refusal.CONFLICT, "incident " + incidentId + " concerns no task; dismiss it once it is dealt with");
        }
    }

    private static void checkObject(@Nullable Json inputs) {
        try {
            if (inputs != null) {
                JsonValues.object(inputs);
            }
        } catch (IllegalArgumentException e) {
            throw new RefusedException(Refusal.INVALID, "inputs: " + e.getMessage());
        }
    }

    @Override
    public void giveUp(Caller caller, String incidentId, String reason) {
        IncidentView incident = open(caller, incidentId);
        String taskId = incident.taskId();
        if (taskId == null) {
            throw new RefusedException(Refusal.CONFLICT, "incident " + incidentId + " concerns no task; dismiss it");
        }
        verdicts.giveUp(caller, taskId, reason, resolve(caller, incident, "given_up", reason));
    }

    @Override
    public void dismiss(Caller caller, String incidentId, String reason) {
        IncidentView incident = open(caller, incidentId);
        database.run(handle -> {
            if (incident.taskId() != null && stillAsks(incident.taskId(), handle)) {
                throw new RefusedException(
                        Refusal.CONFLICT,
                        "task " + incident.taskId() + " waits for a decision: retry it or give it up");
            }
            log.resolve(lock(caller, incident, handle), "dismissed", caller, reason, handle);
        });
    }

    private static boolean stillAsks(String taskId, Handle handle) {
        return handle.createQuery("select exists (select 1 from task where id = :task and status = 'incident')")
                .bind("task", taskId)
                .mapTo(boolean.class)
                .one();
    }

    private Consumer<EngineTransaction> resolve(Caller caller, IncidentView incident, String state, String reason) {
        return transaction ->
                log.resolve(lock(caller, incident, transaction.sql()), state, caller, reason, transaction.sql());
    }

    private IncidentView open(Caller caller, String incidentId) {
        return check(find(caller.tenant(), incidentId), incidentId);
    }

    private static IncidentView lock(Caller caller, IncidentView incident, Handle handle) {
        return check(new IncidentTable(handle).lock(caller.tenant(), incident.id()), incident.id());
    }

    private static IncidentView check(Optional<IncidentView> found, String incidentId) {
        IncidentView incident =
                found.orElseThrow(() -> new RefusedException(Refusal.NOT_FOUND, "no incident " + incidentId));
        if (!incident.state().equals("open")) {
            throw new RefusedException(Refusal.CONFLICT, "incident " + incidentId + " is " + incident.state());
        }
        return incident;
    }
}
