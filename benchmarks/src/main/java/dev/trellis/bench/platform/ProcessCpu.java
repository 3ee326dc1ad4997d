package dev.trellis.bench.platform;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** CPU time of a process from {@code /proc}, in ticks of 10 ms. */
public final class ProcessCpu {
    private static final double TICKS_A_SECOND = 100;
    /** Fields of {@code /proc/PID/stat} behind the name: user and system time, then those of children that ended. */
    private static final int USER = 11;

    private static final int USER_OF_ENDED_CHILDREN = 13;

    /** Seconds that a process has used itself; 0 when it is gone. */
    public static double seconds(ProcessHandle process) {
        return seconds(process, USER);
    }

    /** Seconds that a process, its living descendants and its ended children have used. */
    public static double secondsOfTree(ProcessHandle process) {
        return seconds(process, USER)
                + seconds(process, USER_OF_ENDED_CHILDREN)
                + process.descendants().mapToDouble(ProcessCpu::seconds).sum();
    }

    private static double seconds(ProcessHandle process, int field) {
        try {
            String stat = Files.readString(Path.of("/proc", Long.toString(process.pid()), "stat"));
            List<String> fields =
                    List.of(stat.substring(stat.lastIndexOf(')') + 2).split(" "));
            return (Long.parseLong(fields.get(field)) + Long.parseLong(fields.get(field + 1))) / TICKS_A_SECOND;
        } catch (IOException gone) {
            return 0;
        }
    }

    private ProcessCpu() {}
}
