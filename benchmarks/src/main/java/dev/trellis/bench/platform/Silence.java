package dev.trellis.bench.platform;

import dev.trellis.bench.Measurement;
import dev.trellis.bench.report.Recorder;
import dev.trellis.bench.report.Target;
import java.time.Duration;

/** How long after the last work the last function process is gone. */
final class Silence implements Measurement {
    private static final Duration STEP = Duration.ofMillis(500);
    private static final Duration LIMIT = Duration.ofMinutes(3);
    /** The runtime interface client, which every function process runs. */
    private static final String FUNCTION = "runtime.api.client.AWSLambda";

    private final LocalPlatform platform;

    Silence(LocalPlatform platform) {
        this.platform = platform;
    }

    @Override
    public void take(Recorder recorder) throws Exception {
        recorder.begin();
        double seconds = after(platform);
        recorder.add("idle.no_processes", seconds, "s", new Target.AtMost(60));
    }

    /** Waits for it. */
    static double after(LocalPlatform platform) throws Exception {
        return Settling.until(
                "the end of all function processes",
                STEP,
                LIMIT,
                () -> platform.countProcesses(line -> line.contains(FUNCTION)) == 0);
    }
}
