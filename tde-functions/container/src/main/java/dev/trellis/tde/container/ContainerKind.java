package dev.trellis.tde.container;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.trellis.contract.container.ContainerEnd;
import dev.trellis.contract.container.ContainerEngine;
import dev.trellis.contract.container.ContainerEngine.Running;
import dev.trellis.contract.container.ContainerOrder;
import dev.trellis.contract.container.ContainerRefusedException;
import dev.trellis.contract.task.Result;
import dev.trellis.contract.task.TaskError;
import dev.trellis.contract.wire.JsonFields;
import dev.trellis.contract.wire.JsonText;
import dev.trellis.tde.child.ExitCodes;
import dev.trellis.tde.child.PrintedJson;
import dev.trellis.tde.child.ProducedFiles;
import dev.trellis.tde.child.RunFolder;
import dev.trellis.tde.container.docker.DockerEngine;
import dev.trellis.tde.runtime.TaskFailedException;
import dev.trellis.tde.runtime.TaskKind;
import dev.trellis.tde.runtime.TaskScope;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** Runs a container of an image: files in, one JSON object and files out. */
@Singleton
public final class ContainerKind implements TaskKind {
    private static final int MIB = 1024 * 1024;

    private final ContainerEngine engine;

    /** On the engine that the binding brings, or else on a Docker engine. */
    @Inject
    ContainerKind(Instance<ContainerEngine> brought) {
        this(brought.isResolvable() ? brought.get() : DockerEngine.from(System.getenv()));
    }

    ContainerKind(ContainerEngine engine) {
        this.engine = engine;
    }

    @Override
    public String adapter() {
        return "container";
    }

    /** Their container bears the attempt's name, so that a new delivery finds the one that a dead function left. */
    @Override
    public boolean mayOverlap() {
        return false;
    }

    @Override
    public Result execute(TaskScope scope) throws Exception {
        JsonFields rails = scope.guardRails("container");
        Images.requireAllowed(scope.request().executor().ref(), rails.texts("images"));
        ExitCodes exitCodes = new ExitCodes("container", scope.settings());
        RunFolder folder = RunFolder.create(scope.folder());
        ContainerOrder order = Orders.of(scope, rails, InputFiles.write(scope, folder));
        try {
            Running running = engine.start(order);
            scope.stop().onStop(running::remove);
            scope.metric("taken_over", running.isTakenOver() ? 1 : 0);
            try (ContainerLog log = new ContainerLog(
                    rails.integer("max_output_bytes", 1, 64 * MIB, MIB),
                    scope.folder().resolve("container.log"))) {
                ContainerEnd end = await(running, log, scope);
                requireUnstopped(scope);
                requireSuccess(end, log, scope, exitCodes);
                return result(
                        scope,
                        folder,
                        end,
                        log,
                        OutputFiles.unpack(
                                running.outputs(),
                                folder.out(),
                                (long) order.limits().diskMb() * MIB));
            } finally {
                running.remove();
            }
        } catch (ContainerRefusedException refused) {
            throw TaskFailedException.of(refused.error());
        }
    }

    /** What was printed is kept however the container ended, unless the attempt was stopped. */
    private static ContainerEnd await(Running running, ContainerLog log, TaskScope scope)
            throws ContainerRefusedException, TaskFailedException, IOException, InterruptedException {
        try {
            return running.await(log);
        } finally {
            if (!log.isEmpty() && !scope.stop().isRaised()) {
                var unused = scope.upload(".container.log", log.withoutSecrets(scope));
            }
        }
    }

    /** A container that is being removed with its attempt may show any exit status, success too. */
    private static void requireUnstopped(TaskScope scope) throws TaskFailedException {
        if (scope.stop().isRaised()) {
            throw TaskFailedException.passing("container_gone", "the container was removed with its attempt");
        }
    }

    private static void requireSuccess(ContainerEnd end, ContainerLog log, TaskScope scope, ExitCodes exitCodes)
            throws TaskFailedException {
        if (log.isTooMuch()) {
            throw TaskFailedException.permanent(
                    "output_too_large",
                    "the container printed more than %d bytes on standard output, or 16 MiB in all; large results belong in %s"
                            .formatted(log.bound(), ContainerEngine.OUT));
        }
        if (end.outOfMemory()) {
            throw TaskFailedException.permanent(
                    "memory_limit", "the container needs more memory than its capability mem gives it");
        }
        TaskError error = exitCodes.error(end.exitCode(), log.tail(scope::withoutSecrets));
        if (error != null) {
            throw TaskFailedException.of(error);
        }
    }

    private static Result result(
            TaskScope scope, RunFolder folder, ContainerEnd end, ContainerLog log, Optional<Path> written)
            throws TaskFailedException, IOException {
        ObjectNode outputs = outputs(written.isPresent() ? OutputFiles.text(written.get()) : log.output(), scope);
        if (end.exitCode() != 0) {
            outputs.put("exit_code", end.exitCode());
        }
        return ProducedFiles.result(outputs, folder, scope);
    }

    /** A container that says nothing speaks by its files alone. */
    private static ObjectNode outputs(String said, TaskScope scope) throws TaskFailedException {
        if (said.isEmpty()) {
            return JsonText.object();
        }
        if (PrintedJson.read(said, scope) instanceof ObjectNode object) {
            return object;
        }
        throw TaskFailedException.permanent("output_not_json", "the outputs are JSON but no JSON object");
    }
}
