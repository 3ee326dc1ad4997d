package dev.trellis.infra.local.function;

import dev.trellis.infra.local.platform.ChildJournal;
import dev.trellis.infra.local.platform.StateFolder;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/** Runs functions the way Lambda does: on invocation and from queues, as processes that come and go with the work. */
public final class FunctionRunner implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(FunctionRunner.class);
    private static final long EVALUATION_MILLIS = 100;

    private final SqsClient sqs;
    private final String region;
    private final RunnerSettings settings;
    private final ProcessLauncher launcher;
    private final Map<String, Deployed> functions = new TreeMap<>();
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("function-timer").factory());

    private FunctionRunner(SqsClient sqs, String region, RunnerSettings settings, ProcessLauncher launcher) {
        this.sqs = sqs;
        this.region = region;
        this.settings = settings;
        this.launcher = launcher;
    }

    /**
     * What function processes run in.
     *
     * @param java the JDK
     * @param environment what each gets: region, credentials, endpoints; {@code AWS_REGION} must be there
     * @param state where logs go
     * @param children where processes are written down
     */
    public record Surroundings(
            JavaRuntime java, Map<String, String> environment, StateFolder state, ChildJournal children) {}

    /** A started runner without any function. */
    public static FunctionRunner start(
            SqsClient sqs, Surroundings around, RunnerSettings settings, InstantSource clock) {
        var launcher =
                new ProcessLauncher(around.java(), around.environment(), around.state(), around.children(), clock);
        String region = around.environment().getOrDefault("AWS_REGION", "us-east-1");
        FunctionRunner runner = new FunctionRunner(sqs, region, settings, launcher);
        var unused = runner.timer.scheduleWithFixedDelay(
                runner::evaluate, EVALUATION_MILLIS, EVALUATION_MILLIS, TimeUnit.MILLISECONDS);
        return runner;
    }

    private record Deployed(FunctionPool pool, Optional<QueueSource> source) implements AutoCloseable {
        @Override
        public void close() {
            source.ifPresent(QueueSource::close);
            pool.close();
        }
    }

    /** Makes these the functions there are: new ones appear, changed ones are replaced, others end. Their queues must exist. */
    public synchronized void deploy(Collection<FunctionDefinition> wanted) {
        Map<String, FunctionDefinition> byName =
                wanted.stream().collect(Collectors.toMap(FunctionDefinition::name, Function.identity()));
        for (String name : List.copyOf(functions.keySet())) {
            Deployed present = functions.get(name);
            if (present != null && !present.pool().function().equals(byName.get(name))) {
                functions.remove(name);
                present.close();
                LOG.info("function {} removed", name);
            }
        }
        byName.forEach((name, definition) -> functions.computeIfAbsent(name, absent -> deploy(definition)));
    }

    private Deployed deploy(FunctionDefinition definition) {
        FunctionPool pool = new FunctionPool(definition, launcher, settings);
        if (launcher.cache(definition) instanceof AotCache.Missing missing) {
            LOG.warn(
                    "function {}: no AOT cache ({}): starts about 2 times slower", definition.name(), missing.reason());
        }
        Optional<QueueSource> source = definition.source().map(mapping -> new QueueSource(queue(mapping), pool));
        source.ifPresent(QueueSource::start);
        LOG.info("function {} deployed", definition.name());
        return new Deployed(pool, source);
    }

    private MappedQueue queue(FunctionDefinition.QueueMapping mapping) {
        String url =
                sqs.getQueueUrl(request -> request.queueName(mapping.queue())).queueUrl();
        String arn = Objects.requireNonNull(
                sqs.getQueueAttributes(request -> request.queueUrl(url).attributeNames(QueueAttributeName.QUEUE_ARN))
                        .attributes()
                        .get(QueueAttributeName.QUEUE_ARN));
        var address = new MappedQueue.QueueAddress(mapping.queue(), url, arn, region);
        return new MappedQueue(sqs, address, mapping.batchSize(), timer);
    }

    /** Invokes a function; empty when there is none of that name. */
    public Optional<CompletableFuture<InvocationResult>> invoke(String name, byte[] payload) {
        return pool(name).map(pool -> pool.submit(payload, 1));
    }

    /** How many invocations wait for a process of this function; zero when there is no such function. */
    public int waiting(String name) {
        return pool(name).map(FunctionPool::waitingCount).orElse(0);
    }

    private synchronized Optional<FunctionPool> pool(String name) {
        return Optional.ofNullable(functions.get(name)).map(Deployed::pool);
    }

    /** What each function does now, by name. */
    public synchronized List<FunctionStatus> status() {
        return functions.values().stream()
                .map(deployed -> deployed.pool().status())
                .toList();
    }

    private synchronized List<FunctionPool> pools() {
        return functions.values().stream().map(Deployed::pool).toList();
    }

    private void evaluate() {
        pools().forEach(FunctionPool::evaluate);
    }

    /** Ends every function process; messages under way return to their queues. */
    @Override
    public void close() {
        var unused = timer.shutdownNow();
        List<Deployed> all;
        synchronized (this) {
            all = List.copyOf(functions.values());
            functions.clear();
        }
        all.forEach(deployed -> deployed.source().ifPresent(QueueSource::close));
        // Each waits for its processes, and there are more functions than cores.
        try (ExecutorService together = Executors.newVirtualThreadPerTaskExecutor()) {
            all.forEach(deployed -> together.execute(deployed::close));
        }
    }
}
