package dev.trellis.infra.local.daemon;

import dev.trellis.infra.local.catalog.FunctionCatalog;
import dev.trellis.infra.local.catalog.FunctionDefinitions;
import dev.trellis.infra.local.catalog.FunctionPackages;
import dev.trellis.infra.local.catalog.QueueFactory;
import dev.trellis.infra.local.catalog.Reconciler;
import dev.trellis.infra.local.function.FunctionRunner;
import dev.trellis.infra.local.function.FunctionStatus;
import dev.trellis.infra.local.function.InvokeApi;
import dev.trellis.infra.local.function.JavaRuntime;
import dev.trellis.infra.local.function.MinuteTimer;
import dev.trellis.infra.local.function.RunnerSettings;
import dev.trellis.infra.local.platform.ChildJournal;
import dev.trellis.infra.local.service.DatabaseServer;
import dev.trellis.infra.local.service.HostProcess;
import dev.trellis.infra.local.service.ObjectServer;
import dev.trellis.infra.local.service.QueueServer;
import dev.trellis.infra.local.service.TableServer;
import dev.trellis.registry.TableDefinitions;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.sqs.SqsClient;

/** The services, the function runner, the timer and the engine host of one local cloud; started once, closed once. */
final class LocalCloud implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(LocalCloud.class);

    /** Small rather than fast: one host serves one person. */
    private static final List<String> HOST_OPTIONS = List.of("-XX:+UseSerialGC", "-Xmx256m", "-XX:TieredStopAtLevel=1");

    private final CloudSettings settings;
    private final Endpoints endpoints;
    private final ChildJournal children;
    private final ServiceSet services;
    private final ChildEnvironments environments;
    private final CatalogFactory catalogs;
    private final Deque<AutoCloseable> open = new ArrayDeque<>();
    private volatile @Nullable FunctionRunner runner;
    private volatile @Nullable Reconciler reconciler;

    /** Opens the catalogue once tables and bucket are there, putting into them what a new platform starts with. */
    @FunctionalInterface
    interface CatalogFactory {
        OpenCatalog open(Map<String, String> cloudEnvironment);
    }

    /**
     * A catalogue and what has to be closed after it.
     *
     * @param catalog says which functions there are
     * @param connection what it reads through
     */
    record OpenCatalog(FunctionCatalog catalog, AutoCloseable connection) {}

    LocalCloud(
            CloudSettings settings,
            Endpoints endpoints,
            ServiceBoard board,
            ChildJournal children,
            CatalogFactory catalogs) {
        this.settings = settings;
        this.endpoints = endpoints;
        this.children = children;
        this.services = new ServiceSet(board);
        this.environments = new ChildEnvironments(settings, endpoints);
        this.catalogs = catalogs;
    }

    /** Brings everything up and returns when all of it answers. */
    void start() {
        var state = settings.state();
        HostTokens tokens = new HostTokens(state.tokensFile());
        tokens.writeIfMissing();
        var database = database();
        var elsewhere = settings.elsewhere();
        if (elsewhere.isEmpty()) {
            services.startTogether(List.of(
                    database,
                    new QueueServer(endpoints.ports().of("sqs"), state.data("sqs"), CloudSettings.REGION),
                    new TableServer(endpoints.ports().of("dynamodb"), state.data("dynamodb"), state.binaries()),
                    new ObjectServer(endpoints.ports().of("s3"), state.data("s3"))));
        } else {
            services.startTogether(List.of(database));
            if (elsewhere.get().functions()) {
                startHost(database, tokens);
                return;
            }
        }
        SqsClient sqs = opened(endpoints.sqs());
        QueueFactory queues = new QueueFactory(sqs);
        createResources(queues);
        // The host takes longest of all, so it comes up while the registry is filled and the functions are made of it.
        var host = CompletableFuture.runAsync(() -> startHost(database, tokens), Thread::startVirtualThread);
        startFunctions(sqs, queues, environments.perKind(database, tokens));
        join(host);
    }

    private void startHost(DatabaseServer database, HostTokens tokens) {
        settings.hostJar().ifPresent(jar -> services.startTogether(List.of(host(jar, database, tokens))));
    }

    private static void join(CompletableFuture<Void> start) {
        try {
            var unused = start.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }

    private DatabaseServer database() {
        var state = settings.state();
        return new DatabaseServer(
                endpoints.ports().of("postgres"),
                state.data("postgres"),
                state.binaries().resolve("postgres"),
                state.logs().resolve("postgres.log"),
                children);
    }

    private void createResources(QueueFactory queues) {
        PlatformResources.createQueues(queues);
        try (var dynamoDb = endpoints.dynamoDb();
                var s3 = endpoints.s3()) {
            new TableFactory(dynamoDb, TableDefinitions.DEFAULT_PREFIX).create(TableDefinitions.all());
            PlatformResources.createBucket(s3, CloudSettings.BUCKET);
        }
    }

    private void startFunctions(SqsClient sqs, QueueFactory queues, Map<String, Map<String, String>> perKind) {
        Clock clock = Clock.systemUTC();
        var around = new FunctionRunner.Surroundings(
                JavaRuntime.current(), environments.function(), settings.state(), children);
        var limits = RunnerSettings.standard(settings.timing().idle(), clock);
        FunctionRunner running = opened(FunctionRunner.start(sqs, around, limits, clock));
        runner = running;
        var unused = opened(InvokeApi.start(running, endpoints.ports().of("lambda")));
        var definitions =
                new FunctionDefinitions(new FunctionPackages(settings.packages()), perKind, settings.concurrency());
        OpenCatalog catalog = catalogs.open(endpoints.cloudEnvironment());
        open.push(catalog.connection());
        Reconciler reconciling = opened(new Reconciler(catalog.catalog(), definitions, queues, running));
        reconciling.start();
        reconciler = reconciling;
        startTimer(running, clock);
    }

    private void startTimer(FunctionRunner running, Clock clock) {
        Duration period = settings.timing().timer();
        if (!period.isZero()) {
            var unused = opened(MinuteTimer.start(running, FunctionDefinitions.PDO, period, clock));
        }
    }

    private HostProcess host(Path jar, DatabaseServer database, HostTokens tokens) {
        var launch = new HostProcess.Launch(
                JavaRuntime.current().java(),
                HOST_OPTIONS,
                jar,
                environments.host(database, tokens),
                URI.create(endpoints.url("engine") + "/q/health/ready"),
                settings.state().logs().resolve("engine-host.log"));
        return new HostProcess(launch, children);
    }

    private <T extends AutoCloseable> T opened(T part) {
        open.push(part);
        return part;
    }

    /** The functions as they are now; none before they have been started. */
    List<FunctionStatus> functions() {
        FunctionRunner running = runner;
        return running == null ? List.of() : running.status();
    }

    /** What cannot run and why, in sentences for people. */
    List<String> problems() {
        Reconciler reconciling = reconciler;
        return reconciling == null ? List.of() : reconciling.problems();
    }

    /** Functions end first, since they use everything else; then the services in the opposite order of their start. */
    @Override
    public void close() {
        while (!open.isEmpty()) {
            closeQuietly(open.pop());
        }
        services.close();
    }

    /** The edge at which a part that does not close is left behind: the others still have to. */
    private static void closeQuietly(AutoCloseable part) {
        try {
            part.close();
        } catch (Exception e) {
            LOG.warn("{} did not stop cleanly: {}", part.getClass().getSimpleName(), e.toString());
        }
    }
}
