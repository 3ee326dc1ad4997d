package dev.trellis.tde.script;

import dev.trellis.contract.wire.JsonFields;
import dev.trellis.contract.wire.WireFormatException;
import dev.trellis.tde.child.ChildLimits;
import dev.trellis.tde.child.Program;
import dev.trellis.tde.runtime.TaskFailedException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A language that scripts are written in; its word is the adapter of entries. */
enum Language {
    PYTHON("TRELLIS_PYTHON", ".py") {
        @Override
        String program(JsonFields settings) {
            return "python3";
        }

        @Override
        List<String> words(Path interpreter, Path script, List<Path> libraries, ChildLimits limits) {
            List<String> words = new ArrayList<>(List.of(interpreter.toString(), "-I", "-B"));
            if (!libraries.isEmpty()) {
                words.addAll(List.of("-c", WITH_LIBRARIES));
            }
            words.add(script.toString());
            libraries.forEach(library -> words.add(library.toString()));
            return words;
        }
    },

    SHELL("TRELLIS_SHELL", ".sh") {
        @Override
        String program(JsonFields settings) {
            String shell = settings.text("shell", "sh");
            if (!shell.equals("sh") && !shell.equals("bash")) {
                throw new WireFormatException(settings.pathOf("shell"), "expected sh or bash, found " + shell);
            }
            return shell;
        }

        @Override
        List<String> words(Path interpreter, Path script, List<Path> libraries, ChildLimits limits) {
            return List.of(interpreter.toString(), script.toString());
        }

        @Override
        Map<String, String> environment(List<Path> libraries) {
            String tools = String.join(
                    ":", libraries.stream().map(library -> library + "/bin").toList());
            return tools.isEmpty() ? Map.of() : Map.of("PATH", tools + ":/usr/local/bin:/usr/bin:/bin");
        }
    },

    JAVASCRIPT("TRELLIS_NODE", ".cjs") {
        @Override
        String program(JsonFields settings) {
            return "node";
        }

        /** The heap stays below the limit of the process, so that the engine's own words tell of it. */
        @Override
        List<String> words(Path interpreter, Path script, List<Path> libraries, ChildLimits limits) {
            int heap = Math.max(16, limits.memory().processMb() / 2);
            return List.of(interpreter.toString(), "--max-old-space-size=" + heap, script.toString());
        }

        @Override
        Map<String, String> environment(List<Path> libraries) {
            String modules = String.join(
                    ":",
                    libraries.stream().map(library -> library + "/node_modules").toList());
            return modules.isEmpty() ? Map.of() : Map.of("NODE_PATH", modules);
        }

        @Override
        String extension(String ref) {
            return ref.endsWith(".mjs") ? ".mjs" : super.extension(ref);
        }
    };

    /** Isolated Python reads no variable that names folders of modules, so they are put on the path by hand. */
    private static final String WITH_LIBRARIES =
            "import runpy, sys; sys.path[1:1] = sys.argv[2:]; del sys.argv[2:]; sys.argv[:] = sys.argv[1:]; "
                    + "runpy.run_path(sys.argv[0], run_name='__main__')";

    private final String variable;
    private final String extension;

    Language(String variable, String extension) {
        this.variable = variable;
        this.extension = extension;
    }

    static Language of(String adapter) {
        return valueOf(adapter.toUpperCase(Locale.ROOT));
    }

    /** The adapter of entries, which also names the guard-rails. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The name of the interpreter's program. */
    abstract String program(JsonFields settings);

    /** The command that runs a script, with folders of libraries. */
    abstract List<String> words(Path interpreter, Path script, List<Path> libraries, ChildLimits limits);

    /** What libraries need in the environment. */
    Map<String, String> environment(List<Path> libraries) {
        return Map.of();
    }

    /** The extension by which the interpreter knows its dialect. */
    String extension(String ref) {
        return extension;
    }

    /** The interpreter on this machine: the one that the function's environment names, or the usual one. */
    Path interpreter(JsonFields settings, Map<String, String> environment, boolean otherUser)
            throws TaskFailedException {
        String program = program(settings);
        String named = environment.get(variable);
        List<String> places = named == null || named.isBlank() ? Program.places(program, environment) : List.of(named);
        return Program.firstOf(places, otherUser)
                .orElseThrow(() -> TaskFailedException.permanent(
                        word() + "_missing",
                        "no %s that %s may start at any of %s; install one or name it in %s"
                                .formatted(program, otherUser ? "every user" : "this user", places, variable)));
    }
}
