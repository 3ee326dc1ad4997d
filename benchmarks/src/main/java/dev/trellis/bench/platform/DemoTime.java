package dev.trellis.bench.platform;

import dev.trellis.bench.Measurement;
import dev.trellis.bench.Surroundings;
import dev.trellis.bench.report.Recorder;
import dev.trellis.bench.report.Target;
import java.nio.file.Path;
import java.time.Duration;

/** The demo from a built state, on a fresh state folder, with the start of the platform in it. */
public final class DemoTime implements Measurement {
    private final Surroundings surroundings;

    public DemoTime(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public void take(Recorder recorder) throws Exception {
        Path state = surroundings.scratch().resolve("demo");
        try {
            double seconds = new CliProgram(surroundings, state).run(Duration.ofMinutes(5), "demo");
            recorder.add("demo.wall", seconds, "s", new Target.AtMost(60));
        } finally {
            new LocalProgram(surroundings, state).run("down");
        }
    }
}
