package dev.trellis.cli.frame;

import java.util.concurrent.Callable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** A command with the common options; a subclass does its work in {@link #run}. */
public abstract class BaseCommand implements Callable<Integer> {
    @Mixin
    CommonOptions common;

    @Spec
    CommandSpec spec;

    @Override
    public final Integer call() {
        return run(new Terminal(surroundings(), common.json()));
    }

    /** Does what the command says and returns its {@link ExitCode}. */
    protected abstract int run(Terminal terminal);

    protected final CommonOptions common() {
        return common;
    }

    protected final Surroundings surroundings() {
        return ((InSurroundings) spec.root().userObject()).surroundings();
    }

    /** The root command, which knows its surroundings. */
    public interface InSurroundings {
        Surroundings surroundings();
    }
}
