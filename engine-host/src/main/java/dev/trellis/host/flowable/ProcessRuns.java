package dev.trellis.host.flowable;

import java.util.List;
import java.util.Map;
import org.flowable.bpmn.model.FlowElement;
import org.flowable.engine.RuntimeService;
import org.flowable.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.flowable.engine.impl.util.ProcessDefinitionUtil;
import org.flowable.engine.runtime.Execution;
import org.flowable.engine.runtime.ProcessInstance;
import org.jspecify.annotations.Nullable;

/** The process instances inside the engine. */
public final class ProcessRuns {
    private final ProcessEngineConfigurationImpl engine;
    private final RuntimeService runtime;

    ProcessRuns(ProcessEngineConfigurationImpl engine) {
        this.engine = engine;
        this.runtime = engine.getRuntimeService();
    }

    /**
     * What to start.
     *
     * @param instanceId the id that the instance shall have
     */
    public record Start(
            String definitionId,
            String instanceId,
            @Nullable String businessKey,
            Map<String, @Nullable Object> variables) {}

    /** A place at which a message or a signal is awaited. */
    public record Subscription(String executionId, String instanceId) {}

    /** An element in which an instance stands. */
    public record Standing(String element, String kind, String name) {}

    /** Starts an instance and lets it go until it waits everywhere or ends. */
    public void start(Start start) {
        ProcessInstance started = runtime.createProcessInstanceBuilder()
                .processDefinitionId(start.definitionId())
                .predefineProcessInstanceId(start.instanceId())
                .businessKey(start.businessKey())
                .variables(start.variables())
                .start();
        if (!started.getId().equals(start.instanceId())) {
            throw new IllegalStateException("the engine gave the instance another id");
        }
    }

    /** Whether an instance has not ended. */
    public boolean exists(String instanceId) {
        return runtime.createProcessInstanceQuery()
                        .processInstanceId(instanceId)
                        .count()
                > 0;
    }

    /** Takes an instance back, with all that it called. */
    public void delete(String instanceId, String reason) {
        runtime.deleteProcessInstance(instanceId, reason);
    }

    /** Stops the timers of an instance; the instances that it called are others. */
    public void suspend(String instanceId) {
        runtime.suspendProcessInstanceById(instanceId);
    }

    public void resume(String instanceId) {
        runtime.activateProcessInstanceById(instanceId);
    }

    public Map<String, @Nullable Object> variables(String instanceId) {
        return runtime.getVariables(instanceId);
    }

    public List<Standing> standing(String instanceId) {
        return runtime.createExecutionQuery().processInstanceId(instanceId).onlyChildExecutions().list().stream()
                .filter(execution -> execution.getActivityId() != null)
                .map(this::standing)
                .distinct()
                .toList();
    }

    private Standing standing(Execution execution) {
        FlowElement element = ProcessDefinitionUtil.getProcess(definitionOf(execution))
                .getFlowElement(execution.getActivityId(), true);
        String kind =
                element == null ? "element" : lowerFirst(element.getClass().getSimpleName());
        String name = element == null || element.getName() == null ? "" : element.getName();
        return new Standing(execution.getActivityId(), kind.replace("externalWorkerServiceTask", "serviceTask"), name);
    }

    private static String definitionOf(Execution execution) {
        return ((org.flowable.engine.impl.persistence.entity.ExecutionEntity) execution).getProcessDefinitionId();
    }

    private static String lowerFirst(String word) {
        return Character.toLowerCase(word.charAt(0)) + word.substring(1);
    }

    public List<Subscription> awaitingMessage(String name) {
        return engine.getRuntimeService().createExecutionQuery().messageEventSubscriptionName(name).list().stream()
                .map(found -> new Subscription(found.getId(), found.getProcessInstanceId()))
                .toList();
    }

    public List<Subscription> awaitingSignal(String name) {
        return runtime.createExecutionQuery().signalEventSubscriptionName(name).list().stream()
                .map(found -> new Subscription(found.getId(), found.getProcessInstanceId()))
                .toList();
    }

    public void deliverMessage(String name, Subscription to, Map<String, @Nullable Object> variables) {
        runtime.messageEventReceived(name, to.executionId(), variables);
    }

    public void deliverSignal(String name, Subscription to, Map<String, @Nullable Object> variables) {
        runtime.signalEventReceived(name, to.executionId(), variables);
    }
}
