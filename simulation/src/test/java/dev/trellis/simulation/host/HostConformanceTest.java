package dev.trellis.simulation.host;

import dev.trellis.contract.engine.CycleReply.Watch;
import dev.trellis.contract.engine.LeasedTask;
import dev.trellis.contract.engine.Observation;
import dev.trellis.contract.json.Json;
import dev.trellis.contract.port.EngineGateway;
import dev.trellis.infra.conformance.engine.EngineGatewayContract;
import dev.trellis.infra.conformance.engine.EngineUnderTest;
import dev.trellis.simulation.RealTime;
import dev.trellis.simulation.mutation.Planted;
import dev.trellis.simulation.schedule.Chance;
import dev.trellis.simulation.schedule.Scheduler;
import dev.trellis.simulation.witness.Trace;
import dev.trellis.simulation.witness.Witness;
import java.util.List;

class HostConformanceTest extends EngineGatewayContract {
    private final Scheduler time = new Scheduler(new Chance(1));
    private final RealTime threads = new RealTime(time);
    private final Host host = new Host(
            time,
            new Terms(10_000, 3_600_000, true, 2, 3, 60, 5),
            Planted.NOTHING,
            new Witness(new Trace(time, false)));

    @Override
    protected EngineGateway gateway() {
        return request -> threads.call(() -> host.gateway().cycle(request));
    }

    @Override
    protected EngineUnderTest engine() {
        return new EngineUnderTest() {
            @Override
            public void makeReady(LeasedTask task) {
                threads.run(() -> host.adopt(task));
            }

            @Override
            public void watch(Watch watch) {
                threads.run(() -> host.watch(watch));
            }

            @Override
            public void emit(Json event) {
                threads.run(() -> host.emit(event));
            }

            @Override
            public String statusOf(String taskId) {
                return threads.call(
                        () -> host.tables().task(taskId).orElseThrow().status().status());
            }

            @Override
            public List<Observation> observations() {
                return threads.call(() -> List.copyOf(host.told()));
            }
        };
    }
}
