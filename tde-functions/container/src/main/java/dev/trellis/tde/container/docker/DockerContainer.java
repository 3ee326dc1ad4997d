package dev.trellis.tde.container.docker;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.async.ResultCallback;
import com.github.dockerjava.api.command.InspectContainerResponse;
import com.github.dockerjava.api.command.WaitContainerResultCallback;
import com.github.dockerjava.api.exception.ConflictException;
import com.github.dockerjava.api.exception.DockerClientException;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.Frame;
import com.github.dockerjava.api.model.StreamType;
import dev.trellis.contract.container.ContainerEnd;
import dev.trellis.contract.container.ContainerEngine;
import dev.trellis.contract.container.ContainerEngine.Running;
import dev.trellis.contract.container.ContainerEngine.Sink;
import dev.trellis.contract.container.ContainerRefusedException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** A container on a Docker engine. */
final class DockerContainer implements Running {
    private static final System.Logger LOG = System.getLogger(DockerContainer.class.getName());
    private static final long CHECK_SECONDS = 1;

    private final DockerClient client;
    private final String id;
    private final boolean takenOver;
    private final int diskMb;
    private final Duration lastOutput;

    /** @param lastOutput how long the end of what it printed may take once it has ended */
    DockerContainer(DockerClient client, String id, boolean takenOver, int diskMb, Duration lastOutput) {
        this.client = client;
        this.id = id;
        this.takenOver = takenOver;
        this.diskMb = diskMb;
        this.lastOutput = lastOutput;
    }

    @Override
    public boolean isTakenOver() {
        return takenOver;
    }

    @Override
    public ContainerEnd await(Sink sink) throws ContainerRefusedException, InterruptedException {
        try (Follower follower = client.logContainerCmd(id)
                .withStdOut(true)
                .withStdErr(true)
                .withFollowStream(true)
                .exec(new Follower(sink))) {
            InspectContainerResponse.ContainerState state;
            do {
                waitOnce();
                state = client.inspectContainerCmd(id).exec().getState();
                // The engine may break a wait off; only what it says of the container tells that it has ended.
            } while (Boolean.TRUE.equals(state.getRunning()));
            requireWhole(follower);
            Long status = state.getExitCodeLong();
            return new ContainerEnd(status == null ? -1 : status.intValue(), Boolean.TRUE.equals(state.getOOMKilled()));
        } catch (NotFoundException gone) {
            throw ContainerRefusedException.passing("container_gone", "the container was removed while it ran", gone);
        } catch (IOException | DockerException | DockerClientException broken) {
            throw ContainerRefusedException.passing(
                    "engine_unavailable", "the container engine broke off: " + broken.getMessage(), broken);
        }
    }

    /** What is missing of standard output would be missing of the outputs, which a success must not be. */
    private void requireWhole(Follower follower) throws ContainerRefusedException, InterruptedException {
        if (!follower.awaitCompletion(lastOutput.toMillis(), TimeUnit.MILLISECONDS) && !follower.isCut()) {
            throw ContainerRefusedException.passing(
                    "engine_unavailable",
                    "the container has ended, but the engine did not hand over all that it printed within "
                            + lastOutput,
                    null);
        }
    }

    private void waitOnce() throws ContainerRefusedException, IOException, InterruptedException {
        try (WaitContainerResultCallback end = client.waitContainerCmd(id).exec(new WaitContainerResultCallback())) {
            while (!end.awaitCompletion(CHECK_SECONDS, TimeUnit.SECONDS)) {
                checkDisk();
            }
        }
    }

    /** The engine bounds no disk by itself; what the container writes is measured while it runs. */
    private void checkDisk() throws ContainerRefusedException {
        Long written = client.inspectContainerCmd(id).withSize(true).exec().getSizeRw();
        if (written != null && written > diskMb * 1024L * 1024) {
            throw ContainerRefusedException.permanent(
                    "disk_limit", "the container wrote more than " + diskMb + " MB of files");
        }
    }

    @Override
    public InputStream outputs() throws ContainerRefusedException {
        try {
            return client.copyArchiveFromContainerCmd(id, ContainerEngine.OUT).exec();
        } catch (NotFoundException none) {
            return new ByteArrayInputStream(new byte[0]);
        } catch (DockerException broken) {
            throw ContainerRefusedException.passing(
                    "engine_unavailable", "the container engine broke off: " + broken.getMessage(), broken);
        }
    }

    @Override
    public void remove() {
        try {
            var unused = client.removeContainerCmd(id)
                    .withForce(true)
                    .withRemoveVolumes(true)
                    .exec();
        } catch (NotFoundException | ConflictException going) {
            // It is gone, or somebody removes it at this moment.
        } catch (RuntimeException away) {
            LOG.log(Level.WARNING, "left behind: container {0} ({1})", id, away.getMessage());
        }
    }

    /** Hands what the container prints to the log; kills the container once that is full. */
    private final class Follower extends ResultCallback.Adapter<Frame> {
        private final Sink sink;
        private volatile boolean cut;

        Follower(Sink sink) {
            this.sink = sink;
        }

        /** Whether no more was wanted. */
        boolean isCut() {
            return cut;
        }

        @Override
        public void onNext(Frame frame) {
            try {
                if (!sink.take(frame.getStreamType() == StreamType.STDERR, frame.getPayload())) {
                    cut = true;
                    client.killContainerCmd(id).exec();
                    close();
                }
            } catch (ConflictException | NotFoundException ended) {
                // It has ended by itself.
            } catch (IOException full) {
                throw new UncheckedIOException(full);
            }
        }
    }
}
