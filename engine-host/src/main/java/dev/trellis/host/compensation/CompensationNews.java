package dev.trellis.host.compensation;

import dev.trellis.contract.event.EventTypes;
import dev.trellis.contract.task.TaskError;
import dev.trellis.host.audit.AuditEntry;
import dev.trellis.host.audit.Chronicle;
import dev.trellis.host.flowable.EngineTransaction;
import dev.trellis.host.json.JsonValues;
import dev.trellis.host.outbox.Event;
import dev.trellis.host.task.TaskNews;
import dev.trellis.host.task.TaskRow;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** What the audit trail and events say of compensation. */
record CompensationNews(Chronicle chronicle) {
    void started(Run run, int taken, EngineTransaction at) {
        Map<String, Object> details = details(run);
        details.put("tasks", taken);
        TaskError error = run.leave().error();
        if (error != null) {
            details.put("code", error.code());
        }
        tell(run, "compensation.started", EventTypes.INSTANCE_COMPENSATING, details, at);
    }

    void ended(Run run, boolean done, EngineTransaction at) {
        String kind = done ? "compensation.done" : "compensation.failed";
        String event = done ? EventTypes.INSTANCE_COMPENSATED : EventTypes.INSTANCE_NOT_COMPENSATED;
        tell(run, kind, event, details(run), at);
    }

    private static Map<String, Object> details(Run run) {
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("compensation", run.id());
        details.put("element", run.element());
        details.put("cause", run.cause().name().toLowerCase(Locale.ROOT));
        details.put("root_instance", run.instance().rootId());
        return details;
    }

    private void tell(Run run, String kind, String type, Map<String, Object> details, EngineTransaction at) {
        String instance = run.instance().id();
        chronicle.note(
                new AuditEntry(instance, kind, "trellis", JsonValues.json(details)),
                new Event(type, instance, run.instance().tenant(), JsonValues.json(details), null),
                at);
    }

    void undone(TaskRow undone, TaskRow undo, EngineTransaction at) {
        Map<String, Object> details =
                TaskNews.details(undone.id(), undone.kind(), undone.state().attempt());
        details.put("undone_by", undo.id());
        chronicle.note(
                new AuditEntry(undone.place().instanceId(), "task.compensated", "trellis", JsonValues.json(details)),
                new Event(
                        EventTypes.taskStatus("compensated"),
                        undone.id(),
                        undone.place().tenant(),
                        TaskNews.data(undone.place(), details),
                        null),
                at);
    }
}
