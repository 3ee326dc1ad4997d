package dev.trellis.host.incident;

import dev.trellis.contract.event.EventTypes;
import dev.trellis.host.audit.AuditEntry;
import dev.trellis.host.audit.Chronicle;
import dev.trellis.host.command.Caller;
import dev.trellis.host.db.Ids;
import dev.trellis.host.flowable.EngineTransaction;
import dev.trellis.host.json.JsonValues;
import dev.trellis.host.outbox.Event;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Opens and closes incidents in transactions of others, with their audit lines and events. */
public final class IncidentLog {
    private final Supplier<String> ids;
    private final Chronicle chronicle;

    public IncidentLog(Ids ids, Chronicle chronicle) {
        this.ids = ids;
        this.chronicle = chronicle;
    }

    /** Opens an incident and returns its id; that of the open one with the same key, if any. */
    public String open(IncidentDraft draft, Handle transaction) {
        IncidentTable.Inserted inserted = new IncidentTable(transaction).insert(ids.get(), draft);
        if (inserted.fresh()) {
            tell(raised(inserted.id(), draft), transaction);
        }
        return inserted.id();
    }

    /** The same in a transaction of the engine. */
    public String open(IncidentDraft draft, EngineTransaction at) {
        IncidentTable.Inserted inserted = new IncidentTable(at.sql()).insert(ids.get(), draft);
        if (inserted.fresh()) {
            News news = raised(inserted.id(), draft);
            if (news.entry() != null) {
                chronicle.note(news.entry(), at);
            }
            chronicle.note(news.event(), at);
        }
        return inserted.id();
    }

    /** @param entry null when no instance is concerned */
    private record News(@Nullable AuditEntry entry, Event event) {}

    private static News raised(String id, IncidentDraft draft) {
        Map<String, @Nullable Object> details = new LinkedHashMap<>();
        details.put("incident", id);
        details.put("task", draft.taskId());
        details.put("code", draft.code());
        details.put("message", draft.message());
        return news(draft.instanceId(), draft.tenant(), "trellis", EventTypes.INCIDENT_RAISED, details);
    }

    /** Closes an incident. */
    void resolve(IncidentView incident, String state, Caller by, String resolution, Handle transaction) {
        new IncidentTable(transaction).resolve(incident.id(), state, by.name(), resolution);
        Map<String, @Nullable Object> details = new LinkedHashMap<>();
        details.put("incident", incident.id());
        details.put("task", incident.taskId());
        details.put("state", state);
        details.put("reason", resolution);
        tell(
                news(incident.instanceId(), incident.tenant(), by.name(), EventTypes.INCIDENT_RESOLVED, details),
                transaction);
    }

    /** Closes the open incidents of a task that needs nobody any more. */
    public void settle(String taskId, String reason, Handle transaction) {
        transaction
                .createUpdate("update incident set state = 'dismissed', resolved_at = clock_timestamp(),"
                        + " resolved_by = 'trellis', resolution = :reason where task_id = :task and state = 'open'")
                .bind("task", taskId)
                .bind("reason", reason)
                .execute();
    }

    private void tell(News news, Handle transaction) {
        if (news.entry() != null) {
            chronicle.note(news.entry(), transaction);
        }
        chronicle.note(news.event(), transaction);
    }

    private static News news(
            @Nullable String instanceId,
            @Nullable String tenant,
            String actor,
            String type,
            Map<String, @Nullable Object> details) {
        String kind = type.contains("raised") ? "incident.raised" : "incident.resolved";
        return new News(
                instanceId == null ? null : new AuditEntry(instanceId, kind, actor, JsonValues.json(details)),
                new Event(
                        type,
                        String.valueOf(details.get("incident")),
                        tenant == null ? "platform" : tenant,
                        JsonValues.json(details),
                        null));
    }
}
