package dev.trellis.host.instance;

import dev.trellis.contract.json.Json;
import dev.trellis.host.command.Caller;
import java.util.List;
import java.util.Optional;

/**
 * The process instances of the host. Commands throw {@link dev.trellis.host.command.RefusedException} when they are
 * refused, and the exceptions of Jdbi or of the engine when the database does not answer.
 */
public interface Instances {
    /** Starts a process; the same submission twice starts it once. */
    Started start(StartCommand command);

    Optional<InstanceView> find(String tenant, String instanceId);

    List<InstanceView> list(InstanceQuery query);

    /**
     * The instance's variables as one JSON object; those at its end once it has ended. Classified values are marks such as
     * {@code [pii]}.
     */
    Json variables(String tenant, String instanceId);

    /** The same with all values; the audit trail says who saw them. */
    Json reveal(Caller caller, String instanceId);

    /** Where the instance and the instances that it called stand; empty once it has ended. */
    List<CurrentActivity> activities(String tenant, String instanceId);

    /** Takes the instance back, with the instances that it called. */
    void cancel(Caller caller, String instanceId, String reason);

    /** Stops leasing, timers and the application of outcomes until the instance is resumed. */
    void suspend(Caller caller, String instanceId);

    void resume(Caller caller, String instanceId);

    /**
     * Hands a message to the one instance that waits for it.
     *
     * @return the id of that instance
     */
    String message(Correlation correlation);

    /**
     * Hands a signal to every execution of the tenant that waits for it.
     *
     * @return the number of executions reached
     */
    int signal(Caller caller, String name, Json variables);
}
