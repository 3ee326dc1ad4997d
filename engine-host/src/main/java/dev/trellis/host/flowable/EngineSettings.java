package dev.trellis.host.flowable;

import dev.trellis.host.db.Ids;
import java.time.Duration;
import javax.sql.DataSource;

/**
 * How the engine is set up.
 *
 * @param dataSource connections without an outer transaction manager
 * @param timers whether this host fires timers
 * @param timerThreads at least 2
 * @param timerWait the longest time between two looks for due timers
 */
public record EngineSettings(DataSource dataSource, Ids ids, boolean timers, int timerThreads, Duration timerWait) {
    /** Two threads, half a second. */
    public static EngineSettings standard(DataSource dataSource, Ids ids) {
        return new EngineSettings(dataSource, ids, true, 2, Duration.ofMillis(500));
    }
}
