package dev.trellis.cli;

import dev.trellis.cli.demo.DemoCommand;
import dev.trellis.cli.event.EventsCommand;
import dev.trellis.cli.frame.BaseCommand.InSurroundings;
import dev.trellis.cli.frame.Surroundings;
import dev.trellis.cli.incident.IncidentsCommand;
import dev.trellis.cli.incident.ResolveCommand;
import dev.trellis.cli.incident.RetryCommand;
import dev.trellis.cli.instance.CancelCommand;
import dev.trellis.cli.instance.GetCommand;
import dev.trellis.cli.instance.InstancesCommand;
import dev.trellis.cli.instance.MessageCommand;
import dev.trellis.cli.instance.ResumeCommand;
import dev.trellis.cli.instance.RunCommand;
import dev.trellis.cli.instance.SignalCommand;
import dev.trellis.cli.instance.SuspendCommand;
import dev.trellis.cli.person.ApproveCommand;
import dev.trellis.cli.person.ClaimCommand;
import dev.trellis.cli.person.CompleteCommand;
import dev.trellis.cli.person.InboxCommand;
import dev.trellis.cli.person.RejectCommand;
import dev.trellis.cli.registry.ApplyCommand;
import dev.trellis.cli.registry.RegistryCommand;
import dev.trellis.cli.task.CallbackCommand;
import dev.trellis.cli.task.SubmitCommand;
import dev.trellis.cli.task.TasksCommand;
import dev.trellis.cli.task.WhyCommand;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.ScopeType;

/** The root command. */
@Command(
        name = "trellis",
        description = "Runs business processes whose every task is a function that scales to zero.",
        scope = ScopeType.INHERIT,
        mixinStandardHelpOptions = true,
        versionProvider = Trellis.Version.class,
        subcommands = {
            DemoCommand.class,
            ApplyCommand.class,
            RunCommand.class,
            SubmitCommand.class,
            GetCommand.class,
            InstancesCommand.class,
            CancelCommand.class,
            SuspendCommand.class,
            ResumeCommand.class,
            MessageCommand.class,
            SignalCommand.class,
            TasksCommand.class,
            WhyCommand.class,
            CallbackCommand.class,
            InboxCommand.class,
            ClaimCommand.class,
            CompleteCommand.class,
            ApproveCommand.class,
            RejectCommand.class,
            IncidentsCommand.class,
            RetryCommand.class,
            ResolveCommand.class,
            EventsCommand.class,
            RegistryCommand.class,
            CompletionCommand.class
        })
final class Trellis implements InSurroundings {
    private final Surroundings surroundings;

    Trellis(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Surroundings surroundings() {
        return surroundings;
    }

    /** The version in the manifest of the jar. */
    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            String version = Trellis.class.getPackage().getImplementationVersion();
            return new String[] {"trellis " + (version == null ? "(not packaged)" : version)};
        }
    }
}
