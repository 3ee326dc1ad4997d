package dev.trellis.cli.local;

import picocli.CommandLine.Command;

/** Measures. */
@Command(name = "bench", description = "Measure the platform on this machine (see benchmarks/README.md).")
public final class BenchCommand extends RepositoryScript {
    public BenchCommand() {
        super("benchmarks/run");
    }
}
