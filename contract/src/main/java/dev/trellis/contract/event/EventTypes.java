package dev.trellis.contract.event;

/** The types of the platform's CloudEvents. */
public final class EventTypes {
    public static final String PREFIX = "dev.trellis.";
    public static final String INSTANCE_STARTED = PREFIX + "instance.started.v1";
    public static final String INSTANCE_ENDED = PREFIX + "instance.ended.v1";
    /** Tasks of the instance are being undone. */
    public static final String INSTANCE_COMPENSATING = PREFIX + "instance.compensating.v1";
    /** All that was to be undone is undone. */
    public static final String INSTANCE_COMPENSATED = PREFIX + "instance.compensated.v1";
    /** An undo was given up. */
    public static final String INSTANCE_NOT_COMPENSATED = PREFIX + "instance.not-compensated.v1";
    /** One type per status: {@code dev.trellis.task.succeeded.v1}; {@code compensated} for one that was undone. */
    public static String taskStatus(String status) {
        return PREFIX + "task." + status + ".v1";
    }

    public static final String INCIDENT_RAISED = PREFIX + "incident.raised.v1";
    public static final String INCIDENT_RESOLVED = PREFIX + "incident.resolved.v1";
    public static final String USER_TASK_CREATED = PREFIX + "user-task.created.v1";
    public static final String USER_TASK_COMPLETED = PREFIX + "user-task.completed.v1";
    public static final String REGISTRY_CHANGED = PREFIX + "registry.changed.v1";

    private EventTypes() {}
}
