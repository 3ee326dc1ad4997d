package dev.trellis.cli.local;

import dev.trellis.cli.frame.BaseCommand.InSurroundings;
import dev.trellis.cli.frame.Surroundings;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Unmatched;

/** A command on the platform of this machine; its options are those of the program that carries it out. */
@Command
public final class LocalCommand implements Callable<Integer> {
    @Spec
    CommandSpec spec;

    @Unmatched
    List<String> arguments = new ArrayList<>();

    /** Adds these commands to the root command. */
    public static void addTo(CommandLine root) {
        add(root, "up", "Start the platform on this machine; a taken port moves and is said.");
        add(root, "down", "Stop all that was started; the data stays.");
        add(root, "status", "Show what runs: services, functions, ports.");
        add(root, "reset", "Stop everything and delete all data (asks first).");
        add(root, "doctor", "Name what is missing on this machine, and the fix.");
        add(root, "logs", "Print a log: of a service, the engine host or a function (-f follows).");
        add(root, "secret", "Store, list or remove a secret: set NAME (the value from standard input), list, rm NAME.");
        add(
                root,
                "tde",
                "Make a task type that works (new NAME --kind KIND), or check an executor (check CMD|URL|queue:NAME).");
        add(root, "train", "Train the start-up of the functions again.");
    }

    private static void add(CommandLine root, String name, String description) {
        CommandLine command = new CommandLine(new LocalCommand());
        command.getCommandSpec().usageMessage().description(description);
        root.addSubcommand(name, command);
    }

    @Override
    public Integer call() {
        Surroundings surroundings = ((InSurroundings) spec.root().userObject()).surroundings();
        List<String> all = new ArrayList<>();
        all.add(spec.name());
        all.addAll(arguments);
        return new LocalProgram(surroundings, surroundings.state()).run(all);
    }
}
