package dev.trellis.simulation.check;

import dev.trellis.contract.json.Json;
import dev.trellis.contract.task.TaskLifecycle;
import dev.trellis.simulation.host.AuditTrails.Line;
import dev.trellis.simulation.host.Instance;
import dev.trellis.simulation.host.Tables;
import dev.trellis.simulation.host.TaskEntry;
import dev.trellis.simulation.witness.Letters.Letter;
import dev.trellis.simulation.witness.Witness;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** What must hold once nothing moves any more. */
public final class AtRest {
    private final Tables tables;
    private final Witness witness;

    public AtRest(Tables tables, Witness witness) {
        this.tables = tables;
        this.witness = witness;
    }

    public void check() {
        tables.tasks().forEach(this::task);
        tables.instances().forEach(this::instance);
        letters();
        for (Json event : tables.outbox().all()) {
            if (!witness.letters().arrived(event.text())) {
                witness.violated("I7", "the event ", event.text(), " never left");
            }
        }
    }

    private void task(TaskEntry task) {
        if (!task.status().isFinal()) {
            witness.violated("I1", "at rest, ", task);
        }
        List<String> history = task.history();
        for (int i = 1; i < history.size(); i++) {
            if (!TaskLifecycle.of(history.get(i - 1)).successors().contains(history.get(i))) {
                witness.violated("I7", task.id(), " went from ", history.get(i - 1), " to ", history.get(i));
            }
        }
        if (isLateEffect(task) && lines(task).getOrDefault("task.late_effect", 0) != 1) {
            witness.violated("I7", "the late effect of ", task.id(), " is not on record once");
        }
        boolean done = task.status() instanceof TaskLifecycle.Succeeded;
        if (done
                && witness.executions().successOf(task.id()) == 0
                && !witness.executions().ranWithoutEffect(task.id())) {
            witness.violated("I1", task.id(), " succeeded and nobody executed it");
        }
        audited(task);
    }

    private boolean isLateEffect(TaskEntry task) {
        return task.status() instanceof TaskLifecycle.Cancelled
                && witness.executions().successOf(task.id()) == task.attempt()
                && !witness.executions().ranWithoutEffect(task.id())
                && !witness.executions().isSuccessFromTheDead(task.id())
                && !witness.letters().isDead(task.id());
    }

    /** Each turn of a task that the audit trail must tell of has its line. */
    private void audited(TaskEntry task) {
        Map<String, Integer> lines = lines(task);
        long incidents = task.history().stream().filter("incident"::equals).count();
        require(task, lines, "task.created", 1);
        require(task, lines, "task.retried", task.attempt() - 1);
        require(task, lines, "task.incident", (int) incidents);
        require(task, lines, "task." + task.status().status(), 1);
    }

    private void require(TaskEntry task, Map<String, Integer> lines, String kind, int times) {
        int found = lines.getOrDefault(kind, 0);
        if (found != times) {
            witness.violated("I7", task.id(), " has ", found, " lines of ", kind, " instead of ", times);
        }
    }

    private Map<String, Integer> lines(TaskEntry task) {
        Map<String, Integer> kinds = new TreeMap<>();
        for (Line line : tables.audit().of(task.instance().id())) {
            if (line.subject().equals(task.id())) {
                kinds.merge(line.kind(), 1, Integer::sum);
            }
        }
        return kinds;
    }

    private void instance(Instance instance) {
        if (instance.isOpen()) {
            witness.violated("I1", instance.id(), " has no end");
        }
        if (!tables.audit().isIntact(instance.id())) {
            witness.violated("I7", "the audit trail of ", instance.id(), " does not verify");
        }
    }

    private void letters() {
        for (Letter letter : witness.letters().dead()) {
            if (!tables.incidents().covers(letter.taskId(), letter.body())) {
                witness.violated("I6", "a dead letter of ", letter.taskId(), " belongs to no incident");
            }
        }
        Set<String> garbage = new TreeSet<>(witness.letters().garbage());
        for (String body : garbage) {
            if (!tables.incidents().covers(null, body)) {
                witness.violated("I6", "a message that cannot be read belongs to no incident");
            }
        }
    }
}
