package dev.trellis.host.submission;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.trellis.contract.json.Json;
import dev.trellis.contract.registry.TdeEntry;
import dev.trellis.contract.task.TaskSpec;
import dev.trellis.contract.wire.JsonText;
import dev.trellis.contract.wire.TaskSpecJson;
import dev.trellis.host.command.Caller;
import dev.trellis.host.command.Refusal;
import dev.trellis.host.command.RefusedException;
import dev.trellis.host.instance.Instances;
import dev.trellis.host.instance.StartCommand;
import dev.trellis.host.instance.Started;
import dev.trellis.host.trace.Origin;
import dev.trellis.registry.RegistryCache;
import dev.trellis.registry.Resolution;
import dev.trellis.registry.SchemaCheck;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Starts what was submitted: a process, or the kernel process {@value #TASK_PROCESS} around one task. */
@ApplicationScoped
public final class Submissions {
    static final String TASK_PROCESS = "kernel.task";

    private final Instances instances;
    private final RegistryCache registry;
    private final SchemaCheck schemas = new SchemaCheck();

    Submissions(Instances instances, RegistryCache registry) {
        this.instances = instances;
        this.registry = registry;
    }

    /**
     * Starts a submission; the same one twice starts it once.
     *
     * @param origin how it came in, where the platform traces it
     * @throws RefusedException when its process or task type is unknown, or its inputs are not what the schema says
     */
    public Started submit(Caller caller, Submission submission, @Nullable Origin origin) {
        return instances.start(
                switch (submission) {
                    case Submission.OfTask task -> command(caller, task, origin);
                    case Submission.OfProcess process ->
                        new StartCommand(
                                caller,
                                process.process(),
                                process.versionRange(),
                                process.variables(),
                                process.keys(),
                                process.traceparent(),
                                origin);
                });
    }

    private StartCommand command(Caller caller, Submission.OfTask task, @Nullable Origin origin) {
        refuseUnfit(task.spec());
        return new StartCommand(
                caller,
                TASK_PROCESS,
                null,
                JsonText.json(variables(task.spec())),
                task.spec().keys(),
                task.traceparent(),
                origin);
    }

    /** The members of the spec, each a variable; the keys are those of the instance. */
    private static ObjectNode variables(TaskSpec spec) {
        ObjectNode variables = JsonText.parseObject(new Json(TaskSpecJson.write(spec)));
        variables.remove(List.of("idempotency_key", "business_key"));
        return variables;
    }

    private void refuseUnfit(TaskSpec spec) {
        switch (registry.current().resolveTask(spec.taskType(), null, null)) {
            case Resolution.Missing<TdeEntry> missing ->
                throw new RefusedException(
                        Refusal.INVALID,
                        missing.message(),
                        List.of(new RefusedException.Fault("$.task_type", missing.message())));
            case Resolution.Found<TdeEntry> found -> refuseInputs(spec, found.entry());
        }
    }

    private void refuseInputs(TaskSpec spec, TdeEntry entry) {
        List<RefusedException.Fault> faults = schemas.violations(entry.schemas().input(), spec.inputs()).stream()
                .map(violation ->
                        new RefusedException.Fault("$.inputs" + violation.path().substring(1), violation.message()))
                .toList();
        if (!faults.isEmpty()) {
            throw new RefusedException(
                    Refusal.INVALID,
                    "the inputs are not what %s %s takes"
                            .formatted(spec.taskType(), entry.executor().version()),
                    faults);
        }
    }
}
