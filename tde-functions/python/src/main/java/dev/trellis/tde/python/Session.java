package dev.trellis.tde.python;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** The processes of a session, as Linux tells under {@code /proc}. */
final class Session {
    /** Place of the session in {@code /proc/PID/stat}, counted from the state that follows the command's closing bracket. */
    private static final int SESSION_FIELD = 3;

    /** Members of the session that a process leads, orphans included; none when it leads no session. */
    static Stream<ProcessHandle> members(long leader) {
        String session = Long.toString(leader);
        return ProcessHandle.allProcesses().filter(process -> session.equals(sessionOf(process.pid())));
    }

    private static String sessionOf(long pid) {
        try {
            String stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
            return stat.substring(stat.lastIndexOf(')') + 2).split(" ", SESSION_FIELD + 2)[SESSION_FIELD];
        } catch (IOException gone) {
            return "";
        }
    }

    private Session() {}
}
