package dev.trellis.host.instance;

import dev.trellis.host.audit.AuditEntry;
import dev.trellis.host.audit.Chronicle;
import dev.trellis.host.command.Caller;
import dev.trellis.host.command.Refusal;
import dev.trellis.host.command.RefusedException;
import dev.trellis.host.db.Locks;
import dev.trellis.host.flowable.Engine;
import dev.trellis.host.flowable.EngineTransaction;
import dev.trellis.host.json.JsonValues;
import dev.trellis.host.task.TaskTable;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** What people do to running instances; always to the whole call tree. */
public final class Interventions {
    private final Engine engine;
    private final Chronicle chronicle;
    private final Consumer<String> resumed;

    /** @param resumed is told the root of a resumed call tree, after the commit */
    public Interventions(Engine engine, Chronicle chronicle, Consumer<String> resumed) {
        this.engine = engine;
        this.chronicle = chronicle;
        this.resumed = resumed;
    }

    void cancel(Caller caller, String instanceId, String reason) {
        onTree(caller, instanceId, (instance, transaction) -> {
            if (!instance.id().equals(instance.rootId())) {
                throw new RefusedException(
                        Refusal.CONFLICT,
                        "the instance was called by " + instance.parentId() + "; cancel the caller "
                                + instance.rootId());
            }
            note("instance.cancelled", caller, instance, Map.of("reason", reason), transaction);
            transaction.runs().delete(instance.id(), reason);
            if (new TaskTable(transaction.sql()).releaseUndos(instance.rootId())) {
                transaction.afterCommit(() -> resumed.accept(instance.rootId()));
            }
        });
    }

    void suspend(Caller caller, String instanceId) {
        onTree(caller, instanceId, (instance, transaction) -> {
            expect(instance, InstanceState.RUNNING);
            InstanceTable table = new InstanceTable(transaction.sql());
            table.tree(instance.rootId()).forEach(each -> transaction.runs().suspend(each.id()));
            table.state(instance.rootId(), InstanceState.RUNNING, InstanceState.SUSPENDED);
            note("instance.suspended", caller, instance, Map.of(), transaction);
        });
    }

    void resume(Caller caller, String instanceId) {
        onTree(caller, instanceId, (instance, transaction) -> {
            expect(instance, InstanceState.SUSPENDED);
            InstanceTable table = new InstanceTable(transaction.sql());
            List<InstanceView> tree = table.tree(instance.rootId());
            table.state(instance.rootId(), InstanceState.SUSPENDED, InstanceState.RUNNING);
            tree.forEach(each -> transaction.runs().resume(each.id()));
            note("instance.resumed", caller, instance, Map.of(), transaction);
            transaction.afterCommit(() -> resumed.accept(instance.rootId()));
        });
    }

    private interface Intervention {
        void on(InstanceView instance, EngineTransaction transaction);
    }

    private void onTree(Caller caller, String instanceId, Intervention intervention) {
        engine.transact(transaction -> {
            InstanceTable table = new InstanceTable(transaction.sql());
            InstanceView seen =
                    table.find(caller.tenant(), instanceId).orElseThrow(() -> RunningInstances.missing(instanceId));
            Locks.instances(transaction.sql(), List.of(seen.rootId()));
            InstanceView instance = table.lock(caller.tenant(), instanceId).orElseThrow();
            if (instance.endedAt() != null) {
                throw new RefusedException(
                        Refusal.CONFLICT,
                        "instance " + instanceId + " is " + instance.state().word() + " already");
            }
            intervention.on(instance, transaction);
            return instance;
        });
    }

    private static void expect(InstanceView instance, InstanceState state) {
        if (instance.state() != state) {
            throw new RefusedException(
                    Refusal.CONFLICT,
                    "instance " + instance.id() + " is " + instance.state().word() + ", not " + state.word());
        }
    }

    private void note(
            String kind, Caller caller, InstanceView instance, Map<String, Object> details, EngineTransaction at) {
        chronicle.note(new AuditEntry(instance.rootId(), kind, caller.name(), JsonValues.json(details)), at);
    }
}
