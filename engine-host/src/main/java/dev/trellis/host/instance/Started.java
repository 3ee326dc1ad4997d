package dev.trellis.host.instance;

/** What became of a start. */
public sealed interface Started {
    /** The instance that answers the wish. */
    InstanceView instance();

    /** A new instance runs. */
    record Fresh(InstanceView instance) implements Started {}

    /** The same submission was started before, or its case exists already; nothing new runs. */
    record Duplicate(InstanceView instance) implements Started {}

    /** The idempotency key was used before with another content; nothing new runs. */
    record KeyConflict(InstanceView instance, String idempotencyKey) implements Started {}
}
