package dev.trellis.simulation.actor;

import dev.trellis.contract.task.TaskLifecycle;
import dev.trellis.simulation.host.Flow;
import dev.trellis.simulation.host.Host;
import dev.trellis.simulation.host.Instance;
import dev.trellis.simulation.host.TaskEntry;
import dev.trellis.simulation.schedule.OsProcess;
import dev.trellis.simulation.schedule.Strand;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** People: they start instances, change their minds, and see to incidents. */
public final class People {
    private static final int MOST_RETRIES = 4;

    private final Surroundings in;
    private final Host host;
    private final Map<String, Integer> retries = new HashMap<>();

    public People(Surroundings in, Host host) {
        this.in = in;
        this.host = host;
    }

    /**
     * Starts instances within the first seconds, and interferes now and then.
     *
     * @param actions how often
     */
    public void begin(int instances, int timers, int actions, OsProcess process) {
        for (int i = 0; i < instances; i++) {
            Strand unused = in.time().spawn(process, () -> {
                in.time().sleep(in.chance().between(0, 10_000));
                host.interventions().start(Flow.draw(in.chance(), timers));
            });
        }
        for (int i = 0; i < actions; i++) {
            Strand unused = in.time().spawn(process, () -> {
                in.time().sleep(in.chance().between(0, 60_000));
                act();
            });
        }
    }

    /** Sees to an incident this often, in milliseconds, from the beginning. */
    public void attend(long every, OsProcess process) {
        Strand unused = in.time().spawn(process, () -> {
            while (true) {
                in.time().sleep(every);
                attendToIncident();
            }
        });
    }

    private void act() {
        List<Instance> instances = List.copyOf(host.tables().instances());
        if (instances.isEmpty()) {
            return;
        }
        Instance instance = in.chance().of(instances);
        switch (in.chance().between(0, 4)) {
            case 0 -> host.interventions().cancel(instance);
            case 1, 2 -> {
                host.interventions().suspend(instance);
                in.time().sleep(in.chance().between(0, 40_000));
                resume(instance);
            }
            default -> attendToIncident();
        }
    }

    private void attendToIncident() {
        Optional<TaskEntry> task = waiting();
        if (task.isPresent()) {
            int before = retries.merge(task.get().id(), 1, Integer::sum);
            if (before > MOST_RETRIES || in.chance().permille(100)) {
                host.interventions().giveUp(task.get());
            } else {
                retry(task.get());
            }
        }
    }

    /** What people ask for takes the host two transactions; it may die between them. */
    private void retry(TaskEntry task) {
        host.interventions().retry(task);
        if (!in.interference().hostDies("between a retry and its outcome")) {
            host.interventions().applyWaiting(task);
        }
    }

    private void resume(Instance instance) {
        boolean resumed = host.interventions().resume(instance);
        if (resumed && !in.interference().hostDies("between a resumption and its outcomes")) {
            host.interventions().applyHeld(instance);
        }
    }

    /** A task that waits for a person, as the incidents tell. */
    private Optional<TaskEntry> waiting() {
        return host.tables().incidents().openTasks().stream()
                .flatMap(id -> host.tables().task(id).stream())
                .filter(task -> task.status() instanceof TaskLifecycle.Incident)
                .findFirst();
    }

    /** Sees to all that waits for a person. */
    public void settle() {
        List.copyOf(host.tables().instances()).forEach(this::resume);
        for (int left = 10; left > 0 && waiting().isPresent(); left--) {
            attendToIncident();
        }
    }
}
