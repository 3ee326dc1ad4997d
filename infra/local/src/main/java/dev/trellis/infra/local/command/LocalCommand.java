package dev.trellis.infra.local.command;

import picocli.CommandLine.Command;

/** The parent of the local commands. */
@Command(
        name = "trellis-local",
        mixinStandardHelpOptions = true,
        description = "The cloud on one machine.",
        subcommands = {
            UpCommand.class,
            DownCommand.class,
            StatusCommand.class,
            ResetCommand.class,
            LogsCommand.class,
            SecretCommand.class,
            TdeCommand.class,
            TrainCommand.class,
            DoctorCommand.class
        })
public final class LocalCommand {}
