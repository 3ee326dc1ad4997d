package dev.trellis.tde.child;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finds a program that a child process may start, also under another user. */
public final class Program {
    private static final List<String> USUAL = List.of("/usr/bin", "/bin", "/usr/local/bin", "/opt/bin");

    /** Where a program of this name is looked for, in order: the usual folders, then this function's {@code PATH}. */
    public static List<String> places(String name, Map<String, String> environment) {
        LinkedHashSet<String> folders = new LinkedHashSet<>(USUAL);
        for (String folder : environment.getOrDefault("PATH", "").split(":")) {
            if (folder.startsWith("/")) {
                folders.add(folder);
            }
        }
        List<String> places = new ArrayList<>();
        folders.forEach(folder -> places.add(folder + "/" + name));
        return places;
    }

    /**
     * The first of some paths that can be started.
     *
     * @param otherUser whether a user without any right of ours must be able to start it
     */
    public static Optional<Path> firstOf(List<String> places, boolean otherUser) {
        return places.stream()
                .map(Path::of)
                .filter(path -> Files.isRegularFile(path) && Files.isExecutable(path))
                .filter(path -> !otherUser || isOpenToAll(path))
                .findFirst();
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

    private Program() {}
}
