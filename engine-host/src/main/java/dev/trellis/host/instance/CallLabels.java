package dev.trellis.host.instance;

import dev.trellis.contract.task.DataClass;
import dev.trellis.host.dataclass.LabelTable;
import dev.trellis.host.dataclass.Labels;
import dev.trellis.host.dataclass.VariableClasses;
import dev.trellis.host.definition.ProcessModels;
import dev.trellis.host.flowable.CallReturn;
import dev.trellis.host.flowable.CalledInstance;
import dev.trellis.host.flowable.EngineTransaction;
import dev.trellis.host.gate.CalledProcess;
import dev.trellis.host.gate.GatedModel;
import dev.trellis.host.gate.Mapping;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Carries the classes of data into called instances and back, along the mapping of the call. */
public final class CallLabels {
    private CallLabels() {}

    /** A called instance begins with what its process declares and with what comes from the caller. */
    public static void goAlong(CalledInstance called, ProcessModels models, EngineTransaction at) {
        LabelTable table = new LabelTable(at);
        Labels noted = table.of(called.callerId());
        Heritage heritage = Heritage.of(called.instanceId(), at.sql());
        table.add(
                called.instanceId(),
                Labels.declared(heritage.lock().dataClasses().getOrDefault(heritage.process(), Map.of())));
        if (noted.isEmpty()) {
            return;
        }
        GatedModel caller = models.model(models.definitionOf(called.callerId(), at.sql()), at.sql());
        VariableClasses classes = new VariableClasses(noted, caller.uses().flows());
        caller.call(called.element()).ifPresent(call -> {
            if (call.allVariables()) {
                table.add(called.instanceId(), noted);
            }
            table.add(called.instanceId(), bound(call.mapping().inputs(), classes));
        });
    }

    /** What comes back is of the classes that it has in the called instance. */
    public static void comeBack(CallReturn returned, ProcessModels models, EngineTransaction at) {
        LabelTable table = new LabelTable(at);
        Labels noted = table.of(returned.calledId());
        if (noted.isEmpty()) {
            return;
        }
        GatedModel called = models.model(models.definitionOf(returned.calledId(), at.sql()), at.sql());
        VariableClasses classes = new VariableClasses(noted, called.uses().flows());
        List<Mapping.Binding> outputs = models.model(returned.callerDefinitionId(), at.sql())
                .call(returned.element())
                .map(CalledProcess::mapping)
                .map(Mapping::outputs)
                .orElse(List.of());
        table.add(returned.callerId(), bound(outputs, classes));
    }

    private static Labels bound(List<Mapping.Binding> bindings, VariableClasses classes) {
        Map<String, Set<DataClass>> labels = new TreeMap<>();
        bindings.forEach(binding ->
                labels.put(binding.target(), classes.of(binding.value().variables())));
        return new Labels(labels);
    }
}
