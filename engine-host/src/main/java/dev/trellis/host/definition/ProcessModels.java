package dev.trellis.host.definition;

import dev.trellis.host.command.Refusal;
import dev.trellis.host.command.RefusedException;
import dev.trellis.host.command.RefusedException.Fault;
import dev.trellis.host.gate.BpmnGate;
import dev.trellis.host.gate.GateResult;
import dev.trellis.host.gate.GatedModel;
import dev.trellis.host.gate.ServiceTaskUse;
import dev.trellis.host.gate.Violation;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jdbi.v3.core.Handle;

/** What the kernel reads of deployed diagrams; nothing enters that the gate does not accept. */
public final class ProcessModels {
    private static final int MOST_CACHED = 500;
    private static final int MOST_INSTANCES = 5_000;

    private final BpmnGate gate;
    private final Map<String, GatedModel> byEngineId = new ConcurrentHashMap<>();
    private final Map<String, String> ofInstances = new ConcurrentHashMap<>();

    public ProcessModels(BpmnGate gate) {
        this.gate = gate;
    }

    /**
     * Checks a diagram.
     *
     * @throws RefusedException with each violation, when it does not pass
     */
    GatedModel check(byte[] bpmn, String name) {
        return switch (gate.check(bpmn, name)) {
            case GateResult.Accepted accepted -> accepted.model();
            case GateResult.Refused refused ->
                throw new RefusedException(
                        Refusal.DEFINITION_REFUSED,
                        "the diagram of " + name + " does not pass the gate",
                        faults(refused.violations()));
        };
    }

    private static List<Fault> faults(List<Violation> violations) {
        return violations.stream()
                .map(violation -> new Fault(
                        "line " + violation.place().line() + ", "
                                + violation.place().element(),
                        violation.toString()))
                .toList();
    }

    /** A service task of a deployed definition. */
    public Optional<ServiceTaskUse> serviceTask(String engineId, String element, Handle sql) {
        return model(engineId, sql).serviceTask(element);
    }

    /** The checked diagram of a deployed definition. */
    public GatedModel model(String engineId, Handle sql) {
        GatedModel model = byEngineId.get(engineId);
        if (model == null) {
            model = load(engineId, sql);
            if (byEngineId.size() >= MOST_CACHED) {
                byEngineId.clear();
            }
            byEngineId.put(engineId, model);
        }
        return model;
    }

    /** The engine's id of the definition that an instance runs, which is the same all its life. */
    public String definitionOf(String instanceId, Handle sql) {
        String known = ofInstances.get(instanceId);
        if (known != null) {
            return known;
        }
        String found = new DefinitionTable(sql).engineIdOf(instanceId);
        if (ofInstances.size() >= MOST_INSTANCES) {
            ofInstances.clear();
        }
        ofInstances.put(instanceId, found);
        return found;
    }

    private GatedModel load(String engineId, Handle sql) {
        return sql.createQuery("select name, version, bpmn from definition where engine_id = :id")
                .bind("id", engineId)
                .map((row, context) -> check(row.getBytes(3), row.getString(1) + " " + row.getString(2)))
                .findOne()
                .orElseThrow(() -> new IllegalStateException("no definition is deployed as " + engineId));
    }
}
