package dev.trellis.bench;

import dev.trellis.bench.cold.ColdStart;
import dev.trellis.bench.kernel.CrowdRatio;
import dev.trellis.bench.kernel.DatabaseSize;
import dev.trellis.bench.kernel.FairnessRatio;
import dev.trellis.bench.kernel.FlameGraph;
import dev.trellis.bench.kernel.KernelAgainstStock;
import dev.trellis.bench.kernel.LongInstanceRatio;
import dev.trellis.bench.kernel.PayloadRatio;
import dev.trellis.bench.planner.PlannerThroughput;
import dev.trellis.bench.platform.Ablations;
import dev.trellis.bench.platform.BilledRequests;
import dev.trellis.bench.platform.DemoTime;
import dev.trellis.bench.platform.FanOut;
import dev.trellis.bench.platform.Peers;
import dev.trellis.bench.platform.PlatformFigures;
import dev.trellis.bench.report.Figure;
import dev.trellis.bench.report.FigureText;
import dev.trellis.bench.report.Recorder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Takes the measurements and prints the figures: a table, or with {@code --json} a JSON array on standard output. Exit
 * codes: 0 all targets met, 1 a target missed or a measurement failed, 2 wrong arguments.
 */
public final class Bench {
    private static final int ROUNDS = 5;

    public static void main(String[] arguments) throws IOException {
        Options options;
        try {
            options = Options.parse(List.of(arguments));
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage());
            System.err.println(Options.USAGE);
            System.exit(2);
            return;
        }
        List<Figure> figures = run(options);
        if (options.json()) {
            System.out.println(FigureText.json(figures));
        }
        boolean good = figures.stream().noneMatch(figure -> Boolean.FALSE.equals(figure.met()));
        System.exit(good ? 0 : 1);
    }

    private static List<Figure> run(Options options) throws IOException {
        Path scratch = Files.createTempDirectory("trellis-bench");
        Surroundings surroundings = new Surroundings(options.repository(), options.packages(), scratch, ROUNDS);
        Recorder recorder = new Recorder(figure -> say(options, figure));
        for (Map.Entry<String, Measurement> one :
                measurements(surroundings, options.tasks()).entrySet()) {
            if (options.wants(one.getKey())) {
                take(one.getKey(), one.getValue(), recorder);
            }
        }
        return recorder.figures();
    }

    static Map<String, Measurement> measurements(Surroundings surroundings, int tasks) {
        Map<String, Measurement> all = new LinkedHashMap<>();
        all.put("planner", new PlannerThroughput(surroundings.rounds()));
        all.put("cold", new ColdStart(surroundings));
        all.put("kernel", new KernelAgainstStock(surroundings.in("kernel")));
        all.put("payload", new PayloadRatio(surroundings.in("payload")));
        all.put("long", new LongInstanceRatio(surroundings.in("long")));
        all.put("crowd", new CrowdRatio(surroundings.in("crowd")));
        all.put("fairness", new FairnessRatio(surroundings.in("fairness")));
        all.put("size", new DatabaseSize(surroundings.in("size"), tasks));
        all.put("flame", new FlameGraph(surroundings.in("flame")));
        all.put("platform", new PlatformFigures(surroundings));
        all.put("fan-out", new FanOut(surroundings));
        all.put("ablations", new Ablations(surroundings));
        all.put("peers", new Peers(surroundings.in("peers")));
        all.put("requests", new BilledRequests(surroundings));
        all.put("demo", new DemoTime(surroundings));
        return all;
    }

    /** The edge of this program: whatever breaks in one measurement becomes a figure that says so. */
    private static void take(String name, Measurement measurement, Recorder recorder) {
        recorder.begin();
        try {
            measurement.take(recorder);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            recorder.failed(name, "interrupted");
        } catch (Exception e) {
            recorder.failed(name, String.valueOf(e.getMessage()));
        }
    }

    private static void say(Options options, Figure figure) {
        (options.json() ? System.err : System.out).println(FigureText.line(figure));
    }

    private Bench() {}
}
