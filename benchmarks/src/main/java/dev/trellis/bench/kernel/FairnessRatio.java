package dev.trellis.bench.kernel;

import dev.trellis.bench.Measurement;
import dev.trellis.bench.Surroundings;
import dev.trellis.bench.flow.Flows;
import dev.trellis.bench.flow.SequenceBpmn;
import dev.trellis.bench.report.Recorder;
import dev.trellis.bench.report.Samples;
import dev.trellis.bench.report.Target;
import dev.trellis.host.retention.Retention;
import java.time.Duration;

/**
 * The time from start to end of a quiet tenant's tasks beside a tenant with a hundred times the load, by that of the same tasks
 * alone. All of them share eight places, so that the loud tenant always waits for one.
 */
public final class FairnessRatio implements Measurement {
    private static final String PROCESS = "bench.one";
    private static final int PLACES = 8;
    private static final Duration WORK = Duration.ofMillis(100);
    private static final Duration BETWEEN = Duration.ofMillis(250);
    private static final int TASKS = 60;
    private static final int WARM_UPS = 10;
    private static final int TIMES_THE_LOAD = 100;
    private static final double P95 = 0.95;

    private final Surroundings surroundings;

    public FairnessRatio(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public void take(Recorder recorder) throws Exception {
        Registry registry = new Registry()
                .process(PROCESS, SequenceBpmn.of(PROCESS, 1, Flows.NOOP))
                .taskType(Flows.NOOP)
                .limited(Flows.NOOP, PLACES);
        try (Server server = new Server(surroundings.scratch());
                BareKernel kernel = new BareKernel(server, "bench_fair", registry, Retention.STANDARD)) {
            QuietTenant quiet = new QuietTenant(kernel, PROCESS, WORK);
            quiet.tasks(WARM_UPS, BETWEEN);
            recorder.begin();
            Samples alone = quiet.tasks(TASKS, BETWEEN);
            for (int i = 0; i < TASKS * TIMES_THE_LOAD; i++) {
                kernel.startFor("loud", PROCESS);
            }
            quiet.tasks(WARM_UPS, BETWEEN);
            Samples beside = quiet.tasks(TASKS, BETWEEN);
            double ratio = beside.percentile(P95) / alone.percentile(P95);
            recorder.add("fairness.ratio", ratio, "", new Target.AtMost(1.5));
            recorder.add("fairness.alone", alone.percentile(P95), "ms", new Target.None());
            recorder.add("fairness.beside", beside.percentile(P95), "ms", new Target.None());
        }
    }
}
