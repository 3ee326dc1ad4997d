package dev.trellis.infra.engine;

import dev.trellis.contract.engine.CycleReply.Watch;
import dev.trellis.contract.engine.LeasedTask;
import dev.trellis.contract.engine.Observation;
import dev.trellis.contract.json.Json;
import dev.trellis.contract.port.EngineGateway;
import dev.trellis.infra.conformance.engine.EngineGatewayContract;
import dev.trellis.infra.conformance.engine.EngineUnderTest;
import dev.trellis.infra.memory.engine.MemoryEngine;
import dev.trellis.infra.memory.engine.Waiting;
import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

class HttpEngineGatewayConformanceTest extends EngineGatewayContract {
    private final MemoryEngine engine =
            new MemoryEngine(InstantSource.system(), Waiting.real(), MemoryEngine.Terms.DEFAULT);
    private ServedEngine served;
    private HttpEngineGateway gateway;

    @BeforeEach
    void serve() throws IOException {
        served = new ServedEngine(engine);
        gateway = new HttpEngineGateway(served.address(), ServedEngine.TOKEN);
    }

    @AfterEach
    void stop() {
        served.close();
    }

    @Override
    protected EngineGateway gateway() {
        return gateway;
    }

    @Override
    protected EngineUnderTest engine() {
        return new EngineUnderTest() {
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
        };
    }
}
