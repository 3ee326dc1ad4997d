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
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Unmatched;

/** A command that a script of the repository carries out, building its module first where it must; its options are the script's. */
@Command
public final class ScriptCommand implements Callable<Integer> {
    private final String script;

    @Spec
    CommandSpec spec;

    @Unmatched
    List<String> arguments = new ArrayList<>();

    private ScriptCommand(String script) {
        this.script = script;
    }

    /** Adds these commands to the root command. */
    public static void addTo(CommandLine root) {
        add(root, "bench", "benchmarks/run", "Measure the platform on this machine (see benchmarks/README.md).");
        add(
                root,
                "chaos",
                "benchmarks/chaos",
                "Run processes while their platform is killed (see benchmarks/README.md).");
        add(root, "fuzz", "simulation/run", "Run seeded schedules of the protocol (see simulation/README.md).");
    }

    private static void add(CommandLine root, String name, String script, String description) {
        CommandLine command = new CommandLine(new ScriptCommand(script));
        command.getCommandSpec().usageMessage().description(description);
        root.addSubcommand(name, command);
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        var surroundings = ((InSurroundings) spec.root().userObject()).surroundings();
        Path program = surroundings.repository().resolve(script);
        if (!Files.isExecutable(program)) {
            throw new CommandFailure(ExitCode.UNAVAILABLE, "there is no " + program);
        }
        List<String> command = new ArrayList<>(List.of(program.toString()));
        command.addAll(arguments);
        return new ProcessBuilder(command).inheritIO().start().waitFor();
    }
}
