package dev.trellis.simulation.host;

import dev.trellis.simulation.schedule.Scheduler;
import dev.trellis.simulation.schedule.Strand;
import java.util.ArrayList;
import java.util.List;

/** Wakes those who wait for ready tasks on this host. */
final class Signal {
    private final Scheduler time;
    private final boolean on;
    private final List<Strand> waiting = new ArrayList<>();

    Signal(Scheduler time, boolean on) {
        this.time = time;
        this.on = on;
    }

    void raise() {
        if (on) {
            waiting.forEach(time::wake);
        }
    }

    void awaitUntil(long end) {
        waiting.add(time.current());
        boolean unused = time.parkUntil(end);
        waiting.remove(time.current());
    }
}
