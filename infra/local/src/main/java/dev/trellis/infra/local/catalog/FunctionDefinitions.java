package dev.trellis.infra.local.catalog;

import dev.trellis.infra.local.catalog.FunctionCatalog.TaskQueue;
import dev.trellis.infra.local.function.FunctionDefinition;
import dev.trellis.infra.local.function.FunctionDefinition.Limits;
import dev.trellis.infra.local.function.FunctionDefinition.QueueMapping;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Turns the catalogue into function definitions: one function and one queue mapping for each task queue, and the PDO.
 *
 * @param packages where the code lies
 * @param perKind settings that only the functions of one kind get, by kind
 * @param concurrency the process limit of each task function
 */
public record FunctionDefinitions(
        FunctionPackages packages, Map<String, Map<String, String>> perKind, int concurrency) {

    /** The function that dispatches tasks. */
    public static final String PDO = "trellis-pdo";

    /** The kind, and so the package, of {@link #PDO}. */
    public static final String PDO_KIND = "pdo";

    /** The kind whose queues are served by workers of their authors' own. */
    static final String OWN_WORKER = "worker";

    /** Beyond the task's own limit, which the function itself keeps. */
    private static final Duration MARGIN = Duration.ofSeconds(30);

    private static final Duration LAMBDA_LIMIT = Duration.ofMinutes(15);
    private static final int PDO_CONCURRENCY = 2;
    private static final int MEMORY_MB = 256;
    private static final int BATCH = 10;

    /**
     * The outcome: what can be run, and what cannot, each with a sentence for people.
     *
     * @param functions runnable definitions
     * @param problems queues whose kind has no package
     */
    public record Result(List<FunctionDefinition> functions, List<String> problems) {}

    /** The definitions for these queues. */
    public Result of(List<TaskQueue> queues) {
        List<FunctionDefinition> functions = new ArrayList<>();
        List<String> problems = new ArrayList<>();
        pdo().ifPresentOrElse(functions::add, () -> problems.add(missing(PDO, PDO_KIND)));
        for (TaskQueue queue : queues) {
            if (queue.kind().equals(OWN_WORKER)) {
                continue;
            }
            task(queue).ifPresentOrElse(functions::add, () -> problems.add(missing(queue.queue(), queue.kind())));
        }
        return new Result(List.copyOf(functions), List.copyOf(problems));
    }

    private String missing(String function, String kind) {
        return "function %s cannot run: there is no package of kind '%s' in %s"
                .formatted(function, kind, packages.folder());
    }

    private Optional<FunctionDefinition> pdo() {
        var limits = new Limits(PDO_CONCURRENCY, MEMORY_MB, LAMBDA_LIMIT);
        return packages.find(PDO_KIND)
                .map(code -> new FunctionDefinition(PDO, code, limits, Optional.empty(), settings(PDO_KIND)));
    }

    private Optional<FunctionDefinition> task(TaskQueue queue) {
        Duration wanted = queue.timeout().plus(MARGIN);
        Duration timeout = wanted.compareTo(LAMBDA_LIMIT) > 0 ? wanted : LAMBDA_LIMIT;
        var limits = new Limits(concurrency, Math.max(MEMORY_MB, queue.memoryMb()), timeout);
        var source = Optional.of(new QueueMapping(queue.queue(), BATCH));
        return packages.find(queue.kind())
                .map(code -> new FunctionDefinition(queue.queue(), code, limits, source, settings(queue.kind())));
    }

    private Map<String, String> settings(String kind) {
        return perKind.getOrDefault(kind, Map.of());
    }
}
