package dev.trellis.simulation.host;

import dev.trellis.contract.engine.CycleReply;
import dev.trellis.contract.engine.CycleRequest;
import dev.trellis.simulation.schedule.Scheduler;
import dev.trellis.simulation.schedule.Strand;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Hands tasks that become ready to a call that waits on the same process of the host, or else wakes all that wait. */
final class Signal {
    private final Scheduler time;
    private final boolean on;
    private final Memories memories;
    private final List<Seat> waiting = new ArrayList<>();
    private Leases leases = request -> CycleReply.empty();

    Signal(Scheduler time, Memories memories, boolean on) {
        this.time = time;
        this.memories = memories;
        this.on = on;
    }

    /** A call that waits. */
    private static final class Seat {
        private final Strand strand;
        private final Memory memory;
        private final CycleRequest request;
        private CycleReply handed = CycleReply.empty();

        Seat(Strand strand, Memory memory, CycleRequest request) {
            this.strand = strand;
            this.memory = memory;
            this.request = request;
        }

        boolean isFreeAt(Memory here) {
            return memory == here && handed.isEmpty() && request.ask().maxTasks() > 0;
        }
    }

    /** Takes what there is for a call, in the transaction that is under way. */
    @FunctionalInterface
    interface Leases {
        CycleReply take(CycleRequest request);
    }

    void leases(Leases taking) {
        leases = taking;
    }

    /** Called in each transaction that makes a task ready. */
    void raise() {
        if (!on) {
            return;
        }
        Memory here = memories.here();
        Optional<Seat> free =
                waiting.stream().filter(seat -> seat.isFreeAt(here)).findFirst();
        boolean more = free.isEmpty();
        if (free.isPresent()) {
            Seat seat = free.get();
            seat.handed = leases.take(seat.request);
            more = seat.handed.tasks().size() == seat.request.ask().maxTasks();
            if (!seat.handed.isEmpty()) {
                time.wake(seat.strand);
            }
        }
        if (more) {
            wake();
        }
    }

    /** Wakes all that wait. */
    void wake() {
        if (on) {
            waiting.forEach(seat -> time.wake(seat.strand));
        }
    }

    /** Waits and returns what was handed over. */
    CycleReply awaitUntil(long end, Memory memory, CycleRequest request) {
        Seat seat = new Seat(time.current(), memory, request);
        waiting.add(seat);
        boolean unused = time.parkUntil(end);
        waiting.remove(seat);
        return seat.handed;
    }
}
