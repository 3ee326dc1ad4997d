package dev.trellis.tde.python;

import dev.trellis.tde.runtime.TaskFailedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Finds a Python that a child process may start, also under another user. */
final class Interpreter {
    /** Names the interpreter; without it the usual places are searched. */
    static final String VARIABLE = "TRELLIS_PYTHON";

    private static final List<String> USUAL = List.of("/usr/bin/python3", "/usr/local/bin/python3", "/opt/bin/python3");

    /**
     * The path of an interpreter.
     *
     * @param otherUser whether a user without any right of ours must be able to start it
     */
    static Path find(Map<String, String> environment, boolean otherUser) throws TaskFailedException {
        List<String> candidates = candidates(environment);
        for (String candidate : candidates) {
            Path path = Path.of(candidate);
            if (Files.isExecutable(path) && (!otherUser || isOpenToAll(path))) {
                return path;
            }
        }
        throw TaskFailedException.permanent(
                "python_missing",
                "no Python 3 that " + (otherUser ? "every user" : "this user") + " may start at any of " + candidates
                        + "; install one or name it in " + VARIABLE);
    }

    private static List<String> candidates(Map<String, String> environment) {
        String named = environment.get(VARIABLE);
        if (named != null && !named.isBlank()) {
            return List.of(named);
        }
        List<String> candidates = new ArrayList<>(USUAL);
        for (String folder : environment.getOrDefault("PATH", "").split(":")) {
            if (!folder.isEmpty()) {
                candidates.add(folder + "/python3");
            }
        }
        return candidates;
    }

    private static boolean isOpenToAll(Path path) {
        try {
            for (Path part = path.toRealPath(); part != null; part = part.getParent()) {
                if (!Files.getPosixFilePermissions(part).contains(PosixFilePermission.OTHERS_EXECUTE)) {
                    return false;
                }
            }
            return true;
        } catch (IOException unreadable) {
            return false;
        }
    }

    private Interpreter() {}
}
