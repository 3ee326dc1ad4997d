package dev.trellis.tde.script;

import dev.trellis.tde.child.Confinement;
import dev.trellis.tde.child.Sandbox;
import dev.trellis.tde.testkit.TaskBench;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.stream.Stream;

/** Benches for scripts, and a look at what these have left running. */
final class ScriptBench {
    static final Confinement STRONGEST = Confinement.probe();

    static TaskBench of(Confinement confinement, Path cache) throws IOException {
        return of(confinement, cache, Map.of());
    }

    /** @param cache made readable by other users: folders for tests are private, the real cache stands in the open */
    static TaskBench of(Confinement confinement, Path cache, Map<String, String> environment) throws IOException {
        Path opened = Files.setPosixFilePermissions(cache, PosixFilePermissions.fromString("rwxr-xr-x"));
        return TaskBench.of(new ScriptKind(environment, Sandbox.of(confinement), opened.resolve("scripts")));
    }

    /** The command lines of all processes, words parted by NUL. */
    static Stream<String> commandLines() {
        return ProcessHandle.allProcesses().map(process -> read(Path.of("/proc/" + process.pid() + "/cmdline")));
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException gone) {
            return "";
        }
    }

    private ScriptBench() {}
}
