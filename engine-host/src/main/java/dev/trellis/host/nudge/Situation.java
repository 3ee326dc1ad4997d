package dev.trellis.host.nudge;

/**
 * What the database shows.
 *
 * @param work whether something waits for an orchestrator
 * @param listening whether an orchestrator listens
 */
public record Situation(boolean work, boolean listening) {
    /** An orchestrator is about on this host: it sees to the work, if there is any. */
    static final Situation ATTENDED = new Situation(false, true);
}
