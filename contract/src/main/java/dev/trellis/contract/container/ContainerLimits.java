package dev.trellis.contract.container;

import dev.trellis.contract.task.Capabilities;
import java.util.Objects;

/**
 * What one container may use.
 *
 * @param milliCpus thousandths of a core
 * @param memoryMb memory with swap, in MiB
 * @param gpus devices
 * @param processes processes and threads at the same time
 * @param diskMb what it writes, in MiB
 * @param network what it sees of the network
 */
public record ContainerLimits(
        int milliCpus, int memoryMb, int gpus, int processes, int diskMb, Capabilities.Network network) {
    public ContainerLimits {
        Objects.requireNonNull(network, "network");
    }
}
