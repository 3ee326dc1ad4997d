package dev.trellis.host.consumer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.trellis.contract.json.Json;
import dev.trellis.contract.wire.JsonText;
import dev.trellis.contract.wire.Sha256;
import dev.trellis.contract.wire.WireFormatException;
import dev.trellis.host.db.Database;
import dev.trellis.host.incident.IncidentDraft;
import dev.trellis.host.incident.Incidents;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Turns a message with which nothing can be done into an incident that keeps its body: of the task that it names, or of the
 * platform. The same body on the same queue is one open incident, however often it comes.
 */
@ApplicationScoped
public final class UnreadableMessages {
    private static final int KEPT = 64 * 1024;

    private final Incidents incidents;
    private final Database database;

    UnreadableMessages(Incidents incidents, Database database) {
        this.incidents = incidents;
        this.database = database;
    }

    /**
     * Opens the incident, unless it is open.
     *
     * @param code stable, for example {@code message.unreadable}
     * @param message what is wrong and what to do, for a person
     */
    public String raise(String queue, String body, String code, String message) {
        Optional<Owner> owner = Optional.ofNullable(taskId(body)).flatMap(this::owner);
        return incidents.open(new IncidentDraft(
                owner.map(Owner::tenant).orElse(null),
                owner.map(Owner::instanceId).orElse(null),
                owner.map(Owner::taskId).orElse(null),
                code,
                message,
                details(queue, body),
                "message:" + queue + ":" + Sha256.hexOf(body)));
    }

    /** Whether the task that a message names has an open incident already. */
    boolean hasOpenIncident(String body) {
        String taskId = taskId(body);
        return taskId != null
                && database.read(handle -> handle.createQuery(
                                "select exists (select 1 from incident where task_id = :task and state = 'open')")
                        .bind("task", taskId)
                        .mapTo(boolean.class)
                        .one());
    }

    private static Json details(String queue, String body) {
        ObjectNode details = JsonText.object().put("queue", queue).put("bytes", body.length());
        details.put("body", body.length() > KEPT ? body.substring(0, KEPT) : body);
        return JsonText.json(details);
    }

    private static @Nullable String taskId(String body) {
        try {
            JsonNode id = JsonText.parse(body).path("task_id");
            return id.isTextual() ? id.textValue() : null;
        } catch (WireFormatException notEvenJson) {
            return null;
        }
    }

    private Optional<Owner> owner(String taskId) {
        return database.read(handle -> handle.createQuery("select tenant, instance_id from task where id = :id")
                .bind("id", taskId)
                .map((row, context) -> new Owner(row.getString(1), row.getString(2), taskId))
                .findOne());
    }

    /** Whose message it was. */
    private record Owner(String tenant, String instanceId, String taskId) {}
}
