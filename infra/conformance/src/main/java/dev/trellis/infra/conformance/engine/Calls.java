package dev.trellis.infra.conformance.engine;

import dev.trellis.contract.engine.CycleRequest;
import dev.trellis.contract.engine.CycleRequest.Ask;
import dev.trellis.contract.engine.CycleRequest.Confirmed;
import dev.trellis.contract.engine.CycleRequest.Decision;
import dev.trellis.contract.engine.CycleRequest.Reason;
import dev.trellis.contract.engine.CycleRequest.Released;
import dev.trellis.contract.engine.CycleRequest.Route;
import java.util.List;

/** What an orchestrator says, in short. */
final class Calls {
    private static final List<Reason> WHY = List.of(new Reason("version.stable", "stable points at 1.0.0"));

    static CycleRequest asking(Ask ask) {
        return telling("pdo-1", ask, List.of(), List.of());
    }

    static CycleRequest telling(String pdo, Ask ask, List<Confirmed> confirmed, List<Released> released) {
        return new CycleRequest(pdo, ask, confirmed, released, List.of(), 0);
    }

    static Confirmed confirmed(String taskId, String token) {
        return new Confirmed(taskId, token, new Route("1.0.0", "trellis-task-demo-noop", WHY));
    }

    static Released released(String taskId, String token, Decision decision) {
        return new Released(taskId, token, decision, WHY);
    }

    private Calls() {}
}
