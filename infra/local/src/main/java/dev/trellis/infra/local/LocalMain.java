package dev.trellis.infra.local;

import dev.trellis.infra.local.command.LocalCommand;
import picocli.CommandLine;

/** The main class of the commands around the local cloud: up, down, status, reset, doctor, logs, secret, tde and train. */
public final class LocalMain {

    private LocalMain() {}

    /** Runs one command; exit codes: 0 done, 1 failed, 2 wrong arguments, 3 nothing runs. */
    public static void main(String[] arguments) {
        // Read by the first logger that is made; a setting of the caller's wins.
        if (System.getProperty("logback.configurationFile") == null) {
            System.setProperty("logback.configurationFile", "trellis-local-logback.xml");
        }
        System.exit(new CommandLine(new LocalCommand()).execute(arguments));
    }
}
