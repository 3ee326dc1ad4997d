package dev.trellis.bench.chaos;

import dev.trellis.bench.relay.Relay;
import dev.trellis.bench.relay.Relay.Answer;
import dev.trellis.bench.relay.Relay.Call;
import dev.trellis.bench.relay.Relay.Carrier;
import dev.trellis.contract.wire.JsonText;
import java.io.IOException;

/** Stands between the orchestrators and the hosts, where an orchestrator is killed that has just been given tasks. */
final class HostTraffic implements Relay.Disturbance {
    private final Snare snare;

    HostTraffic(Snare snare) {
        this.snare = snare;
    }

    @Override
    public Answer around(Call call, Carrier carrier) throws IOException, InterruptedException {
        Answer answer = carrier.carry(call);
        boolean leased = snare.isSetAt(CrashPoint.LEASED)
                && answer.status() == 200
                && call.path().endsWith("/pdo/cycle")
                && !JsonText.parse(answer.body()).path("tasks").isEmpty();
        if (leased) {
            snare.pass(CrashPoint.LEASED, PortOwner.of(call.callerPort()));
        }
        return answer;
    }
}
