package dev.trellis.host.consumer;

import java.time.Duration;

/** What becomes of a received message. */
sealed interface Disposition {
    /** It is done with and removed from its queue. */
    record Done() implements Disposition {}

    /** It stays on its queue and comes again after a while. */
    record Again(Duration after) implements Disposition {}
}
