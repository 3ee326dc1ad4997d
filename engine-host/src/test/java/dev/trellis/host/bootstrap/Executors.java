package dev.trellis.host.bootstrap;

import dev.trellis.contract.json.Json;
import dev.trellis.contract.port.ArtifactStore;
import dev.trellis.contract.port.RegistryStore;
import dev.trellis.contract.task.Payload;
import dev.trellis.contract.task.Result;
import dev.trellis.contract.task.TaskError;
import dev.trellis.registry.ChangeSteps;
import dev.trellis.registry.ChangeWriter;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** What executes tasks in tests: the registry's own steps, and whatever a test says. */
@Singleton
public class Executors {
    private final Map<String, Function<Json, Result>> byType = new HashMap<>();

    Executors(RegistryStore registry, ArtifactStore artifacts) {
        ChangeSteps steps = new ChangeSteps(new ChangeWriter(registry, artifacts, InstantSource.system()), registry);
        byType.put("kernel.registry.validate", inputs -> result(steps.validate(inputs)));
        byType.put("kernel.registry.write", inputs -> result(steps.write(inputs)));
        byType.put("kernel.registry.flip", inputs -> result(steps.flip(inputs)));
    }

    /** Says what executes a type from now on. */
    public synchronized void put(String taskType, Function<Json, Result> executor) {
        byType.put(taskType, executor);
    }

    synchronized Result execute(String taskType, Json inputs) {
        Function<Json, Result> executor = byType.get(taskType);
        return executor == null
                ? new Result.Failed(new TaskError("no_executor", "no executor of " + taskType, false))
                : executor.apply(inputs);
    }

    /** A success with outputs. */
    public static Result succeeded(String outputs) {
        return new Result.Succeeded(new Payload.Inline(new Json(outputs)), List.of());
    }

    private static Result result(ChangeSteps.Answer answer) {
        return switch (answer) {
            case ChangeSteps.Answer.Done done -> new Result.Succeeded(new Payload.Inline(done.outputs()), List.of());
            case ChangeSteps.Answer.Refused refused ->
                new Result.Failed(new TaskError(refused.code(), refused.message(), false));
        };
    }
}
