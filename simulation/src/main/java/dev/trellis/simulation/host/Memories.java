package dev.trellis.simulation.host;

import dev.trellis.simulation.schedule.OsProcess;
import dev.trellis.simulation.schedule.Scheduler;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The memories of the host's processes. Calls from outside reach the living ones in turns. */
final class Memories {
    private final Scheduler time;
    private final Map<OsProcess, Memory> ofProcess = new LinkedHashMap<>();
    /** Of the host as a whole, where no process is played. */
    private final Memory whole = new Memory();

    private int turn;

    Memories(Scheduler time) {
        this.time = time;
    }

    void begins(OsProcess process) {
        ofProcess.put(process, new Memory());
    }

    /** The memory of the process that runs, or of the one that serves the present call. */
    Memory here() {
        ofProcess.keySet().removeIf(process -> !process.isAlive());
        return time.running().map(ofProcess::get).orElseGet(this::next);
    }

    private Memory next() {
        List<Memory> living = List.copyOf(ofProcess.values());
        return living.isEmpty() ? whole : living.get(turn++ % living.size());
    }
}
