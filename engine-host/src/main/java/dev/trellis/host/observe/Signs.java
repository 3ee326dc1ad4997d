package dev.trellis.host.observe;

import dev.trellis.host.instance.StuckInstances;
import java.time.Duration;

/**
 * What one look for starvation found.
 *
 * @param listening whether an orchestrator listens
 * @param leasing whether one took a task of late that is not ended yet
 * @param ready how many tasks have been ready for longer than {@link #PATIENCE}
 * @param oldestReady how long the oldest of them has been ready; zero when there is none
 * @param unpublished events that are not published
 * @param oldestUnpublished how long the oldest of them has waited; zero when there is none
 */
record Signs(
        StuckInstances.Found stuck,
        boolean listening,
        boolean leasing,
        long ready,
        Duration oldestReady,
        long unpublished,
        Duration oldestUnpublished) {
    /** Far more than a waiting orchestrator needs to take a task that is ready. */
    static final Duration PATIENCE = Duration.ofSeconds(30);
}
