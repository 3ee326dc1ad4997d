package dev.trellis.bench.kernel;

import dev.trellis.bench.Measurement;
import dev.trellis.bench.Surroundings;
import dev.trellis.bench.flow.Flows;
import dev.trellis.bench.report.Recorder;
import dev.trellis.bench.report.Target;
import dev.trellis.contract.json.Json;
import dev.trellis.contract.task.Payload;
import dev.trellis.host.retention.Retention;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Random;

/**
 * The time of a step whose task takes and gives 256 KB, by that of one with 32 bytes, in turns. The large outputs come as a claim
 * check, as they do over a queue, and go on as inputs of the next task.
 */
public final class PayloadRatio implements Measurement {
    private static final int LARGE = 256 * 1024;
    private static final int SMALL = 32;
    private static final int WARM_UPS = 20;
    private static final int INSTANCES = 40;
    private static final int SEED = 7;

    private final Surroundings surroundings;

    public PayloadRatio(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public void take(Recorder recorder) throws Exception {
        Registry registry = Registry.ofSequence(Flows.CHAIN, Flows.CHAIN_LENGTH);
        Payload small = new Payload.Inline(document(SMALL));
        Payload large = new Payload.ClaimCheck(
                registry.artifacts.put("large.json", document(LARGE).text().getBytes(StandardCharsets.UTF_8)));
        try (Server server = new Server(surroundings.scratch());
                BareKernel kernel = new BareKernel(server, "bench_payload", registry, Retention.STANDARD)) {
            Steps ofSmall = new Steps(kernel);
            Steps ofLarge = new Steps(kernel);
            for (int i = -WARM_UPS; i < INSTANCES; i++) {
                if (i == 0) {
                    recorder.begin();
                }
                ofSmall.instance(Flows.CHAIN, Flows.CHAIN_LENGTH, small, i >= 0);
                ofLarge.instance(Flows.CHAIN, Flows.CHAIN_LENGTH, large, i >= 0);
            }
            double ratio = ofLarge.samples().median() / ofSmall.samples().median();
            recorder.add("payload.ratio", ratio, "", new Target.AtMost(1.5));
            recorder.add("payload.small", ofSmall.samples().median(), "ms/step", new Target.None());
            recorder.add("payload.large", ofLarge.samples().median(), "ms/step", new Target.None());
        }
    }

    /** Text that compresses little. */
    private static Json document(int bytes) {
        byte[] random = new byte[bytes * 3 / 4];
        new Random(SEED).nextBytes(random);
        return new Json("{\"data\":\"" + Base64.getEncoder().encodeToString(random) + "\"}");
    }
}
