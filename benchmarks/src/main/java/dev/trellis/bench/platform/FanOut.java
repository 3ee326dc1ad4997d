package dev.trellis.bench.platform;

import dev.trellis.bench.Measurement;
import dev.trellis.bench.Surroundings;
import dev.trellis.bench.flow.Flows;
import dev.trellis.bench.report.Recorder;
import dev.trellis.bench.report.Samples;
import dev.trellis.bench.report.Target;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Fifty tasks of one second side by side and joined, on fifty warm function processes: what it takes beyond the second. */
public final class FanOut implements Measurement {
    private static final int WARM_UPS = 2;
    private static final int RUNS = 7;
    private static final Duration STEP = Duration.ofMillis(250);
    private static final Duration LIMIT = Duration.ofMinutes(3);

    private final Surroundings surroundings;

    public FanOut(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public void take(Recorder recorder) throws Exception {
        Map<String, String> wide = Map.of("TRELLIS_FUNCTION_CONCURRENCY", "50", "TRELLIS_IDLE_TIME", "PT2M");
        String packages = surroundings.packages().toString();
        try (LocalPlatform platform = new LocalPlatform(surroundings, "fan-out", wide, "--packages", packages)) {
            double unused = platform.up();
            Path flows = Flows.write(surroundings.scratch().resolve("flows"));
            unused = new CliProgram(surroundings, platform.state())
                    .run(Duration.ofMinutes(2), "apply", "-f", flows.toString());
            measure(platform.client(), recorder);
        }
    }

    private static void measure(HostClient host, Recorder recorder) throws Exception {
        List<Double> beyond = new ArrayList<>();
        for (int i = -WARM_UPS; i < RUNS; i++) {
            if (i == 0) {
                recorder.begin();
            }
            List<String> one = List.of(host.start(Flows.FAN));
            double seconds = Makespan.of(host, one, STEP, LIMIT).seconds();
            if (i >= 0) {
                beyond.add((seconds - 1) * 1000);
            }
        }
        recorder.add("fan_out.beyond", new Samples(beyond), "ms", new Target.AtMost(100));
    }
}
