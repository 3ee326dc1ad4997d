package dev.trellis.simulation.host;

import dev.trellis.simulation.mutation.Planted;
import dev.trellis.simulation.schedule.Scheduler;
import dev.trellis.simulation.witness.Witness;

/**
 * What every desk of the host works with.
 *
 * @param ready wakes those who wait for ready tasks
 */
record Office(Scheduler time, Tables tables, Terms terms, Signal ready, Planted planted, Witness witness) {}
