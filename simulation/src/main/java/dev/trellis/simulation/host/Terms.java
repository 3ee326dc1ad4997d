package dev.trellis.simulation.host;

/**
 * The numbers of a host, in milliseconds unless said otherwise.
 *
 * @param lease until a confirmation must come
 * @param queueWait how long a request may wait in its queue
 * @param handOff whether a commit wakes those who wait for ready tasks
 * @param places orchestrators that may linger at the same time
 * @param retries of a task
 * @param timeoutSeconds of one attempt
 * @param heartbeatSeconds of silence that an attempt may keep
 */
public record Terms(
        long lease,
        long queueWait,
        boolean handOff,
        int places,
        int retries,
        int timeoutSeconds,
        int heartbeatSeconds) {}
