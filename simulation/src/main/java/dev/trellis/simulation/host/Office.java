package dev.trellis.simulation.host;

import dev.trellis.simulation.mutation.Planted;
import dev.trellis.simulation.schedule.Scheduler;
import dev.trellis.simulation.witness.Witness;

/**
 * What every desk of the host works with.
 *
 * @param ready hands what becomes ready to those who wait, or wakes them
 * @param memories of the host's processes
 */
record Office(
        Scheduler time,
        Tables tables,
        Terms terms,
        Signal ready,
        Memories memories,
        Planted planted,
        Witness witness) {}
