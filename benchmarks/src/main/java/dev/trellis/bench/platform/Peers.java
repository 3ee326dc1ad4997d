package dev.trellis.bench.platform;

import dev.trellis.bench.Measurement;
import dev.trellis.bench.Surroundings;
import dev.trellis.bench.flow.Flows;
import dev.trellis.bench.report.Figure;
import dev.trellis.bench.report.Recorder;
import dev.trellis.bench.report.Samples;
import dev.trellis.bench.report.Target;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Our figures beside those of other engines on a machine of this size. Those are constants, measured elsewhere and once; where a
 * range is known, both ends are samples.
 */
public final class Peers implements Measurement {
    private static final Duration QUIET = Duration.ofSeconds(15);
    private static final String OVERHEAD = "peers.overhead";
    private static final String RATE = "peers.rate";
    private static final String CPU = "peers.cpu";
    private static final String FAN = "peers.fan_out";

    /** What is known of another engine; a figure that is missing was never reached. */
    private record Peer(String name, Map<String, Samples> figures) {}

    private static final List<Peer> PUBLISHED = List.of(
            peer("restate", Samples.of(10.8), Samples.of(281, 457), 3.7, 55),
            peer("zeebe", Samples.of(8.6, 14.3), Samples.of(211, 248), 6.4, 178),
            peer("temporal", Samples.of(24.5), Samples.of(37, 48), 29, 430),
            peer("conductor", Samples.of(61), Samples.of(95, 105), 17.6, 450),
            new Peer("flowable", Map.of(OVERHEAD, Samples.of(19.2), RATE, Samples.of(208, 215), CPU, Samples.of(9.2))));

    private final Surroundings surroundings;

    public Peers(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    private static Peer peer(String name, Samples overhead, Samples rate, double cpu, double fan) {
        return new Peer(name, Map.of(OVERHEAD, overhead, RATE, rate, CPU, Samples.of(cpu), FAN, Samples.of(fan)));
    }

    @Override
    public void take(Recorder recorder) throws Exception {
        Recorder ours = new Recorder(figure -> {});
        try (LocalPlatform platform = new LocalPlatform(
                surroundings, "peers", "--packages", surroundings.packages().toString())) {
            recorder.add("peers.boot", platform.up(), "s", new Target.None());
            Settling.rest(QUIET);
            recorder.add("peers.idle_memory", ResidentMemory.megabytes(platform), "MB", new Target.None());
            Path flows = Flows.write(surroundings.scratch().resolve("flows"));
            double unused = new CliProgram(surroundings, platform.state())
                    .run(Duration.ofMinutes(2), "apply", "-f", flows.toString());
            recorder.begin();
            new Chain(platform.client(), platform).take(ours);
            new ThreeNoOps(platform.client(), platform).platform(ours);
        }
        new FanOut(surroundings).take(ours);
        tell(OVERHEAD, samples(ours, "step.overhead"), "ms", recorder);
        tell(RATE, samples(ours, "three.rate"), "tasks/s", recorder);
        tell(CPU, cpu(ours), "s/1000 tasks", recorder);
        tell(FAN, samples(ours, "fan_out.beyond"), "ms", recorder);
    }

    /** Ours and, below, what others publish. */
    private static void tell(String id, Samples ours, String unit, Recorder recorder) {
        recorder.add(id, ours, unit, new Target.None());
        for (Peer peer : PUBLISHED) {
            Samples known = peer.figures().get(id);
            if (known != null) {
                recorder.add(id + "." + peer.name(), known, unit, new Target.None());
            }
        }
    }

    /** Of server, workers and database: all that is not the local stand-in for a cloud. */
    private static Samples cpu(Recorder ours) {
        return Samples.of(List.of("host", "database", "orchestrator", "functions").stream()
                .mapToDouble(part -> samples(ours, "three.cpu." + part).median())
                .sum());
    }

    private static Samples samples(Recorder ours, String id) {
        return ours.figures().stream()
                .filter(figure -> figure.id().equals(id))
                .map(Figure::samples)
                .filter(Objects::nonNull)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no figure " + id));
    }
}
