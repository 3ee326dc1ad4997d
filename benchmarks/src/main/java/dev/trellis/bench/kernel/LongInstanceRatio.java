package dev.trellis.bench.kernel;

import dev.trellis.bench.Measurement;
import dev.trellis.bench.Surroundings;
import dev.trellis.bench.flow.Flows;
import dev.trellis.bench.flow.RoundBpmn;
import dev.trellis.bench.report.Recorder;
import dev.trellis.bench.report.Target;
import dev.trellis.contract.json.Json;
import dev.trellis.contract.task.Payload;
import dev.trellis.host.retention.Retention;

/** The time of a step around the thousandth of an instance, by that of one around its tenth. */
public final class LongInstanceRatio implements Measurement {
    private static final String PROCESS = "bench.round";
    private static final int EARLY = 10;
    private static final int LATE = 1_000;
    private static final int WINDOW = 30;
    private static final int LENGTH = LATE + WINDOW;
    private static final int INSTANCES = 4;

    private final Surroundings surroundings;

    public LongInstanceRatio(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public void take(Recorder recorder) throws Exception {
        Registry registry = new Registry()
                .process(PROCESS, RoundBpmn.of(PROCESS, LENGTH, Flows.NOOP))
                .taskType(Flows.NOOP);
        try (Server server = new Server(surroundings.scratch());
                BareKernel kernel = new BareKernel(server, "bench_long", registry, Retention.STANDARD)) {
            Steps early = new Steps(kernel);
            Steps late = new Steps(kernel);
            for (int instance = 0; instance < INSTANCES; instance++) {
                if (instance == 1) {
                    recorder.begin();
                }
                run(kernel, early, late, instance > 0);
            }
            double ratio = late.samples().median() / early.samples().median();
            recorder.add("long.ratio", ratio, "", new Target.AtMost(1.1));
            recorder.add("long.early", early.samples().median(), "ms/step", new Target.None());
            recorder.add("long.late", late.samples().median(), "ms/step", new Target.None());
        }
    }

    private static void run(BareKernel kernel, Steps early, Steps late, boolean counts) {
        String unused = kernel.start(PROCESS, Json.EMPTY_OBJECT);
        for (int n = 1; n <= LENGTH; n++) {
            Payload outputs = new Payload.Inline(new Json("{\"n\":" + n + "}"));
            boolean isEarly = n >= EARLY && n < EARLY + WINDOW;
            (isEarly ? early : late).step(outputs, counts && (isEarly || n >= LATE));
        }
    }
}
