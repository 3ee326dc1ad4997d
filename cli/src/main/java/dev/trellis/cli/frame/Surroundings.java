package dev.trellis.cli.frame;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Map;

/**
 * What surrounds one call of the command.
 *
 * @param environment environment variables
 * @param folder the working folder
 * @param out for results
 * @param err for everything else
 * @param terminal whether a person watches on a terminal
 */
public record Surroundings(
        Map<String, String> environment, Path folder, PrintStream out, PrintStream err, boolean terminal) {

    /** Those of this process; the launcher says by TRELLIS_TTY whether standard output is a terminal. */
    public static Surroundings ofProcess() {
        Map<String, String> environment = System.getenv();
        boolean terminal = "1".equals(environment.get("TRELLIS_TTY"))
                && !environment.containsKey("NO_COLOR")
                && !"dumb".equals(environment.get("TERM"));
        return new Surroundings(environment, Path.of("").toAbsolutePath(), System.out, System.err, terminal);
    }

    /** The root of the repository that the launcher lies in; the working folder when called without it. */
    public Path repository() {
        String root = environment.get("TRELLIS_ROOT");
        return root == null ? folder : Path.of(root);
    }

    /** The state folder of the local platform. */
    public Path state() {
        String state = environment.get("TRELLIS_STATE");
        return state == null ? repository().resolve(".trellis") : folder.resolve(state);
    }
}
