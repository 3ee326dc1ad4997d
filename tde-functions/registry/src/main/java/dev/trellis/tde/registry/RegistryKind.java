package dev.trellis.tde.registry;

import dev.trellis.contract.json.Json;
import dev.trellis.contract.port.ArtifactStore;
import dev.trellis.contract.port.RegistryStore;
import dev.trellis.contract.task.Payload;
import dev.trellis.contract.task.Result;
import dev.trellis.contract.wire.JsonText;
import dev.trellis.registry.ChangeSteps;
import dev.trellis.registry.ChangeSteps.Answer;
import dev.trellis.registry.ChangeWriter;
import dev.trellis.tde.runtime.TaskFailedException;
import dev.trellis.tde.runtime.TaskKind;
import dev.trellis.tde.runtime.TaskScope;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.List;

/** Validates entries, writes their versions and flips pointers, each as one task of {@code kernel.change}. */
@Singleton
public final class RegistryKind implements TaskKind {
    /** The one process that may write: its gate stands before. */
    private static final String KERNEL_CHANGE = "kernel.change";

    private final ChangeSteps steps;

    @Inject
    RegistryKind(RegistryStore registry, ArtifactStore artifacts) {
        this(registry, artifacts, InstantSource.system());
    }

    RegistryKind(RegistryStore registry, ArtifactStore artifacts, InstantSource clock) {
        this.steps = new ChangeSteps(new ChangeWriter(registry, artifacts, clock), registry);
    }

    @Override
    public String adapter() {
        return "java";
    }

    @Override
    public Result execute(TaskScope scope) throws TaskFailedException {
        Json inputs = JsonText.json(scope.inputs());
        String step = scope.request().executor().ref();
        Answer answer =
                switch (step) {
                    case "validate" -> steps.validate(inputs);
                    case "write" -> {
                        requireKernelChange(scope);
                        yield steps.write(inputs);
                    }
                    case "flip" -> {
                        requireKernelChange(scope);
                        yield steps.flip(inputs);
                    }
                    default ->
                        throw TaskFailedException.permanent(
                                "registry.step", "the ref of a registry task is validate, write or flip, not " + step);
                };
        return switch (answer) {
            case Answer.Done done -> new Result.Succeeded(new Payload.Inline(done.outputs()), List.of());
            case Answer.Refused refused -> throw TaskFailedException.permanent(refused.code(), refused.message());
        };
    }

    /** The tags of a request are the host's word, not the submitter's. */
    private static void requireKernelChange(TaskScope scope) throws TaskFailedException {
        String process = scope.request().context().tags().getOrDefault("process", "none");
        if (!process.equals(KERNEL_CHANGE)) {
            throw TaskFailedException.permanent(
                    "registry.forbidden",
                    "only the process " + KERNEL_CHANGE + " may change the registries, not " + process
                            + "; apply the change with trellis apply");
        }
    }
}
