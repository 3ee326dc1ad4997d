package dev.trellis.infra.local.command;

import picocli.CommandLine.Command;
import picocli.CommandLine.ScopeType;

/** What authors of task types need: a first version, and the word that an executor keeps the contract. */
@Command(
        name = "tde",
        mixinStandardHelpOptions = true,
        scope = ScopeType.INHERIT,
        description = "Makes, checks and bridges executors of tasks.",
        subcommands = {TdeCheckCommand.class, TdeNewCommand.class, TdeBridgeCommand.class})
final class TdeCommand {

    private TdeCommand() {}
}
