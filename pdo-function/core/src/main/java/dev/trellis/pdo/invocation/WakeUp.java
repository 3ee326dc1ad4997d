package dev.trellis.pdo.invocation;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/**
 * What wakes the orchestrator: the event of a timer, or a nudge of the engine host. Neither carries anything that the run
 * needs.
 *
 * @param source who sent it, for example {@code aws.events} or {@code trellis.nudge}; null when it does not say
 * @param records present only in a batch of a queue or a stream, which must never come here
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record WakeUp(
        @Nullable String source,
        @JsonProperty("Records") @Nullable Object records) {
    /** Refuses a batch: to take it would tell its queue that its messages were dealt with. */
    public WakeUp mustCarryNothing() {
        if (records != null) {
            throw new IllegalArgumentException(
                    "the PDO is woken by a timer or a nudge, and this is a batch of records; remove the event source"
                            + " mapping");
        }
        return this;
    }

    /** Who sent it, for people. */
    public String sender() {
        return source == null ? "unknown" : source;
    }
}
