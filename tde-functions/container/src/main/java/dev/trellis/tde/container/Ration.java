package dev.trellis.tde.container;

import dev.trellis.contract.container.ContainerLimits;
import dev.trellis.contract.task.Capabilities;
import dev.trellis.contract.task.Capabilities.Network;
import dev.trellis.contract.wire.JsonFields;
import dev.trellis.tde.runtime.TaskFailedException;
import org.jspecify.annotations.Nullable;

/** What one container gets: what its entry asks for, where policy allows that much. */
final class Ration {
    private static final int MILLI_CPUS = 1000;
    private static final int MEMORY_MB = 512;

    /** What engines need for a container at all. */
    private static final int LEAST_MEMORY_MB = 6;

    static ContainerLimits of(Capabilities asked, JsonFields rails) throws TaskFailedException {
        Network network = asked.network();
        return new ContainerLimits(
                atMost(rails, "milli_cpus", 1, MILLI_CPUS, asked.milliCpus()),
                atMost(rails, "memory_mb", LEAST_MEMORY_MB, MEMORY_MB, asked.memoryMb()),
                gpus(rails, asked.gpus()),
                rails.integer("max_processes", 1, 4096, 64),
                rails.integer("max_disk_mb", 1, 65_536, 256),
                network == null ? Network.NONE : network);
    }

    private static int gpus(JsonFields rails, @Nullable Integer asked) throws TaskFailedException {
        return asked == null ? 0 : atMost(rails, "gpus", 0, 0, asked);
    }

    /**
     * Where nothing is asked, policy's bound holds as far as it is below the usual amount. To an engine no cores and no memory mean as
     * much as there is, so what is less than the least is no bound.
     */
    private static int atMost(JsonFields rails, String name, int least, int usual, @Nullable Integer asked)
            throws TaskFailedException {
        int most = rails.integer(name, least, 1_000_000, usual);
        if (asked == null) {
            return Math.min(most, usual);
        }
        if (asked > most) {
            throw TaskFailedException.permanent(
                    "capability_refused",
                    "the entry provides %d where policy allows at most %d (%s)"
                            .formatted(asked, most, rails.pathOf(name)));
        }
        return asked;
    }

    private Ration() {}
}
