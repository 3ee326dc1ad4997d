package dev.trellis.host.instance;

import dev.trellis.contract.json.Json;
import dev.trellis.host.audit.AuditEntry;
import dev.trellis.host.audit.Chronicle;
import dev.trellis.host.command.Caller;
import dev.trellis.host.dataclass.LabelTable;
import dev.trellis.host.dataclass.Labels;
import dev.trellis.host.dataclass.Redaction;
import dev.trellis.host.dataclass.VariableClasses;
import dev.trellis.host.definition.ProcessModels;
import dev.trellis.host.flowable.EngineTransaction;
import dev.trellis.host.json.JsonValues;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The variables of instances as people see them: classified values are marks, unless somebody asks and it is noted. */
public final class InstanceVariables {
    private final ProcessModels models;
    private final Chronicle chronicle;

    public InstanceVariables(ProcessModels models, Chronicle chronicle) {
        this.models = models;
        this.chronicle = chronicle;
    }

    /** With marks in place of classified values. */
    Json redacted(String tenant, String instanceId, EngineTransaction at) {
        Map<String, @Nullable Object> variables = variables(tenant, instanceId, at);
        Labels noted = new LabelTable(at).of(instanceId);
        if (noted.isEmpty()) {
            return JsonValues.json(variables);
        }
        String definition = models.definitionOf(instanceId, at.sql());
        VariableClasses classes = new VariableClasses(
                noted, models.model(definition, at.sql()).uses().flows());
        return JsonValues.json(Redaction.of(variables, classes.labels(variables.keySet())));
    }

    /** As they are; the audit trail says who saw them. */
    Json revealed(Caller caller, String instanceId, EngineTransaction at) {
        Map<String, @Nullable Object> variables = variables(caller.tenant(), instanceId, at);
        Labels noted = new LabelTable(at).of(instanceId);
        chronicle.note(
                new AuditEntry(
                        instanceId,
                        "variables.revealed",
                        caller.name(),
                        JsonValues.json(Map.of("data_classes", Labels.words(noted.all())))),
                at);
        return JsonValues.json(variables);
    }

    private static Map<String, @Nullable Object> variables(String tenant, String instanceId, EngineTransaction at) {
        InstanceTable table = new InstanceTable(at.sql());
        InstanceView instance = table.find(tenant, instanceId).orElseThrow(() -> RunningInstances.missing(instanceId));
        return table.finalVariables(instance.id()).map(JsonValues::object).orElseGet(() -> at.runs()
                .variables(instance.id()));
    }
}
