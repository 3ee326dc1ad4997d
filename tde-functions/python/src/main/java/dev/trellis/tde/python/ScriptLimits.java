package dev.trellis.tde.python;

import dev.trellis.contract.wire.JsonFields;

/**
 * What one run of a script may use.
 *
 * @param outputBytes length of its standard output
 * @param memoryMb address space of each of its processes
 * @param cpuSeconds CPU time of each of its processes
 * @param processes processes and threads at the same time
 * @param fileMb length of each file that it writes
 * @param diskMb length of all files in its folders
 */
record ScriptLimits(int outputBytes, int memoryMb, int cpuSeconds, int processes, int fileMb, int diskMb) {
    static final int OPEN_FILES = 256;

    private static final int MIB = 1024 * 1024;

    /** The limits of policy; what policy leaves open is bounded all the same. */
    static ScriptLimits of(JsonFields rails) {
        return new ScriptLimits(
                rails.integer("max_output_bytes", 1, 64 * MIB, MIB),
                rails.integer("memory_mb", 32, 65_536, 512),
                rails.integer("cpu_s", 1, 86_400, 60),
                rails.integer("max_processes", 1, 4096, 32),
                rails.integer("max_file_mb", 1, 65_536, 64),
                rails.integer("max_disk_mb", 1, 65_536, 256));
    }

    long fileBytes() {
        return (long) fileMb * MIB;
    }

    long diskBytes() {
        return (long) diskMb * MIB;
    }

    long memoryBytes() {
        return (long) memoryMb * MIB;
    }
}
