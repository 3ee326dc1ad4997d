package dev.trellis.tde.container.docker;

import dev.trellis.contract.container.ContainerRefusedException;
import dev.trellis.contract.task.Capabilities.Network;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where the engine is and what its networks are called.
 *
 * @param host its address, for example {@code unix:///var/run/docker.sock}; null for what {@code DOCKER_HOST} and the client's own
 *     files say
 * @param internal a network from which nothing outside is reached; null when there is none
 * @param egress a network from which everything is reached
 */
record DockerSettings(@Nullable String host, @Nullable String internal, String egress) {
    static DockerSettings from(Map<String, String> environment) {
        return new DockerSettings(
                environment.get("TRELLIS_DOCKER_HOST"),
                environment.get("TRELLIS_DOCKER_INTERNAL"),
                environment.getOrDefault("TRELLIS_DOCKER_EGRESS", "bridge"));
    }

    /** The engine's network for what a container may see. */
    String network(Network network) throws ContainerRefusedException {
        return switch (network) {
            case NONE -> "none";
            case EGRESS -> egress;
            case INTERNAL -> {
                if (internal == null) {
                    throw ContainerRefusedException.permanent(
                            "capability_missing",
                            "the engine has no network for net=internal: make one by `docker network create --internal NAME` and"
                                    + " name it by TRELLIS_DOCKER_INTERNAL");
                }
                yield internal;
            }
        };
    }
}
