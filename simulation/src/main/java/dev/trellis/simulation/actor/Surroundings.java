package dev.trellis.simulation.actor;

import dev.trellis.contract.port.ExecutionStore;
import dev.trellis.contract.port.MessageQueues;
import dev.trellis.simulation.mutation.Planted;
import dev.trellis.simulation.port.Interference;
import dev.trellis.simulation.port.Network;
import dev.trellis.simulation.port.Weather;
import dev.trellis.simulation.schedule.Chance;
import dev.trellis.simulation.schedule.Scheduler;
import dev.trellis.simulation.witness.Witness;

/**
 * What every actor lives in.
 *
 * @param queues as actors reach them
 * @param executions as actors reach it
 */
public record Surroundings(
        Scheduler time,
        Chance chance,
        Weather weather,
        Interference interference,
        Network network,
        MessageQueues queues,
        ExecutionStore executions,
        Planted planted,
        Witness witness) {}
