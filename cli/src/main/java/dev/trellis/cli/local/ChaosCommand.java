package dev.trellis.cli.local;

import picocli.CommandLine.Command;

/** Runs processes while parts of a platform of its own are killed. */
@Command(
        name = "chaos",
        description = "Run processes while parts of a platform of its own are killed (see benchmarks/README.md).")
public final class ChaosCommand extends RepositoryScript {
    public ChaosCommand() {
        super("benchmarks/run", "chaos");
    }
}
