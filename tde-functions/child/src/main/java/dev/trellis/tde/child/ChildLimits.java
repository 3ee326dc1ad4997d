package dev.trellis.tde.child;

import dev.trellis.contract.task.Capabilities;
import dev.trellis.contract.wire.JsonFields;
import dev.trellis.tde.runtime.TaskFailedException;
import org.jspecify.annotations.Nullable;

/**
 * What one run of a child process may use.
 *
 * @param outputBytes length of its standard output
 * @param cpuSeconds CPU time of each of its processes
 * @param processes processes and threads at the same time
 * @param cores cores that it is bound to; 0 for all of the function's
 * @param memory its memory
 * @param disk what it writes
 */
public record ChildLimits(int outputBytes, int cpuSeconds, int processes, int cores, Memory memory, Disk disk) {
    static final int OPEN_FILES = 256;

    private static final int MIB = 1024 * 1024;
    private static final int WHOLE_CORE = 1000;

    /**
     * Memory, in MiB.
     *
     * @param processMb private data of each process
     * @param runMb resident memory of all processes together
     */
    public record Memory(int processMb, int runMb) {}

    /**
     * Files, in MiB.
     *
     * @param fileMb length of each file
     * @param allMb all files in the folders of the run, each at least a block
     */
    public record Disk(int fileMb, int allMb) {}

    /** The limits of policy, and within them what the entry provides; what both leave open is bounded all the same. */
    public static ChildLimits of(JsonFields rails, Capabilities provided) throws TaskFailedException {
        Integer milliCpus = provided.milliCpus();
        return new ChildLimits(
                rails.integer("max_output_bytes", 1, 64 * MIB, MIB),
                rails.integer("cpu_s", 1, 86_400, 60),
                rails.integer("max_processes", 1, 4096, 32),
                milliCpus == null ? 0 : Math.ceilDiv(milliCpus, WHOLE_CORE),
                memory(rails, provided.memoryMb()),
                new Disk(rails.integer("max_file_mb", 1, 65_536, 64), rails.integer("max_disk_mb", 1, 65_536, 256)));
    }

    private static Memory memory(JsonFields rails, @Nullable Integer provided) throws TaskFailedException {
        int most = rails.integer("memory_mb", 32, 65_536, 512);
        int together = rails.integer("max_memory_mb", 32, 262_144, 2 * most);
        if (provided == null) {
            return new Memory(most, together);
        }
        if (provided > most) {
            throw TaskFailedException.permanent(
                    "capability_refused",
                    "the entry provides mem=%dMi where policy allows at most %d MiB (%s)"
                            .formatted(provided, most, rails.pathOf("memory_mb")));
        }
        return new Memory(provided, Math.min(provided, together));
    }

    long fileBytes() {
        return (long) disk.fileMb() * MIB;
    }

    long diskBytes() {
        return (long) disk.allMb() * MIB;
    }

    long memoryBytes() {
        return (long) memory.processMb() * MIB;
    }

    long runMemoryBytes() {
        return (long) memory.runMb() * MIB;
    }
}
