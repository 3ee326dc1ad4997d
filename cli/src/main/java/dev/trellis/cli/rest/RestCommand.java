package dev.trellis.cli.rest;

import dev.trellis.cli.frame.BaseCommand;
import dev.trellis.cli.frame.Terminal;

/** A command that asks the engine host. */
public abstract class RestCommand extends BaseCommand {
    @Override
    protected final int run(Terminal terminal) {
        return run(new HostClient(PlatformAddress.find(common(), surroundings())), terminal);
    }

    /** Does what the command says and returns its {@link dev.trellis.cli.frame.ExitCode}. */
    protected abstract int run(HostClient host, Terminal terminal);
}
