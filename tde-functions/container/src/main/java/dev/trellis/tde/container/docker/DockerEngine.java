package dev.trellis.tde.container.docker;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.command.InspectContainerResponse;
import com.github.dockerjava.api.exception.ConflictException;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.exception.NotModifiedException;
import com.github.dockerjava.core.DefaultDockerClientConfig;
import com.github.dockerjava.core.DockerClientImpl;
import com.github.dockerjava.zerodep.ZerodepDockerHttpClient;
import dev.trellis.contract.container.ContainerEngine;
import dev.trellis.contract.container.ContainerOrder;
import dev.trellis.contract.container.ContainerRefusedException;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Containers on a Docker engine. */
public final class DockerEngine implements ContainerEngine {
    private static final int MOST_TRIES = 3;
    private static final int SERVER_ERROR = 500;
    private static final Duration LAST_OUTPUT = Duration.ofSeconds(5);

    private final Supplier<DockerClient> connect;
    private final DockerSettings settings;
    private @Nullable DockerClient client;

    DockerEngine(Supplier<DockerClient> connect, DockerSettings settings) {
        this.connect = connect;
        this.settings = settings;
    }

    /**
     * The engine that {@code TRELLIS_DOCKER_HOST} names, or {@code DOCKER_HOST}, or the local one; it is spoken to when the first
     * container is ordered.
     */
    public static DockerEngine from(Map<String, String> environment) {
        DockerSettings settings = DockerSettings.from(environment);
        return new DockerEngine(() -> connect(settings), settings);
    }

    static DockerClient connect(DockerSettings settings) {
        var builder = DefaultDockerClientConfig.createDefaultConfigBuilder();
        if (settings.host() != null) {
            builder = builder.withDockerHost(settings.host());
        }
        var config = builder.build();
        return DockerClientImpl.getInstance(
                config,
                new ZerodepDockerHttpClient.Builder()
                        .dockerHost(config.getDockerHost())
                        .maxConnections(50)
                        .build());
    }

    @Override
    public Running start(ContainerOrder order) throws ContainerRefusedException, IOException {
        try {
            return startOrFind(order);
        } catch (DockerException refused) {
            throw refused(order, refused);
        } catch (RuntimeException away) {
            if (away.getCause() instanceof IOException) {
                throw ContainerRefusedException.passing(
                        "engine_unavailable", "no container engine answers: " + away.getMessage(), away);
            }
            throw away;
        }
    }

    private static ContainerRefusedException refused(ContainerOrder order, DockerException refused) {
        String message = "the container engine did not start it: " + refused.getMessage();
        if (order.limits().gpus() > 0 && message.contains("device driver")) {
            return ContainerRefusedException.permanent("capability_missing", message);
        }
        return refused.getHttpStatus() < SERVER_ERROR
                ? ContainerRefusedException.permanent("engine_refused", message)
                : ContainerRefusedException.passing("engine_refused", message, refused);
    }

    private Running startOrFind(ContainerOrder order) throws ContainerRefusedException, IOException {
        for (int tried = 0; tried < MOST_TRIES; tried++) {
            InspectContainerResponse found = find(order.owner().name());
            if (found == null) {
                try {
                    return started(new DockerOrder(order, settings).createAt(client()), order);
                } catch (ConflictException twin) {
                    // A twin of this delivery has created it meanwhile: look again.
                    continue;
                }
            }
            if (mayBeTakenOver(found, order.owner().attempt())) {
                return container(found.getId(), true, order);
            }
            container(found.getId(), true, order).remove();
        }
        throw ContainerRefusedException.passing(
                "engine_refused",
                "the container of this task comes and goes; another delivery may be at work on it",
                null);
    }

    /** One that runs goes on, whoever ordered it; what an older attempt left ended is no answer to this one. */
    private static boolean mayBeTakenOver(InspectContainerResponse found, int attempt) {
        if (Boolean.TRUE.equals(found.getState().getRunning())) {
            return true;
        }
        Map<String, String> labels = found.getConfig().getLabels();
        return "exited".equals(found.getState().getStatus())
                && labels != null
                && Integer.toString(attempt).equals(labels.get(DockerOrder.ATTEMPT_LABEL));
    }

    private @Nullable InspectContainerResponse find(String name) {
        try {
            return client().inspectContainerCmd(name).exec();
        } catch (NotFoundException none) {
            return null;
        }
    }

    private Running started(String id, ContainerOrder order) {
        Running running = container(id, false, order);
        try {
            var unused = client().startContainerCmd(id).exec();
        } catch (NotModifiedException already) {
            // A twin has started it.
        } catch (RuntimeException failed) {
            running.remove();
            throw failed;
        }
        return running;
    }

    private Running container(String id, boolean found, ContainerOrder order) {
        return new DockerContainer(client(), id, found, order.limits().diskMb(), LAST_OUTPUT);
    }

    private synchronized DockerClient client() {
        if (client == null) {
            client = connect.get();
        }
        return client;
    }
}
