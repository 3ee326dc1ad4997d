package dev.trellis.simulation.actor;

import dev.trellis.contract.port.PdoTrigger;
import dev.trellis.infra.memory.MemoryArtifacts;
import dev.trellis.pdo.cycle.CyclePorts;
import dev.trellis.pdo.cycle.DispatchCycle;
import dev.trellis.pdo.cycle.LoopSettings;
import dev.trellis.pdo.decide.DispatchLimits;
import dev.trellis.simulation.host.Host;
import dev.trellis.simulation.port.FlakyEngine;
import dev.trellis.simulation.schedule.OsProcess;
import dev.trellis.simulation.schedule.Strand;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** The orchestrator function: a timer and nudges start processes that run the real {@link DispatchCycle}. */
public final class Orchestrators implements PdoTrigger {
    private static final long TIMER = 60_000;
    private static final MemoryArtifacts ARTIFACTS = new MemoryArtifacts("simulation");

    private final Surroundings in;
    private final CyclePorts ports;
    private final LoopSettings settings;
    private final int most;
    private final OsProcess cloud;
    private final List<OsProcess> running = new ArrayList<>();
    private final Deque<DispatchCycle> warm = new ArrayDeque<>();
    private int processes;

    /** @param most processes at the same time */
    public Orchestrators(Surroundings in, Host host, int most, OsProcess cloud) {
        this.in = in;
        this.most = most;
        this.cloud = cloud;
        this.ports = new CyclePorts(
                new FlakyEngine(host.gateway(), in.interference(), in.planted()),
                in.queues(),
                in.executions(),
                ARTIFACTS,
                tasks -> Entries.SNAPSHOT);
        this.settings = new LoopSettings(
                Duration.ofSeconds(in.chance().between(2, 10)),
                Duration.ofSeconds(5),
                Duration.ofSeconds(in.chance().between(2, 10)),
                in.chance().between(1, 5),
                in.chance().between(5, 50),
                DispatchLimits.DEFAULT);
    }

    /** Starts the timer, and as many processes as there may be within the first seconds. */
    public void begin() {
        for (int i = 0; i < most; i++) {
            Strand unused = in.time().spawn(cloud, () -> {
                in.time().sleep(in.chance().between(0, 15_000));
                nudge();
            });
        }
        Strand unused = in.time().spawn(cloud, () -> {
            while (true) {
                in.time().sleep(TIMER);
                nudge();
            }
        });
    }

    @Override
    public void nudge() {
        running.removeIf(process -> !process.isAlive());
        if (running.size() < most) {
            OsProcess process = new OsProcess("pdo-" + ++processes);
            running.add(process);
            Strand unused = in.time().spawn(process, () -> run(process));
        }
    }

    private void run(OsProcess process) {
        DispatchCycle cycle = warm.poll();
        if (cycle == null) {
            cycle = new DispatchCycle(
                    ports,
                    settings,
                    in.time(),
                    () -> in.time().current().process().toString(),
                    wait -> in.time().sleep(wait.toMillis()));
        }
        var report = cycle.run(in.time().instant().plusSeconds(in.chance().between(20, 60)));
        in.witness().trace().say(process.toString(), report);
        warm.push(cycle);
        process.kill();
    }
}
