package dev.trellis.infra.aws;

import dev.trellis.contract.container.ContainerEnd;
import dev.trellis.contract.container.ContainerEngine.Running;
import dev.trellis.contract.container.ContainerEngine.Sink;
import dev.trellis.contract.container.ContainerRefusedException;
import dev.trellis.contract.port.ArtifactMissingException;
import java.io.IOException;
import java.io.InputStream;
import java.lang.System.Logger.Level;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.ecs.model.Container;
import software.amazon.awssdk.services.ecs.model.Task;

/** A container on ECS: a task whose work stands between two carriers. */
final class EcsTask implements Running {
    private static final System.Logger LOG = System.getLogger(EcsTask.class.getName());
    private static final String STOPPED = "STOPPED";

    /** A task that was started this moment may not be known everywhere yet. */
    private static final int MOST_UNKNOWN = 15;

    private final Calls calls;
    private final String arn;
    private final String name;
    private final boolean takenOver;
    private final CountDownLatch removed = new CountDownLatch(1);

    /**
     * What a task is looked after by.
     *
     * @param pollMillis between two looks, since ECS gives no signal
     */
    record Calls(EcsClient ecs, EcsLogs logs, EcsFiles files, String cluster, long pollMillis) {}

    EcsTask(Calls calls, String arn, String name, boolean takenOver) {
        this.calls = calls;
        this.arn = arn;
        this.name = name;
        this.takenOver = takenOver;
    }

    @Override
    public boolean isTakenOver() {
        return takenOver;
    }

    @Override
    public ContainerEnd await(Sink sink) throws ContainerRefusedException, InterruptedException {
        boolean wanted = true;
        int unknown = 0;
        do {
            Task task = EcsEngine.call("ECS describe of " + arn, this::look);
            unknown = task == null ? unknown + 1 : 0;
            if (unknown > MOST_UNKNOWN) {
                throw ContainerRefusedException.passing("container_gone", "ECS knows it no longer", null);
            }
            boolean ended = task != null && STOPPED.equals(task.lastStatus());
            wanted = wanted && EcsEngine.call("logs of " + arn, () -> handOn(sink));
            if (!wanted) {
                stop("more was printed than is taken");
                return new ContainerEnd(0, false);
            }
            if (ended && task != null) {
                return end(task);
            }
        } while (!removed.await(calls.pollMillis(), TimeUnit.MILLISECONDS));
        throw ContainerRefusedException.passing("container_gone", "the container was removed while it ran", null);
    }

    private @Nullable Task look() {
        return calls.ecs().describeTasks(r -> r.cluster(calls.cluster()).tasks(arn)).tasks().stream()
                .findFirst()
                .orElse(null);
    }

    private boolean handOn(Sink sink) {
        try {
            return calls.logs().handOn(sink);
        } catch (IOException full) {
            throw new IllegalStateException("what it prints cannot be kept: " + full.getMessage(), full);
        }
    }

    private static ContainerEnd end(Task task) throws ContainerRefusedException {
        Container work = named(task, EcsDefinition.WORK);
        Container take = named(task, EcsDefinition.TAKE);
        if (work == null || work.exitCode() == null) {
            throw ContainerRefusedException.passing(
                    "engine_refused",
                    "the container did not run: " + why(task, named(task, EcsDefinition.BRING), work),
                    null);
        }
        boolean outOfMemory = String.valueOf(work.reason()).contains("OutOfMemory");
        boolean taken = take != null && Integer.valueOf(0).equals(take.exitCode());
        if (!taken && work.exitCode() == 0) {
            throw ContainerRefusedException.passing(
                    "engine_refused", "its files could not be taken away: " + why(task, take, null), null);
        }
        return new ContainerEnd(work.exitCode(), outOfMemory);
    }

    private static @Nullable Container named(Task task, String name) {
        return task.containers().stream()
                .filter(container -> name.equals(container.name()))
                .findFirst()
                .orElse(null);
    }

    private static String why(Task task, @Nullable Container one, @Nullable Container other) {
        String reason = Objects.requireNonNullElse(reason(one), Objects.requireNonNullElse(reason(other), ""));
        return reason.isEmpty() ? String.valueOf(task.stoppedReason()) : reason + "; " + task.stoppedReason();
    }

    private static @Nullable String reason(@Nullable Container container) {
        if (container == null) {
            return null;
        }
        boolean failed = container.exitCode() != null && container.exitCode() != 0;
        return failed
                ? "the carrier %s ended with exit status %d".formatted(container.name(), container.exitCode())
                : container.reason();
    }

    @Override
    public InputStream outputs() throws ContainerRefusedException {
        try {
            return EcsEngine.call("files of " + arn, () -> calls.files().outputs(name));
        } catch (ArtifactMissingException missing) {
            throw ContainerRefusedException.passing("engine_refused", "its files are not there", missing);
        }
    }

    @Override
    public void remove() {
        removed.countDown();
        stop("its task has ended");
        try {
            calls.files().forget(name);
        } catch (RuntimeException away) {
            LOG.log(Level.WARNING, "left behind: files of container {0} ({1})", name, away.getMessage());
        }
    }

    private void stop(String why) {
        try {
            var unused = calls.ecs()
                    .stopTask(r -> r.cluster(calls.cluster()).task(arn).reason(why));
        } catch (RuntimeException away) {
            LOG.log(Level.WARNING, "left behind: ECS task {0} ({1})", arn, away.getMessage());
        }
    }
}
