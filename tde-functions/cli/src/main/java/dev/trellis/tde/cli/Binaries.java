package dev.trellis.tde.cli;

import dev.trellis.tde.child.Program;
import dev.trellis.tde.child.Shown;
import dev.trellis.tde.runtime.TaskFailedException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/** The programs that policy allows: by absolute path, or by a name that is looked up once in a fixed list of folders. */
final class Binaries {
    private static final List<String> FOLDERS = List.of("/usr/local/bin/", "/usr/bin/", "/bin/", "/opt/bin/");
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.+-]{0,99}");
    private static final Pattern PATH = Pattern.compile("(/[A-Za-z0-9_][A-Za-z0-9_.+-]{0,99}){1,20}");

    private final boolean otherUser;
    private final Map<String, Optional<Path>> found = new ConcurrentHashMap<>();

    /** @param otherUser whether a user without any right of ours must be able to start them */
    Binaries(boolean otherUser) {
        this.otherUser = otherUser;
    }

    /** The path of the program that an entry names. */
    Path of(String ref, List<String> allowed) throws TaskFailedException {
        if (!isWellFormed(ref)) {
            throw refused("$.ref: a program is named by a plain name or an absolute path, not by " + Shown.of(ref));
        }
        // Both are looked up, so that a name and its path mean the same program.
        Optional<Path> program = find(ref);
        boolean mayRun = allowed.stream()
                .filter(Binaries::isWellFormed)
                .anyMatch(name -> name.equals(ref) || (program.isPresent() && program.equals(find(name))));
        if (!mayRun) {
            throw refused("policy allows the programs "
                    + allowed.stream().map(Shown::of).toList() + " under guard_rails.cli.binaries, not " + ref);
        }
        return program.orElseThrow(() -> TaskFailedException.permanent(
                "binary_missing", "no program " + ref + " that can be started here; looked in " + FOLDERS));
    }

    static boolean isWellFormed(String name) {
        return NAME.matcher(name).matches() || PATH.matcher(name).matches();
    }

    private Optional<Path> find(String name) {
        return found.computeIfAbsent(name, this::search);
    }

    private Optional<Path> search(String name) {
        List<String> places = name.startsWith("/")
                ? List.of(name)
                : FOLDERS.stream().map(folder -> folder + name).toList();
        return Program.firstOf(places, otherUser);
    }

    private static TaskFailedException refused(String why) {
        return TaskFailedException.permanent("binary_refused", why);
    }
}
