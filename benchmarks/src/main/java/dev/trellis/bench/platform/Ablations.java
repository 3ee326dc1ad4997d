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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What single ideas bring: a chain of ten from rest and warm, with everything on, without hand-off (an orchestrator looks into the
 * database instead of being given what a commit made ready), and by the minute timer alone (no nudge wakes an orchestrator).
 */
public final class Ablations implements Measurement {
    private static final int RUNS = 7;
    private static final double WORK_SECONDS = 0.5;
    private static final Duration STEP = Duration.ofMillis(250);
    private static final Duration LIMIT = Duration.ofMinutes(3);

    private final Surroundings surroundings;

    public Ablations(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public void take(Recorder recorder) throws Exception {
        Map<String, Map<String, String>> arms = new LinkedHashMap<>();
        arms.put("all", Map.of());
        arms.put("no_hand_off", Map.of("TRELLIS_HANDOFF", "off"));
        arms.put("timer_only", Map.of("TRELLIS_NUDGE", "off"));
        for (Map.Entry<String, Map<String, String>> arm : arms.entrySet()) {
            String packages = surroundings.packages().toString();
            try (LocalPlatform platform = new LocalPlatform(
                    surroundings, "ablation-" + arm.getKey(), arm.getValue(), "--packages", packages)) {
                double unused = platform.up();
                Path flows = Flows.write(surroundings.scratch().resolve("flows"));
                unused = new CliProgram(surroundings, platform.state())
                        .run(Duration.ofMinutes(2), "apply", "-f", flows.toString());
                unused = Silence.after(platform);
                recorder.begin();
                measure("ablation." + arm.getKey(), platform.client(), recorder);
            }
        }
    }

    private static void measure(String id, HostClient host, Recorder recorder) throws Exception {
        recorder.add(id + ".first", chain(host), "s", new Target.None());
        List<Double> ratios = new ArrayList<>();
        for (int i = 0; i < RUNS; i++) {
            ratios.add(chain(host) / WORK_SECONDS);
        }
        recorder.add(id + ".warm", new Samples(ratios), "", new Target.None());
    }

    private static double chain(HostClient host) throws Exception {
        return Makespan.of(host, List.of(host.start(Flows.CHAIN)), STEP, LIMIT).seconds();
    }
}
