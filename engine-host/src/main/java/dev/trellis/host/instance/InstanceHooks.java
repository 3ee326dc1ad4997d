package dev.trellis.host.instance;

import dev.trellis.contract.event.EventTypes;
import dev.trellis.host.audit.AuditEntry;
import dev.trellis.host.audit.Chronicle;
import dev.trellis.host.command.Refusal;
import dev.trellis.host.command.RefusedException;
import dev.trellis.host.definition.DefinitionTable;
import dev.trellis.host.flowable.CalledInstance;
import dev.trellis.host.flowable.EngineTransaction;
import dev.trellis.host.flowable.InstanceEnd;
import dev.trellis.host.json.JsonValues;
import dev.trellis.host.outbox.Event;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Keeps the table {@code instance} in step with the engine. */
public final class InstanceHooks {
    /** How the engine words the end by a terminate end event, which is an end that the model says. */
    private static final String TERMINATE = "terminate end event";

    private final Chronicle chronicle;
    private final Heritages heritages;
    private final Runnable unitEnded;

    /** @param unitEnded is called after a commit that ended an instance which executes a task */
    public InstanceHooks(Chronicle chronicle, Heritages heritages, Runnable unitEnded) {
        this.chronicle = chronicle;
        this.heritages = heritages;
        this.unitEnded = unitEnded;
    }

    /** The deployed definition that a call means for the calling instance. */
    public String definitionOf(String callerId, String process, EngineTransaction transaction) {
        String version = heritages.of(callerId, transaction).lock().calls().get(process);
        if (version == null) {
            throw new RefusedException(
                    Refusal.INVALID, "the called process " + process + " was not known when the instance started");
        }
        return new DefinitionTable(transaction.sql())
                .engineId(process, version)
                .orElseThrow(() -> new IllegalStateException(process + " " + version + " is not deployed"));
    }

    public void called(CalledInstance called, EngineTransaction transaction) {
        InstanceTable table = new InstanceTable(transaction.sql());
        table.insertCalled(called.instanceId(), called.callerId(), called.definitionId(), called.businessKey());
        Heritage heritage = heritages.of(called.instanceId(), transaction);
        Map<String, Object> details =
                Map.of("process", heritage.process(), "version", heritage.version(), "caller", called.callerId());
        chronicle.note(
                new AuditEntry(called.instanceId(), "instance.started", "trellis", JsonValues.json(details)),
                new Event(
                        EventTypes.INSTANCE_STARTED,
                        called.instanceId(),
                        heritage.tenant(),
                        JsonValues.json(details),
                        heritage.traceparent()),
                transaction);
    }

    public void ended(InstanceEnd end, EngineTransaction transaction) {
        String reason = end.reason();
        boolean byModel = reason == null || reason.startsWith(TERMINATE);
        InstanceState state = byModel ? InstanceState.COMPLETED : InstanceState.CANCELLED;
        InstanceTable table = new InstanceTable(transaction.sql());
        if (!table.end(end.instanceId(), state, reason, JsonValues.json(end.variables()))) {
            return;
        }
        Heritage heritage = heritages.of(end.instanceId(), transaction);
        if (heritage.unit() != null) {
            transaction.afterCommit(unitEnded);
        }
        Map<String, @Nullable Object> details = new LinkedHashMap<>();
        details.put("state", state.word());
        details.put("reason", reason);
        details.put("process", heritage.process());
        chronicle.note(
                new AuditEntry(end.instanceId(), "instance.ended", "trellis", JsonValues.json(details)),
                new Event(
                        EventTypes.INSTANCE_ENDED,
                        end.instanceId(),
                        heritage.tenant(),
                        JsonValues.json(details),
                        heritage.traceparent()),
                transaction);
    }
}
