package dev.trellis.host.incident;

import dev.trellis.contract.json.Json;
import dev.trellis.host.command.Caller;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** The incidents of the host. Commands throw {@link dev.trellis.host.command.RefusedException} when refused. */
public interface Incidents {
    /** Opens an incident in its own transaction and returns its id; that of the open one with the same key, if any. */
    String open(IncidentDraft draft);

    /** Opens an incident in a transaction of the caller. */
    String open(IncidentDraft draft, Handle transaction);

    Optional<IncidentView> find(String tenant, String incidentId);

    List<IncidentView> list(IncidentQuery query);

    /**
     * Makes a new attempt of the incident's task.
     *
     * @param inputs a JSON object in place of the task's inputs, null to keep them
     */
    void retry(Caller caller, String incidentId, @Nullable Json inputs);

    /** Ends the incident's task as failed: the model's error path goes on, or the instance is cancelled. */
    void giveUp(Caller caller, String incidentId, String reason);

    /** Closes an incident that concerns no task, or whose task has ended meanwhile. */
    void dismiss(Caller caller, String incidentId, String reason);
}
