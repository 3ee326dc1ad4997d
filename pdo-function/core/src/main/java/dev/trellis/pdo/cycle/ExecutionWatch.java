package dev.trellis.pdo.cycle;

import dev.trellis.contract.engine.CycleReply.Watch;
import dev.trellis.contract.engine.Observation;
import dev.trellis.contract.port.ExecutionKey;
import dev.trellis.contract.port.ExecutionStore;
import dev.trellis.contract.port.ExecutionStore.ExecutionRecord;
import dev.trellis.contract.port.PortUnavailableException;
import dev.trellis.contract.task.Action;
import dev.trellis.contract.task.TaskId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Looks up watched tasks in the execution store. It reports what is there; what follows is the host's decision. */
final class ExecutionWatch {
    private static final System.Logger LOG = System.getLogger(ExecutionWatch.class.getName());

    private final ExecutionStore executions;
    private final Duration clockSkew;

    ExecutionWatch(ExecutionStore executions, Duration clockSkew) {
        this.executions = executions;
        this.clockSkew = clockSkew;
    }

    /** Observations of as many tasks as the store answers for; the host asks again for the others. */
    List<Observation> observe(List<Watch> watches, Instant now) {
        List<Observation> observations = new ArrayList<>();
        try {
            for (Watch watch : watches) {
                action(watch).ifPresent(action -> observations.addAll(observe(watch, action, now)));
            }
        } catch (PortUnavailableException e) {
            LOG.log(System.Logger.Level.WARNING, "execution store unavailable: " + e.getMessage());
        }
        return observations;
    }

    private List<Observation> observe(Watch watch, Action action, Instant now) {
        ExecutionKey key = new ExecutionKey(watch.tenant(), new TaskId(watch.taskId()), action);
        return executions
                .read(key)
                .map(found -> describe(watch, found, now))
                .orElseGet(() -> List.of(new Observation.Unclaimed(watch.taskId(), watch.attemptToken(), now)));
    }

    private List<Observation> describe(Watch watch, ExecutionRecord found, Instant now) {
        if (found.attempt() > watch.attempt()) {
            return List.of();
        }
        List<Observation> seen = new ArrayList<>(2);
        boolean current = found.attempt() == watch.attempt();
        if (current && found.outcome() != null) {
            seen.add(new Observation.Finished(
                    watch.taskId(), watch.attemptToken(), found.outcome().outcome()));
        }
        if (found.tombstoned() && !isRunning(watch, found, now)) {
            seen.add(new Observation.Stopped(watch.taskId(), watch.attemptToken()));
        }
        if (seen.isEmpty()) {
            seen.add(unfinished(watch, found, current, now));
        }
        return seen;
    }

    private static Observation unfinished(Watch watch, ExecutionRecord found, boolean current, Instant now) {
        Instant heartbeat = found.heartbeatAt();
        if (heartbeat == null || !(current || found.tombstoned())) {
            return new Observation.Unclaimed(watch.taskId(), watch.attemptToken(), now);
        }
        return new Observation.Alive(watch.taskId(), watch.attemptToken(), heartbeat);
    }

    /** An owner that has been silent for longer than two heartbeats no longer runs, or stops at its next write. */
    private boolean isRunning(Watch watch, ExecutionRecord found, Instant now) {
        Instant heartbeat = found.heartbeatAt();
        return found.owner() != null
                && found.outcome() == null
                && heartbeat != null
                && heartbeat
                        .plusSeconds(2L * watch.heartbeatSeconds())
                        .plus(clockSkew)
                        .isAfter(now);
    }

    private static Optional<Action> action(Watch watch) {
        return Arrays.stream(Action.values())
                .filter(action -> action.name().equalsIgnoreCase(watch.action()))
                .findFirst();
    }
}
