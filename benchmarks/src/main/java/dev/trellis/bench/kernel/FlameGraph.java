package dev.trellis.bench.kernel;

import dev.trellis.bench.Measurement;
import dev.trellis.bench.Surroundings;
import dev.trellis.bench.flow.Flows;
import dev.trellis.bench.report.Recorder;
import dev.trellis.bench.report.Target;
import dev.trellis.host.retention.Retention;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import jdk.jfr.Recording;
import one.convert.Arguments;
import one.convert.JfrToFlame;

/**
 * Where the kernel's CPU time goes under load: a flight recording of this process as a flame graph ({@code flame.html}) and as
 * collapsed stacks ({@code flame.collapsed}).
 */
public final class FlameGraph implements Measurement {
    private static final int INSTANCES = 2_000;
    private static final int WARM_UP = 500;
    private static final int WORKERS = 2;
    private static final Duration PERIOD = Duration.ofMillis(10);
    private static final Path FOLDER = Path.of("benchmarks", "target", "flame");

    private final Surroundings surroundings;

    public FlameGraph(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public void take(Recorder recorder) throws Exception {
        Registry registry = Registry.ofSequence(Flows.THREE, Flows.THREE_LENGTH);
        Path recorded = surroundings.scratch().resolve("kernel.jfr");
        try (Server server = new Server(surroundings.scratch());
                BareKernel kernel = new BareKernel(server, "bench_flame", registry, Retention.STANDARD);
                Recording recording = new Recording()) {
            KernelLoad load = new KernelLoad(kernel, Flows.THREE, Flows.THREE_LENGTH);
            double unused = load.run(WARM_UP, WORKERS);
            recording.enable("jdk.ExecutionSample").withPeriod(PERIOD);
            recorder.begin();
            recording.start();
            unused = load.run(INSTANCES, WORKERS);
            recording.stop();
            recording.dump(recorded);
        }
        Path folder = Files.createDirectories(surroundings.repository().resolve(FOLDER));
        convert(recorded, folder.resolve("flame.html"), "html");
        Path collapsed = folder.resolve("flame.collapsed");
        convert(recorded, collapsed, "collapsed");
        recorder.add("flame.samples", samples(collapsed), "samples", new Target.None());
    }

    private static void convert(Path recorded, Path target, String format) throws IOException {
        Arguments arguments = new Arguments("--output", format, "--title", "Kernel under load", "--simple", "--norm");
        JfrToFlame.convert(recorded.toString(), target.toString(), arguments);
    }

    private static double samples(Path collapsed) throws IOException {
        double all = 0;
        for (String line : Files.readAllLines(collapsed)) {
            all += Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1));
        }
        return all;
    }
}
