package dev.trellis.infra.memory.engine;

import dev.trellis.contract.engine.CycleReply.Watch;
import dev.trellis.contract.engine.LeasedTask;
import dev.trellis.contract.engine.Observation;
import dev.trellis.contract.json.Json;
import dev.trellis.infra.conformance.engine.EngineUnderTest;
import java.util.List;

/** An engine in memory in the hands of a conformance test. */
record DrivenEngine(MemoryEngine engine) implements EngineUnderTest {
    @Override
    public void makeReady(LeasedTask task) {
        engine.add(task);
    }

    @Override
    public void watch(Watch watch) {
        engine.watch(watch);
    }

    @Override
    public void emit(Json event) {
        var unused = engine.emit(event);
    }

    @Override
    public String statusOf(String taskId) {
        return engine.task(taskId).state().status();
    }

    @Override
    public List<Observation> observations() {
        return engine.observations();
    }
}
