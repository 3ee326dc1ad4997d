package dev.trellis.host.outcome;

import dev.trellis.contract.task.Outcome;

/**
 * An outcome as it was received.
 *
 * @param messageId names the delivery in what {@link Outcomes#apply} returns
 */
public record OutcomeMessage(String messageId, Outcome outcome) {}
