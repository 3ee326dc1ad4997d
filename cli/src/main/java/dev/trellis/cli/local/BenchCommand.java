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
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Unmatched;

/** Measures; the work is done by {@code benchmarks/run}. */
@Command(name = "bench", description = "Measure the platform on this machine (see benchmarks/README.md).")
public final class BenchCommand implements Callable<Integer> {
    @Spec
    CommandSpec spec;

    @Unmatched
    List<String> arguments = new ArrayList<>();

    @Override
    public Integer call() throws IOException, InterruptedException {
        var surroundings = ((InSurroundings) spec.root().userObject()).surroundings();
        Path script = surroundings.repository().resolve("benchmarks/run");
        if (!Files.isExecutable(script)) {
            throw new CommandFailure(ExitCode.UNAVAILABLE, "there is no " + script);
        }
        List<String> command = new ArrayList<>(List.of(script.toString()));
        command.addAll(arguments);
        return new ProcessBuilder(command).inheritIO().start().waitFor();
    }
}
