package dev.trellis.cli.local;

import dev.trellis.cli.frame.BaseCommand.InSurroundings;
import dev.trellis.cli.frame.CommandFailure;
import dev.trellis.cli.frame.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Unmatched;

/** A command whose work a script of the repository does on this terminal; it gets all arguments as they are. */
abstract class RepositoryScript implements Callable<Integer> {
    @Spec
    CommandSpec spec;

    @Unmatched
    List<String> arguments = new ArrayList<>();

    private final String script;
    private final List<String> first;

    /**
     * @param script below the root of the repository
     * @param first arguments that come before those of the caller
     */
    RepositoryScript(String script, String... first) {
        this.script = script;
        this.first = List.of(first);
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        var surroundings = ((InSurroundings) spec.root().userObject()).surroundings();
        Path program = surroundings.repository().resolve(script);
        if (!Files.isExecutable(program)) {
            throw new CommandFailure(ExitCode.UNAVAILABLE, "there is no " + program);
        }
        List<String> command = new ArrayList<>(List.of(program.toString()));
        command.addAll(first);
        command.addAll(arguments);
        return new ProcessBuilder(command).inheritIO().start().waitFor();
    }
}
