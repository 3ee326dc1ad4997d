package dev.trellis.bench.kernel;

import dev.trellis.bench.Measurement;
import dev.trellis.bench.Surroundings;
import dev.trellis.bench.flow.Flows;
import dev.trellis.bench.report.Recorder;
import dev.trellis.bench.report.Target;
import dev.trellis.contract.task.Payload;
import dev.trellis.host.retention.Retention;

/** The time of a step while 100,000 other instances wait, by that while 100 do; two kernels in turns. */
public final class CrowdRatio implements Measurement {
    private static final int MANY = 100_000;
    private static final int FEW = 100;
    private static final int WARM_UPS = 30;
    private static final int INSTANCES = 50;

    private final Surroundings surroundings;

    public CrowdRatio(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public void take(Recorder recorder) throws Exception {
        Registry registry = Registry.ofSequence(Flows.CHAIN, Flows.CHAIN_LENGTH);
        try (Server server = new Server(surroundings.scratch());
                BareKernel few = new BareKernel(server, "bench_few", registry, Retention.STANDARD);
                BareKernel many = new BareKernel(server, "bench_many", registry, Retention.STANDARD)) {
            Crowd.make(few, server, "bench_few", Flows.CHAIN, FEW);
            Crowd.make(many, server, "bench_many", Flows.CHAIN, MANY);
            long waiting = server.number("bench_many", "select count(*) from trellis.task where status = 'queued'");
            if (waiting != MANY) {
                throw new IllegalStateException(waiting + " instances wait, not " + MANY);
            }
            measure(new Steps(few), new Steps(many), recorder);
        }
    }

    private static void measure(Steps few, Steps many, Recorder recorder) {
        for (int i = -WARM_UPS; i < INSTANCES; i++) {
            if (i == 0) {
                recorder.begin();
            }
            few.instance(Flows.CHAIN, Flows.CHAIN_LENGTH, Payload.EMPTY, i >= 0);
            many.instance(Flows.CHAIN, Flows.CHAIN_LENGTH, Payload.EMPTY, i >= 0);
        }
        double ratio = many.samples().median() / few.samples().median();
        recorder.add("crowd.ratio", ratio, "", new Target.AtMost(1.2));
        recorder.add("crowd.few", few.samples().median(), "ms/step", new Target.None());
        recorder.add("crowd.many", many.samples().median(), "ms/step", new Target.None());
    }
}
