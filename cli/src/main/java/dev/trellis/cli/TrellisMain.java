package dev.trellis.cli;

import dev.trellis.cli.frame.CommandFailure;
import dev.trellis.cli.frame.Surroundings;
import dev.trellis.cli.local.LocalCommand;
import dev.trellis.cli.local.ScriptCommand;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;

/** The main class of the {@code trellis} command. */
public final class TrellisMain {
    private TrellisMain() {}

    public static void main(String[] arguments) {
        System.setOut(utf8(FileDescriptor.out));
        System.setErr(utf8(FileDescriptor.err));
        System.exit(run(Surroundings.ofProcess(), arguments));
    }

    private static PrintStream utf8(FileDescriptor stream) {
        return new PrintStream(new FileOutputStream(stream), true, StandardCharsets.UTF_8);
    }

    /** Runs one command and returns its {@link dev.trellis.cli.frame.ExitCode}. */
    static int run(Surroundings surroundings, String... arguments) {
        return commandLine(surroundings).execute(arguments);
    }

    static CommandLine commandLine(Surroundings surroundings) {
        CommandLine root = new CommandLine(new Trellis(surroundings));
        LocalCommand.addTo(root);
        ScriptCommand.addTo(root);
        root.setOut(new PrintWriter(surroundings.out(), true, StandardCharsets.UTF_8));
        root.setErr(new PrintWriter(surroundings.err(), true, StandardCharsets.UTF_8));
        root.setExecutionExceptionHandler((thrown, command, parsed) -> {
            if (!(thrown instanceof CommandFailure failure)) {
                throw thrown;
            }
            boolean json = parsed.originalArgs().contains("--json");
            explain(surroundings.err(), failure, json);
            return failure.exitCode();
        });
        return root;
    }

    private static void explain(PrintStream err, CommandFailure failure, boolean json) {
        if (json) {
            err.println(failure.asJson().toPrettyString());
            return;
        }
        err.println("trellis: " + failure.getMessage());
        failure.advice().forEach(line -> err.println("  " + line));
    }
}
