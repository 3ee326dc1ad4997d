package dev.trellis.infra.local.catalog;

import dev.trellis.infra.local.function.FunctionRunner;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps queues and functions in step with the catalogue: looks at its revision every second and acts when that has changed. */
public final class Reconciler implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Reconciler.class);
    private static final long NEVER = Long.MIN_VALUE;
    private static final Duration PERIOD = Duration.ofSeconds(1);

    private final FunctionCatalog catalog;
    private final FunctionDefinitions definitions;
    private final QueueFactory queues;
    private final FunctionRunner runner;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("reconciler").factory());
    private long seen = NEVER;
    private volatile List<String> problems = List.of();

    /** A reconciler that has done nothing yet. */
    public Reconciler(
            FunctionCatalog catalog, FunctionDefinitions definitions, QueueFactory queues, FunctionRunner runner) {
        this.catalog = catalog;
        this.definitions = definitions;
        this.queues = queues;
        this.runner = runner;
    }

    /** Reconciles once before it returns, then again whenever the revision changes. */
    public void start() {
        reconcile();
        var unused = timer.scheduleWithFixedDelay(
                this::reconcile, PERIOD.toMillis(), PERIOD.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** What could not be made to run, in sentences for people; empty when all is well. */
    public List<String> problems() {
        return problems;
    }

    /** The edge at which a catalogue that does not answer is waited out: the next round comes in a second. */
    private void reconcile() {
        try {
            long revision = catalog.revision();
            if (revision != seen) {
                apply();
                seen = revision;
            }
        } catch (RuntimeException e) {
            LOG.warn("the registry could not be read, trying again: {}", e.toString());
        }
    }

    private void apply() {
        var wanted = catalog.queues();
        wanted.forEach(queue -> queues.create(queue.queue()));
        var result = definitions.of(wanted);
        result.problems().forEach(problem -> LOG.warn("{}", problem));
        problems = result.problems();
        runner.deploy(result.functions());
    }

    @Override
    public void close() {
        var unused = timer.shutdownNow();
    }
}
