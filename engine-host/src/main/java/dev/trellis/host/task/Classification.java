package dev.trellis.host.task;

import dev.trellis.contract.json.Json;
import dev.trellis.contract.task.DataClass;
import dev.trellis.host.dataclass.HandleTable;
import dev.trellis.host.dataclass.LabelTable;
import dev.trellis.host.dataclass.Labels;
import dev.trellis.host.dataclass.TaskLabels;
import dev.trellis.host.dataclass.VariableClasses;
import dev.trellis.host.db.Ids;
import dev.trellis.host.definition.Catalog;
import dev.trellis.host.definition.Pin;
import dev.trellis.host.definition.ProcessModels;
import dev.trellis.host.flowable.EngineTransaction;
import dev.trellis.host.flowable.TaskReached;
import dev.trellis.host.gate.ServiceTaskUse;
import dev.trellis.host.instance.Heritage;
import dev.trellis.host.json.JsonValues;
import dev.trellis.registry.Clearance;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Labels the inputs of an activation, and withholds what its task type may not see. */
final class Classification {
    /** Code of a task whose type may not see its data. */
    static final String UNCLEARED = "data_class.uncleared";

    private final Catalog catalog;
    private final ProcessModels models;
    private final Ids ids;

    Classification(Catalog catalog, ProcessModels models, Ids ids) {
        this.catalog = catalog;
        this.models = models;
        this.ids = ids;
    }

    /** An activation whose ask is made. */
    record Activation(TaskReached reached, ServiceTaskUse use, Heritage heritage, Pin pin, String taskType) {
        Taker taker() {
            return new Taker(taskType, use.topic().versionRange(), pin, reached.rootId());
        }
    }

    /** Who gets the inputs. */
    record Taker(String taskType, @Nullable String range, Pin pin, String rootId) {}

    /** An ask with the labels of its data. */
    record Classified(Ask ask, TaskLabels labels) {}

    Classified of(Activation activation, Ask ask, EngineTransaction at) {
        Pin pin = activation.pin();
        TaskLabels outputsOnly = new TaskLabels(Labels.NONE, pin.annotations().outputs());
        if (ask.obstacle() != null || InputClasses.nothingToTell(activation.heritage(), pin)) {
            return new Classified(ask, outputsOnly);
        }
        Map<String, @Nullable Object> inputs = JsonValues.object(ask.inputs());
        Labels noted = activation.heritage().labels();
        VariableClasses variables = new VariableClasses(
                noted,
                models.model(activation.reached().definitionId(), at.sql())
                        .uses()
                        .flows());
        InputClasses classes = new InputClasses(activation.use(), pin, variables);
        new LabelTable(at).add(activation.reached().instanceId(), classes.ofVariables(inputs.keySet()));
        TaskLabels labels =
                new TaskLabels(classes.of(inputs.keySet()), pin.annotations().outputs());
        return new Classified(disclosed(activation.taker(), ask, labels, at), labels);
    }

    /** The same for inputs whose labels are known. */
    Classified of(Taker taker, Ask ask, Labels inputs, EngineTransaction at) {
        TaskLabels labels = new TaskLabels(inputs, taker.pin().annotations().outputs());
        return ask.obstacle() != null || inputs.isEmpty()
                ? new Classified(ask, labels)
                : new Classified(disclosed(taker, ask, labels, at), labels);
    }

    /** A version that the registry does not know is refused by the planner, which looks again. */
    private Ask disclosed(Taker taker, Ask ask, TaskLabels labels, EngineTransaction at) {
        Optional<Clearance> clearance =
                catalog.clearance(taker.taskType(), taker.range(), taker.pin().version());
        Disclosure disclosure = clearance
                .map(known -> Disclosure.decide(labels.inputs(), known))
                .orElse(new Disclosure.Values());
        return switch (disclosure) {
            case Disclosure.Values all ->
                ask.with(ask.inputs(), Labels.words(labels.inputs().all()));
            case Disclosure.Handles handles -> byHandle(taker, ask, labels, handles, at);
            case Disclosure.Refused refused ->
                ask.with(ask.inputs(), Labels.words(labels.inputs().all())).refused(obstacle(taker, refused));
        };
    }

    private Ask byHandle(Taker taker, Ask ask, TaskLabels labels, Disclosure.Handles handles, EngineTransaction at) {
        HandleTable table = new HandleTable(at.sql());
        Map<String, @Nullable Object> inputs = JsonValues.object(ask.inputs());
        Map<String, @Nullable Object> given = new LinkedHashMap<>(inputs);
        handles.inputs()
                .forEach((name, classes) ->
                        given.put(name, table.keep(ids.token(), taker.rootId(), inputs.get(name), classes)));
        Map<String, Set<DataClass>> seen = new LinkedHashMap<>(labels.inputs().byName());
        seen.keySet().removeAll(handles.inputs().keySet());
        Json json = JsonValues.json(given);
        return ask.with(json, Labels.words(new Labels(seen).all()));
    }

    private static Obstacle obstacle(Taker taker, Disclosure.Refused refused) {
        String version = taker.pin().version();
        return new Obstacle(
                UNCLEARED,
                "the inputs hold data of class " + String.join(", ", refused.classes()) + ", and " + taker.taskType()
                        + (version == null ? "" : " " + version) + " is not cleared for it",
                "apply a version whose data_classes name it and a policy whose guard_rails.data.see allows it, then retry");
    }
}
