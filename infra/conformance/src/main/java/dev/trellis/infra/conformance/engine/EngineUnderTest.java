package dev.trellis.infra.conformance.engine;

import dev.trellis.contract.engine.CycleReply.Watch;
import dev.trellis.contract.engine.LeasedTask;
import dev.trellis.contract.engine.Observation;
import dev.trellis.contract.json.Json;
import java.util.List;

/** The engine behind a gateway, as a test fills and inspects it. */
public interface EngineUnderTest {
    /** Makes a task ready. */
    void makeReady(LeasedTask task);

    /** Has a task watched until an observation of it is told. */
    void watch(Watch watch);

    /** Puts an event into the outbox. */
    void emit(Json event);

    /** The status of a task, for example {@code queued}. */
    String statusOf(String taskId);

    /** What was told of watched tasks, in order. */
    List<Observation> observations();
}
