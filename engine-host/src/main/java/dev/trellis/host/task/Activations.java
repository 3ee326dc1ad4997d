package dev.trellis.host.task;

import dev.trellis.contract.json.Json;
import dev.trellis.contract.task.Action;
import dev.trellis.host.audit.Chronicle;
import dev.trellis.host.db.Ids;
import dev.trellis.host.definition.Catalog;
import dev.trellis.host.definition.Pin;
import dev.trellis.host.definition.ProcessModels;
import dev.trellis.host.flowable.EngineTransaction;
import dev.trellis.host.flowable.TaskReached;
import dev.trellis.host.gate.GatedModel;
import dev.trellis.host.gate.ServiceTaskUse;
import dev.trellis.host.incident.IncidentLog;
import dev.trellis.host.instance.Heritage;
import dev.trellis.host.instance.Heritages;
import dev.trellis.host.task.Births.Birth;
import dev.trellis.host.task.Classification.Activation;
import dev.trellis.host.task.Classification.Classified;
import dev.trellis.host.task.Classification.Taker;
import dev.trellis.host.task.TaskRow.Bond;
import dev.trellis.host.task.TaskRow.Kind;
import dev.trellis.host.task.TaskRow.Place;

/**
 * Makes a task of each activation of an element, in the engine's transaction. What cannot be evaluated makes a task with
 * an incident rather than a failed step of the engine, so that the process stands where the model says.
 */
public final class Activations {
    private final Catalog catalog;
    private final ProcessModels models;
    private final Wiring wiring;
    private final Births births;
    private final Classification classification;

    /**
     * What the outside provides.
     *
     * @param ready is told of each task that becomes ready
     */
    public record Wiring(Ids ids, ReadyTasks ready, Heritages heritages) {}

    public Activations(
            Catalog catalog,
            ProcessModels models,
            ApprovalPolicy approvals,
            Chronicle chronicle,
            IncidentLog incidents,
            Wiring wiring) {
        this.catalog = catalog;
        this.models = models;
        this.wiring = wiring;
        this.births = new Births(approvals, chronicle, incidents, wiring);
        this.classification = new Classification(catalog, models, wiring.ids());
    }

    /** Inserts the task of an activation. */
    public void reached(TaskReached reached, EngineTransaction transaction) {
        Heritage heritage = wiring.heritages().of(reached.instanceId(), transaction);
        GatedModel model = models.model(reached.definitionId(), transaction.sql());
        ServiceTaskUse use = models.serviceTask(reached.definitionId(), reached.element(), transaction.sql())
                .orElseThrow(() -> new IllegalStateException("no service task " + reached.element()));
        String taskType = reached.taskType() == null ? "unknown" : reached.taskType();
        String range = use.topic().versionRange();
        Pin pin = heritage.lock().task(taskType, range).orElseGet(() -> catalog.taskType(taskType, range));
        Classified classified = classification.of(
                new Activation(reached, use, heritage, pin, taskType),
                Ask.of(reached, use, heritage, pin),
                transaction);
        String id = wiring.ids().get();
        Place place = new Place(id, reached.instanceId(), reached.rootId(), reached.executionId(), heritage.tenant());
        Kind kind = new Kind(reached.element(), reached.loopIndex(), taskType, pin.version());
        UndoneBy undoneBy = UndoneBy.of(model, reached.element(), taskType, pin);
        Bond bond = new Bond(Action.EXECUTE, reached.scopeId(), undoneBy, null, null);
        births.insert(new Birth(place, kind, pin, classified, range, bond), heritage, transaction);
    }

    /**
     * Inserts the task that undoes another one. It waits at no place of the model, so that nothing in the model takes it back.
     *
     * @param order as it was kept with the task that is undone
     */
    public void undo(TaskRow undone, Json order, String compensationId, EngineTransaction transaction) {
        Place whose = undone.place();
        Heritage heritage = wiring.heritages().of(whose.instanceId(), transaction);
        UndoOrder undo = UndoOrder.of(order);
        Pin pin = heritage.lock()
                .task(undo.taskType(), undo.range())
                .orElseGet(() -> catalog.taskType(undo.taskType(), undo.range()));
        Taker taker = new Taker(undo.taskType(), undo.range(), pin, whose.rootId());
        Classified classified = classification.of(taker, undo.ask(), undo.labels(), transaction);
        Place place =
                new Place(wiring.ids().get(), whose.instanceId(), whose.rootId(), compensationId, heritage.tenant());
        Kind kind = new Kind(undo.element(), undone.kind().loopIndex(), undo.taskType(), pin.version());
        Bond bond = new Bond(undo.action(), "", null, undone.id(), compensationId);
        births.insert(new Birth(place, kind, pin, classified, undo.range(), bond), heritage, transaction);
        new TaskTable(transaction.sql()).suspendWithItsInstance(place.id());
    }
}
