package dev.trellis.tde.container;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.trellis.contract.task.Result;
import dev.trellis.contract.task.TaskError;
import dev.trellis.contract.task.TaskRequest;
import dev.trellis.contract.wire.JsonFields;
import dev.trellis.contract.wire.JsonText;
import dev.trellis.contract.wire.Sha256;
import dev.trellis.contract.wire.WireFormatException;
import dev.trellis.tde.child.Arguments;
import dev.trellis.tde.child.ExitCodes;
import dev.trellis.tde.child.ProducedFiles;
import dev.trellis.tde.child.RunFolder;
import dev.trellis.tde.child.Variables;
import dev.trellis.tde.container.ContainerEngine.Running;
import dev.trellis.tde.container.docker.DockerEngine;
import dev.trellis.tde.runtime.TaskFailedException;
import dev.trellis.tde.runtime.TaskKind;
import dev.trellis.tde.runtime.TaskScope;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** Runs a container of an image: files in, one JSON object and files out. */
@Singleton
public final class ContainerKind implements TaskKind {
    private final ContainerEngine engine;

    @Inject
    ContainerKind() {
        this(DockerEngine.fromEnvironment());
    }

    ContainerKind(ContainerEngine engine) {
        this.engine = engine;
    }

    @Override
    public String adapter() {
        return "container";
    }

    @Override
    public Result execute(TaskScope scope) throws Exception {
        JsonFields settings = scope.settings();
        JsonFields rails = scope.guardRails("container");
        String why = Images.refusal(scope.request().executor().ref(), rails.texts("images"));
        if (why != null) {
            throw TaskFailedException.permanent("image_refused", why);
        }
        ExitCodes exitCodes = new ExitCodes("container", settings);
        ContainerLimits limits = ContainerLimits.of(settings, rails);
        RunFolder folder = RunFolder.create(scope.folder());
        InputFiles inputs = InputFiles.write(scope, folder);
        Map<String, String> environment = new HashMap<>(Variables.of(settings));
        environment.put("TRELLIS_REQUEST", InputFiles.IN + "/request.json");
        ContainerOrder order = new ContainerOrder(
                nameOf(scope.request()),
                scope.request().attempt().number(),
                scope.request().executor().ref(),
                new Arguments(scope.inputs(), inputs.places()).of(settings),
                environment,
                inputs.folder(),
                limits);
        Running running = engine.start(order);
        scope.stop().onStop(running::remove);
        scope.metric("taken_over", running.isTakenOver() ? 1 : 0);
        try {
            return result(scope, running, folder, exitCodes, limits);
        } finally {
            running.remove();
        }
    }

    private static Result result(
            TaskScope scope, Running running, RunFolder folder, ExitCodes exitCodes, ContainerLimits limits)
            throws TaskFailedException, IOException, InterruptedException {
        Path logFile = scope.folder().resolve("container.log");
        try (ContainerLog log = new ContainerLog(limits.outputBytes(), logFile)) {
            ContainerEnd end = running.await(log);
            if (!log.isEmpty() && !scope.stop().isRaised()) {
                var unused = scope.upload(".container.log", logFile);
            }
            requireSuccess(end, log, exitCodes, limits);
            OutputFiles.unpack(running.outputs(), folder.out(), limits.diskMb() * 1024L * 1024);
            ObjectNode outputs = outputs(log.output());
            if (end.exitCode() != 0) {
                outputs.put("exit_code", end.exitCode());
            }
            return ProducedFiles.result(outputs, folder, scope);
        }
    }

    private static void requireSuccess(ContainerEnd end, ContainerLog log, ExitCodes exitCodes, ContainerLimits limits)
            throws TaskFailedException {
        if (log.isTooMuch()) {
            throw TaskFailedException.permanent(
                    "output_too_large",
                    "the container printed more than %d bytes on standard output, or 16 MiB in all; large results belong in /trellis/out"
                            .formatted(limits.outputBytes()));
        }
        if (end.outOfMemory()) {
            throw TaskFailedException.permanent(
                    "memory_limit", "the container needs more than %d MB of memory".formatted(limits.memoryMb()));
        }
        TaskError error = exitCodes.error(end.exitCode(), log.tail());
        if (error != null) {
            throw TaskFailedException.of(error);
        }
    }

    /** A container that prints nothing speaks by its files alone. */
    private static ObjectNode outputs(String printed) throws TaskFailedException {
        try {
            if (printed.isEmpty()) {
                return JsonText.object();
            }
            if (JsonText.parse(printed) instanceof ObjectNode object) {
                return object;
            }
        } catch (WireFormatException garbage) {
            throw TaskFailedException.permanent(
                    "output_not_json",
                    "standard output must be one JSON object or nothing (logs belong on standard error): "
                            + garbage.getMessage(),
                    garbage);
        }
        throw TaskFailedException.permanent("output_not_json", "standard output is JSON but no JSON object");
    }

    /** Of tenant, task and action: what one execution is known by. */
    private static String nameOf(TaskRequest request) {
        return "trellis-"
                + Sha256.hexOf(request.context().tenant() + "\n"
                                + request.attempt().taskId().value() + "\n" + request.action())
                        .substring(0, 40);
    }
}
