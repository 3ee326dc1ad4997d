package dev.trellis.infra.memory.engine;

import dev.trellis.contract.port.EngineGateway;
import dev.trellis.infra.conformance.engine.EngineGatewayContract;
import dev.trellis.infra.conformance.engine.EngineUnderTest;
import java.time.InstantSource;

class MemoryEngineConformanceTest extends EngineGatewayContract {
    private final MemoryEngine engine =
            new MemoryEngine(InstantSource.system(), Waiting.real(), MemoryEngine.Terms.DEFAULT);

    @Override
    protected EngineGateway gateway() {
        return engine;
    }

    @Override
    protected EngineUnderTest engine() {
        return new DrivenEngine(engine);
    }
}
