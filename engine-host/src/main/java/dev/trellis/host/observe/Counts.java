package dev.trellis.host.observe;

import java.util.Map;

/**
 * How much there is of what, at one moment.
 *
 * @param tasks open tasks by status
 * @param instances open instances by state
 * @param incidents open incidents
 * @param approvals open approvals
 * @param limited ready tasks that wait for a limit
 * @param outbox events that are not published
 * @param listeners orchestrators that listen
 * @param leasesOverrun leases that outlive their end by more than 10 s, which none may
 * @param oldestReadySeconds age of the task that has been ready the longest, 0 when none is
 */
public record Counts(
        Map<String, Long> tasks,
        Map<String, Long> instances,
        long incidents,
        long approvals,
        long limited,
        long outbox,
        long listeners,
        long leasesOverrun,
        double oldestReadySeconds) {
    public Counts {
        tasks = Map.copyOf(tasks);
        instances = Map.copyOf(instances);
    }
}
