package dev.trellis.tde.container.docker;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.command.InspectContainerResponse;
import com.github.dockerjava.api.exception.ConflictException;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.exception.NotModifiedException;
import com.github.dockerjava.api.model.Capability;
import com.github.dockerjava.api.model.HostConfig;
import com.github.dockerjava.api.model.LogConfig;
import com.github.dockerjava.core.DefaultDockerClientConfig;
import com.github.dockerjava.core.DockerClientImpl;
import com.github.dockerjava.zerodep.ZerodepDockerHttpClient;
import dev.trellis.tde.container.ContainerEngine;
import dev.trellis.tde.container.ContainerOrder;
import dev.trellis.tde.runtime.TaskFailedException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Containers on the Docker engine that {@code DOCKER_HOST} names, the local one unless it is set. */
public final class DockerEngine implements ContainerEngine {
    static final String TASK_LABEL = "dev.trellis.task";
    static final String ATTEMPT_LABEL = "dev.trellis.attempt";

    /** Nobody: an image runs without any user's rights unless it is made to be run so. */
    private static final String USER = "65534:65534";

    private static final long PULL_SECONDS = 600;
    private static final int MOST_TRIES = 3;

    private final Supplier<DockerClient> connect;
    private @Nullable DockerClient client;

    DockerEngine(Supplier<DockerClient> connect) {
        this.connect = connect;
    }

    /** An engine that is spoken to when the first container is ordered. */
    public static DockerEngine fromEnvironment() {
        return new DockerEngine(() -> {
            var config = DefaultDockerClientConfig.createDefaultConfigBuilder().build();
            return DockerClientImpl.getInstance(
                    config,
                    new ZerodepDockerHttpClient.Builder()
                            .dockerHost(config.getDockerHost())
                            .maxConnections(50)
                            .build());
        });
    }

    @Override
    public Running start(ContainerOrder order) throws TaskFailedException, IOException {
        try {
            return startOrFind(order);
        } catch (DockerException refused) {
            throw TaskFailedException.passing(
                    "engine_refused", "the container engine did not start it: " + refused.getMessage(), refused);
        } catch (RuntimeException away) {
            if (away.getCause() instanceof IOException) {
                throw TaskFailedException.passing(
                        "engine_unavailable", "no container engine answers: " + away.getMessage(), away);
            }
            throw away;
        }
    }

    private Running startOrFind(ContainerOrder order) throws TaskFailedException, IOException {
        for (int tried = 0; tried < MOST_TRIES; tried++) {
            InspectContainerResponse found = find(order.name());
            if (found == null) {
                try {
                    return started(create(order), order, false);
                } catch (ConflictException twin) {
                    // A twin of this delivery has created it meanwhile: look again.
                    continue;
                }
            }
            if (mayBeTakenOver(found, order.attempt())) {
                return started(found.getId(), order, true);
            }
            remove(found.getId());
        }
        throw TaskFailedException.passing(
                "engine_refused", "the container of this task comes and goes; another delivery may be at work on it");
    }

    /** One that runs goes on, whoever ordered it; what an older attempt left ended is no answer to this one. */
    private static boolean mayBeTakenOver(InspectContainerResponse found, int attempt) {
        if (Boolean.TRUE.equals(found.getState().getRunning())) {
            return true;
        }
        Map<String, String> labels = found.getConfig().getLabels();
        return "exited".equals(found.getState().getStatus())
                && labels != null
                && Integer.toString(attempt).equals(labels.get(ATTEMPT_LABEL));
    }

    private @Nullable InspectContainerResponse find(String name) {
        try {
            return client().inspectContainerCmd(name).exec();
        } catch (NotFoundException none) {
            return null;
        }
    }

    private String create(ContainerOrder order) throws TaskFailedException, IOException {
        requireImage(order.image());
        var command = client().createContainerCmd(order.image())
                .withName(order.name())
                .withLabels(Map.of(TASK_LABEL, order.name(), ATTEMPT_LABEL, Integer.toString(order.attempt())))
                .withEnv(order.environment().entrySet().stream()
                        .map(variable -> variable.getKey() + "=" + variable.getValue())
                        .toList())
                .withUser(USER)
                .withHostConfig(limits(order));
        if (!order.words().isEmpty()) {
            command = command.withCmd(order.words());
        }
        String id = command.exec().getId();
        try (InputStream inputs = Files.newInputStream(InputArchive.of(order.inputs()))) {
            client().copyArchiveToContainerCmd(id)
                    .withTarInputStream(inputs)
                    .withRemotePath("/")
                    .exec();
        }
        return id;
    }

    private static HostConfig limits(ContainerOrder order) {
        long memory = order.limits().memoryMb() * 1024L * 1024;
        return HostConfig.newHostConfig()
                .withNanoCPUs(order.limits().milliCpus() * 1_000_000L)
                .withMemory(memory)
                .withMemorySwap(memory)
                .withPidsLimit((long) order.limits().processes())
                .withCapDrop(Capability.ALL)
                .withSecurityOpts(List.of("no-new-privileges"))
                .withNetworkMode(order.limits().network() ? "bridge" : "none")
                .withLogConfig(
                        new LogConfig(LogConfig.LoggingType.JSON_FILE, Map.of("max-size", "64m", "max-file", "1")));
    }

    private void requireImage(String image) throws TaskFailedException {
        try {
            var unused = client().inspectImageCmd(image).exec();
        } catch (NotFoundException missing) {
            pull(image);
        }
    }

    private void pull(String image) throws TaskFailedException {
        if (image.startsWith("sha256:")) {
            throw TaskFailedException.permanent(
                    "image_missing", "the engine has no image " + image + ", and without a name none can be pulled");
        }
        try {
            if (!client().pullImageCmd(image).start().awaitCompletion(PULL_SECONDS, TimeUnit.SECONDS)) {
                throw TaskFailedException.passing("image_unavailable", "pulling " + image + " takes too long");
            }
        } catch (DockerException refused) {
            throw TaskFailedException.passing(
                    "image_unavailable", "the engine cannot pull " + image + ": " + refused.getMessage(), refused);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw TaskFailedException.passing("image_unavailable", "stopped while pulling " + image, stopped);
        }
    }

    private Running started(String id, ContainerOrder order, boolean found) {
        try {
            if (!found) {
                var unused = client().startContainerCmd(id).exec();
            }
        } catch (NotModifiedException running) {
            // A twin has started it.
        }
        return new DockerContainer(client(), id, found, order.limits().diskMb());
    }

    private void remove(String id) {
        new DockerContainer(client(), id, true, 0).remove();
    }

    private synchronized DockerClient client() {
        if (client == null) {
            client = connect.get();
        }
        return client;
    }
}
