package dev.trellis.infra.local.function;

/**
 * What one function does at a moment.
 *
 * @param name the function's name
 * @param processes its processes now
 * @param waiting invocations that no process has taken
 * @param totals what happened since the runner started
 * @param cache the AOT cache that its next process starts from
 * @param lastError the last start failure or lost invocation, empty when there was none
 */
public record FunctionStatus(
        String name, Processes processes, int waiting, Totals totals, AotCache cache, String lastError) {

    /**
     * Process counts.
     *
     * @param live all, the others included
     * @param idle waiting for work
     * @param starting not yet up
     */
    public record Processes(int live, int idle, int starting) {}

    /**
     * Totals.
     *
     * @param starts processes started
     * @param invocations invocations that ended, in whatever way
     * @param errors those that threw or were lost
     * @param lastStartMillis how long the newest process took from its start to its first question for work
     */
    public record Totals(long starts, long invocations, long errors, long lastStartMillis) {}
}
