package dev.trellis.host.outcome;

import java.time.Duration;

/** What became of an outcome message. All but {@link Deferred} may be deleted from their queue. */
public sealed interface Applied {
    String messageId();

    /**
     * It ended or advanced its task.
     *
     * @param again whether another attempt follows
     */
    record Accepted(String messageId, boolean again) implements Applied {}

    /** The same outcome was applied before. */
    record Duplicate(String messageId) implements Applied {}

    /** Its token is not that of the present attempt; recorded, nothing else changed. */
    record Fenced(String messageId, String reason) implements Applied {}

    /** It succeeded after its task was cancelled; recorded as a late effect. */
    record LateEffect(String messageId) implements Applied {}

    /** Its instance is suspended; it is kept and applied when the instance is resumed. */
    record Held(String messageId) implements Applied {}

    /** No task has that id. */
    record Unknown(String messageId) implements Applied {}

    /** It could not be applied now; leave it on its queue for this long. */
    record Deferred(String messageId, Duration retryIn, String reason) implements Applied {}

    /** It could not be applied for good and became an incident. */
    record Parked(String messageId, String incidentId) implements Applied {}
}
