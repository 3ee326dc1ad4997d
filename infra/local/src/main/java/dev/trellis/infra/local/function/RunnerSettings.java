package dev.trellis.infra.local.function;

import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.Semaphore;

/**
 * What all functions of a runner share.
 *
 * @param idleTime after which a process without work ends
 * @param batchTime the longest that a batch should take; longer tasks get an invocation each
 * @param initLimit the time a process has to come up
 * @param spawnCost the usual price of a start, against which waiting is weighed
 * @param spawnGate as many permits as processes may start at once
 * @param backoff the pause after failed starts
 * @param clock wall-clock time
 */
public record RunnerSettings(
        Duration idleTime,
        Duration batchTime,
        Duration initLimit,
        Duration spawnCost,
        Semaphore spawnGate,
        Backoff backoff,
        InstantSource clock) {

    /** Settings for this machine: as many starts at once as there are cores. */
    public static RunnerSettings standard(Duration idleTime, InstantSource clock) {
        return new RunnerSettings(
                idleTime,
                Duration.ofMillis(500),
                Duration.ofSeconds(30),
                Duration.ofMillis(300),
                new Semaphore(Runtime.getRuntime().availableProcessors()),
                new Backoff(Duration.ofSeconds(1), Duration.ofMinutes(1)),
                clock);
    }
}
