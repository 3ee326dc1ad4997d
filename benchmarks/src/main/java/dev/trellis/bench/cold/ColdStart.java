package dev.trellis.bench.cold;

import dev.trellis.bench.Measurement;
import dev.trellis.bench.Surroundings;
import dev.trellis.bench.platform.LocalPlatform;
import dev.trellis.bench.report.Recorder;
import dev.trellis.bench.report.Samples;
import dev.trellis.bench.report.Target;
import dev.trellis.infra.local.catalog.FunctionPackages;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * The cold start of functions, from the spawn of the process to its first outcome published: with the trained cache and
 * the flags of the platform against the same package on the same JDK with neither. Both arms take turns.
 */
public final class ColdStart implements Measurement {
    private static final double RATIO = 0.45;
    private static final double MEGABYTES = 17;
    /** A task of each kind that succeeds, from the training of its module. */
    private static final Map<String, String> TASKS = Map.of("file", "2-lists.json", "script", "1-succeeds.json");

    private final Surroundings surroundings;

    public ColdStart(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public void take(Recorder recorder) throws IOException, InterruptedException {
        packageSizes(recorder);
        try (LocalPlatform cloud = new LocalPlatform(surroundings, "cold", "--no-host")) {
            var unused = cloud.up();
            for (String kind : TASKS.keySet().stream().sorted().toList()) {
                measure(kind, cloud.environment(), recorder);
            }
        }
    }

    private void packageSizes(Recorder recorder) throws IOException {
        List<String> modules = new ArrayList<>(List.of("pdo-function/aws-lambda"));
        TASKS.keySet().stream().sorted().forEach(kind -> modules.add("tde-functions/" + kind));
        double largest = 0;
        for (String module : modules) {
            largest = Math.max(largest, Files.size(surroundings.built(module + "/target/function.zip")) / 1e6);
        }
        recorder.add("function.package", largest, "MB", new Target.AtMost(MEGABYTES));
    }

    private void measure(String kind, Map<String, String> environment, Recorder recorder)
            throws IOException, InterruptedException {
        Path log = surroundings.scratch().resolve("cold-" + kind + ".log");
        ColdFunction function = new ColdFunction(new FunctionPackages(surroundings.packages()), kind, environment, log);
        Path template = surroundings.built("tde-functions/" + kind + "/src/training/" + TASKS.get(kind));
        List<ColdFunction.Cost> tuned = new ArrayList<>();
        List<ColdFunction.Cost> plain = new ArrayList<>();
        // The first pair fills the page cache and does not count.
        for (int i = 0; i <= surroundings.rounds(); i++) {
            ColdFunction.Cost with = function.start(function.tuned(), TaskEvent.from(template));
            ColdFunction.Cost without = function.start(function.plain(), TaskEvent.from(template));
            if (i > 0) {
                tuned.add(with);
                plain.add(without);
            }
        }
        record("cpu", kind, tuned, plain, ColdFunction.Cost::cpuMillis, recorder);
        record("wall", kind, tuned, plain, ColdFunction.Cost::wallMillis, recorder);
    }

    private static void record(
            String clock,
            String kind,
            List<ColdFunction.Cost> tuned,
            List<ColdFunction.Cost> plain,
            ToDoubleFunction<ColdFunction.Cost> of,
            Recorder recorder) {
        Samples with = new Samples(tuned.stream().mapToDouble(of).boxed().toList());
        Samples without = new Samples(plain.stream().mapToDouble(of).boxed().toList());
        String id = "function.cold." + kind + "." + clock;
        recorder.add(id, with, "ms", new Target.None());
        recorder.add(id + ".plain", without, "ms", new Target.None());
        recorder.add(id + ".ratio", with.median() / without.median(), "", new Target.AtMost(RATIO));
    }
}
