package dev.trellis.infra.local.command;

/** What the exit codes of the local commands mean. */
final class ExitCode {

    static final int DONE = 0;
    static final int FAILED = 1;
    static final int NOT_RUNNING = 3;

    private ExitCode() {}
}
