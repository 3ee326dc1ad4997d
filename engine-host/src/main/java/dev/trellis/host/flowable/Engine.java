package dev.trellis.host.flowable;

import dev.trellis.host.command.RefusedException;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.apache.commons.lang3.exception.ExceptionUtils;
import org.apache.ibatis.exceptions.PersistenceException;
import org.flowable.common.engine.api.FlowableException;
import org.flowable.common.engine.impl.interceptor.Command;
import org.flowable.engine.ProcessEngine;
import org.flowable.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.flowable.engine.repository.Deployment;
import org.flowable.engine.repository.ProcessDefinition;
import org.flowable.job.api.Job;
import org.jboss.logging.Logger;

/** The embedded process engine. */
public final class Engine implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(Engine.class);

    private final ProcessEngine engine;
    private final ProcessEngineConfigurationImpl configuration;

    private Engine(ProcessEngine engine) {
        this.engine = engine;
        this.configuration = (ProcessEngineConfigurationImpl) engine.getProcessEngineConfiguration();
    }

    /** Starts the engine; it makes or updates its tables. */
    public static Engine open(EngineSettings settings, KernelHooks hooks) {
        return new Engine(new TrellisEngineConfiguration(settings, hooks).buildProcessEngine());
    }

    /**
     * Runs work in one transaction of the engine, together with all steps of processes that it sets off. What it throws
     * rolls everything back.
     */
    public <T> T transact(Function<EngineTransaction, T> work) {
        Command<Led<T>> command = context -> {
            EngineTransaction transaction = EngineTransaction.of(context);
            transaction.lead();
            return new Led<>(work.apply(transaction), transaction);
        };
        Led<T> done = execute(command);
        done.transaction().runAfterCommit();
        return done.result();
    }

    private record Led<T>(T result, EngineTransaction transaction) {}

    private <T> T execute(Command<T> command) {
        try {
            return configuration.getCommandExecutor().execute(command);
        } catch (RuntimeException e) {
            // A nested step wraps what the kernel's hooks throw.
            RefusedException refused = ExceptionUtils.throwableOfType(e, RefusedException.class);
            throw refused != null ? refused : e;
        }
    }

    /**
     * Deploys a process definition.
     *
     * @param name becomes the deployment's name and resource
     * @return the id of its one process
     */
    public String deploy(String name, byte[] bpmn) {
        Deployment deployment = engine.getRepositoryService()
                .createDeployment()
                .name(name)
                .addBytes(name + ".bpmn", bpmn)
                .deploy();
        ProcessDefinition definition = engine.getRepositoryService()
                .createProcessDefinitionQuery()
                .deploymentId(deployment.getId())
                .singleResult();
        if (definition == null) {
            throw new IllegalArgumentException("the file " + name + " holds no executable process");
        }
        return definition.getId();
    }

    /** Removes a deployed definition that was never used. */
    public void undeploy(String definitionId) {
        ProcessDefinition definition = engine.getRepositoryService().getProcessDefinition(definitionId);
        engine.getRepositoryService().deleteDeployment(definition.getDeploymentId());
    }

    /** Steps of the engine itself that failed for good, for example a timer whose expression has no value. */
    public List<DeadStep> deadSteps(int max) {
        return engine.getManagementService().createDeadLetterJobQuery().listPage(0, max).stream()
                .map(Engine::deadStep)
                .toList();
    }

    private static DeadStep deadStep(Job job) {
        return new DeadStep(
                job.getId(),
                job.getProcessInstanceId(),
                String.valueOf(job.getElementId()),
                String.valueOf(job.getExceptionMessage()));
    }

    /** Lets a failed step try again. */
    public void reviveStep(String stepId) {
        engine.getManagementService().moveDeadLetterJobToExecutableJob(stepId, 3);
    }

    /** A step of the engine that failed for good. */
    public record DeadStep(String id, String instanceId, String element, String message) {}

    /** Rows in the engine's tables by table name, for measurements and tests. */
    public Map<String, Long> tableCounts() {
        return engine.getManagementService().getTableCount();
    }

    @Override
    public void close() {
        try {
            engine.close();
        } catch (PersistenceException | FlowableException e) {
            // The database is away: what this host had locked is free again once the locks lapse.
            LOG.warnf("the engine could not give back its locks: %s", e.getMessage());
        }
    }
}
