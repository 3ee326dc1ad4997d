package dev.trellis.host.gate;

import java.util.EnumSet;
import java.util.Set;

/** What an engine runs only with behaviour of the host's own: without it, Flowable would pass or wait silently. */
public enum HostAbility {
    /** A send task with a topic is executed by a function. */
    SEND_TASK,
    /** A receive task waits for the message that it names. */
    RECEIVE_TASK,
    /** An outcome of an external task becomes a BPMN error where an expression of the diagram says so. */
    ERROR_MAPPING,
    /** The inputs and outputs of a user task are mapped. */
    USER_TASK_MAPPING;

    /** What the host of this release runs; add an ability here together with its behaviour. */
    public static final Set<HostAbility> OF_THIS_HOST =
            Set.of(SEND_TASK, RECEIVE_TASK, ERROR_MAPPING, USER_TASK_MAPPING);

    /** All abilities, for tools that check a diagram for any host. */
    public static final Set<HostAbility> ALL = Set.copyOf(EnumSet.allOf(HostAbility.class));
}
