package dev.trellis.simulation;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.trellis.contract.wire.JsonText;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The program behind {@code trellis fuzz}: runs schedules and tells which of them violate a guarantee. Exit codes: 0 none
 * does, 1 one does, 2 wrong arguments.
 */
public final class Fuzz {
    private static final long TOLD_EVERY = 100_000;

    private Fuzz() {}

    public static void main(String[] arguments) {
        Options options;
        try {
            options = Options.parse(List.of(arguments));
        } catch (IllegalArgumentException wrong) {
            System.err.println(wrong.getMessage());
            System.err.println(Options.USAGE);
            System.exit(2);
            return;
        }
        long begun = System.nanoTime();
        List<Simulation.Result> violated = options.trace() ? traced(options) : campaign(options);
        double seconds = (System.nanoTime() - begun) / 1e9;
        if (options.json()) {
            System.out.println(json(options, violated));
        } else {
            tell(options, violated, seconds);
        }
        System.exit(violated.isEmpty() ? 0 : 1);
    }

    private static List<Simulation.Result> traced(Options options) {
        List<Simulation.Result> violated = new ArrayList<>();
        for (long seed = options.first(); seed < options.first() + options.seeds(); seed++) {
            Simulation.Result result = Simulation.run(seed, options.planted(), true);
            (options.json() ? System.err : System.out).print(result.trace());
            if (!result.isGood()) {
                violated.add(result);
            }
        }
        return violated;
    }

    private static List<Simulation.Result> campaign(Options options) {
        AtomicLong done = new AtomicLong();
        return new Campaign(options.first(), options.seeds(), options.planted()).run(options.threads(), more -> {
            long now = done.addAndGet(more);
            if (now / TOLD_EVERY != (now - more) / TOLD_EVERY) {
                System.err.println(now + " of " + options.seeds() + " schedules");
            }
        });
    }

    private static void tell(Options options, List<Simulation.Result> violated, double seconds) {
        for (Simulation.Result result : violated) {
            result.violations().forEach(violation -> System.out.println("seed " + result.seed() + "  " + violation));
        }
        System.out.printf("%d schedules in %.1f s, %d violated%n", options.seeds(), seconds, violated.size());
        if (!violated.isEmpty()) {
            System.out.println(
                    "Replay: ./trellis fuzz --seed " + violated.getFirst().seed() + " --trace");
        }
    }

    static String json(Options options, List<Simulation.Result> violated) {
        ObjectNode report = JsonText.object().put("seeds", options.seeds());
        ArrayNode violations = report.putArray("violations");
        for (Simulation.Result result : violated) {
            result.violations().forEach(violation -> violations
                    .addObject()
                    .put("seed", result.seed())
                    .put("rule", violation.rule())
                    .put("what", violation.what()));
        }
        return JsonText.write(report);
    }
}
