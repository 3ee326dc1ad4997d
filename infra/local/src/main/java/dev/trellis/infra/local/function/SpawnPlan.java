package dev.trellis.infra.local.function;

import java.time.Duration;

/**
 * Decides how many processes of one function to start.
 *
 * <p>A start costs about half a second of a core, a warm invocation a fraction of a millisecond: so a live process is fed before
 * a second one is started, and another comes only when those that live would take longer than a start to work off what waits.
 */
final class SpawnPlan {

    private SpawnPlan() {}

    /**
     * What is known of one function at a moment.
     *
     * @param waiting invocations that no process has taken
     * @param idle live processes that wait for work
     * @param starting processes that have not yet asked for work
     * @param live all processes, those above included
     * @param oldestWait how long the first of the waiting has waited
     * @param meanDuration the mean time of recent invocations, zero when none has ended yet
     */
    record Load(int waiting, int idle, int starting, int live, Duration oldestWait, Duration meanDuration) {}

    /** The number of processes to start now, never taking {@code live} above {@code concurrency}. */
    static int additional(Load load, int concurrency, Duration spawnCost) {
        int room = concurrency - load.live();
        int unserved = load.waiting() - load.idle() - load.starting();
        if (room <= 0 || unserved <= 0) {
            return 0;
        }
        if (load.live() == 0) {
            return 1;
        }
        boolean waitedLong = load.oldestWait().compareTo(spawnCost) >= 0;
        boolean slowToDrain = drainTime(load).compareTo(spawnCost) > 0;
        return waitedLong || slowToDrain ? Math.min(room, waitedLong ? unserved : 1) : 0;
    }

    private static Duration drainTime(Load load) {
        return load.meanDuration().multipliedBy(load.waiting()).dividedBy(load.live());
    }
}
