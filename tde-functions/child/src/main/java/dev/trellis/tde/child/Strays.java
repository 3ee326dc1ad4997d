package dev.trellis.tde.child;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;

/**
 * Finds, where no process namespace holds them together, the processes of a run that have left its tree: by their session
 * and by the home folder in their environment, which no other run has.
 */
final class Strays {
    /** Place of the session in {@code /proc/PID/stat}, counted from the state that follows the command's closing bracket. */
    private static final int SESSION_FIELD = 3;

    /** Members of the session that a process leads, and who lives in a folder; orphans included. */
    static Stream<ProcessHandle> of(long leader, Path home) {
        String session = Long.toString(leader);
        String variable = "HOME=" + home;
        return ProcessHandle.allProcesses()
                .filter(process -> session.equals(sessionOf(process.pid())) || has(process.pid(), variable));
    }

    /** Whether a process has ended and only waits for its parent to hear of it. */
    static boolean isDefunct(long pid) {
        return statOf(pid)[0].equals("Z");
    }

    private static String sessionOf(long pid) {
        String[] fields = statOf(pid);
        return fields.length > SESSION_FIELD ? fields[SESSION_FIELD] : "";
    }

    private static String[] statOf(long pid) {
        String stat = read(pid, "stat");
        return stat.substring(stat.lastIndexOf(')') + 1).strip().split(" ", SESSION_FIELD + 2);
    }

    private static boolean has(long pid, String variable) {
        return Arrays.asList(read(pid, "environ").split("\0")).contains(variable);
    }

    private static String read(long pid, String file) {
        try {
            return Files.readString(Path.of("/proc/" + pid + "/" + file), StandardCharsets.ISO_8859_1);
        } catch (IOException gone) {
            return "";
        }
    }

    private Strays() {}
}
