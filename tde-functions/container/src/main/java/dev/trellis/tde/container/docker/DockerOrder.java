package dev.trellis.tde.container.docker;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.command.CreateContainerCmd;
import com.github.dockerjava.api.model.Capability;
import com.github.dockerjava.api.model.DeviceRequest;
import com.github.dockerjava.api.model.HostConfig;
import com.github.dockerjava.api.model.LogConfig;
import dev.trellis.contract.container.ContainerLimits;
import dev.trellis.contract.container.ContainerOrder;
import dev.trellis.contract.container.ContainerRefusedException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;

/** An order as the engine takes it. */
record DockerOrder(ContainerOrder order, DockerSettings settings) {
    static final String TASK_LABEL = "dev.trellis.task";
    static final String ATTEMPT_LABEL = "dev.trellis.attempt";

    /** Nobody: an image runs without any user's rights unless it is made to be run so. */
    private static final String USER = "65534:65534";

    private static final long MIB = 1024L * 1024;
    private static final long NANO_OF_MILLI = 1_000_000L;

    /** Creates the container, with its inputs in it, and returns its id. */
    String createAt(DockerClient client) throws ContainerRefusedException, IOException {
        DockerImages.require(client, order.image());
        CreateContainerCmd command = client.createContainerCmd(order.image())
                .withName(order.owner().name())
                .withLabels(Map.of(
                        TASK_LABEL,
                        order.owner().name(),
                        ATTEMPT_LABEL,
                        Integer.toString(order.owner().attempt())))
                .withEnv(order.variables().values().entrySet().stream()
                        .map(variable -> variable.getKey() + "=" + variable.getValue())
                        .toList())
                .withUser(USER)
                .withHostConfig(host(order.limits()));
        if (!order.words().isEmpty()) {
            command = command.withCmd(order.words());
        }
        String id = command.exec().getId();
        try (InputStream inputs = Files.newInputStream(order.inputs())) {
            client.copyArchiveToContainerCmd(id)
                    .withTarInputStream(inputs)
                    .withRemotePath("/")
                    .exec();
        }
        return id;
    }

    private HostConfig host(ContainerLimits limits) throws ContainerRefusedException {
        HostConfig host = HostConfig.newHostConfig()
                .withNanoCPUs(limits.milliCpus() * NANO_OF_MILLI)
                .withMemory(limits.memoryMb() * MIB)
                .withMemorySwap(limits.memoryMb() * MIB)
                .withPidsLimit((long) limits.processes())
                .withCapDrop(Capability.ALL)
                .withSecurityOpts(List.of("no-new-privileges"))
                .withNetworkMode(settings.network(limits.network()))
                .withLogConfig(
                        new LogConfig(LogConfig.LoggingType.JSON_FILE, Map.of("max-size", "64m", "max-file", "1")));
        return limits.gpus() == 0
                ? host
                : host.withDeviceRequests(List.of(
                        new DeviceRequest().withCount(limits.gpus()).withCapabilities(List.of(List.of("gpu")))));
    }
}
