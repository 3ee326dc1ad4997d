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

/** The whole platform on this machine: its start, its memory at rest, a chain, a load, and its silence afterwards. */
public final class PlatformFigures implements Measurement {
    private static final Duration QUIET = Duration.ofSeconds(15);
    private static final int STARTS = 3;

    private final Surroundings surroundings;

    public PlatformFigures(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public void take(Recorder recorder) throws Exception {
        List<Double> starts = new ArrayList<>();
        for (int i = 1; i < STARTS; i++) {
            try (LocalPlatform platform = platform("up-" + i)) {
                starts.add(platform.up());
            }
        }
        try (LocalPlatform platform = platform("platform")) {
            starts.add(platform.up());
            recorder.add("up.wall", new Samples(starts), "s", new Target.AtMost(15));
            Settling.rest(QUIET);
            recorder.add("host.rss", ResidentMemory.megabytes(platform.host()), "MB", new Target.AtMost(400));
            recorder.add("idle.memory", ResidentMemory.megabytes(platform), "MB", new Target.None());
            workload(platform, recorder);
        }
    }

    private LocalPlatform platform(String name) {
        return new LocalPlatform(
                surroundings, name, "--packages", surroundings.packages().toString());
    }

    private void workload(LocalPlatform platform, Recorder recorder) throws Exception {
        Path flows = Flows.write(surroundings.scratch().resolve("flows"));
        double unused = new CliProgram(surroundings, platform.state())
                .run(Duration.ofMinutes(2), "apply", "-f", flows.toString());
        HostClient host = platform.client();
        new Chain(host, platform).take(recorder);
        new ThreeNoOps(host, platform).take(recorder);
        new Silence(platform).take(recorder);
    }
}
