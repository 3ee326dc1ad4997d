package dev.trellis.infra.local.train;

import com.sun.net.httpserver.HttpServer;
import dev.trellis.contract.engine.CycleReply;
import dev.trellis.contract.wire.CycleJson;
import dev.trellis.infra.local.catalog.QueueFactory;
import dev.trellis.infra.local.daemon.CloudSettings;
import dev.trellis.infra.local.daemon.Endpoints;
import dev.trellis.infra.local.daemon.PlatformResources;
import dev.trellis.infra.local.daemon.TableFactory;
import dev.trellis.infra.local.platform.FileTree;
import dev.trellis.infra.local.platform.PortTable;
import dev.trellis.infra.local.service.ObjectServer;
import dev.trellis.infra.local.service.QueueServer;
import dev.trellis.infra.local.service.TableServer;
import dev.trellis.registry.TableDefinitions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** A cloud for the length of a training: queues, tables and objects in a temporary folder, and an engine that has no work. */
final class TrainingCloud implements AutoCloseable {

    /** Away from a running platform's ports. */
    private static final int PORT_OFFSET = 1000;

    private final Path folder;
    private final Endpoints endpoints = new Endpoints(PortTable.choose(PORT_OFFSET, PortTable::free));
    private final QueueServer queues;
    private final TableServer tables;
    private final ObjectServer objects;
    private final HttpServer engine;

    TrainingCloud() throws IOException {
        folder = Files.createTempDirectory("trellis-training");
        var ports = endpoints.ports();
        queues = new QueueServer(ports.of("sqs"), folder.resolve("sqs"), CloudSettings.REGION);
        tables = new TableServer(ports.of("dynamodb"), folder.resolve("dynamodb"), folder.resolve("bin"));
        objects = new ObjectServer(ports.of("s3"), folder.resolve("s3"));
        engine = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), ports.of("engine")), 0);
    }

    void start() {
        byte[] nothing = CycleJson.write(CycleReply.empty()).getBytes(StandardCharsets.UTF_8);
        engine.createContext("/", exchange -> {
            try (exchange) {
                long unused = exchange.getRequestBody().readAllBytes().length;
                exchange.getResponseHeaders().set("Content-Type", "application/json");
                exchange.sendResponseHeaders(200, nothing.length);
                exchange.getResponseBody().write(nothing);
            }
        });
        engine.start();
        List<Runnable> starts = List.of(queues::start, tables::start, objects::start);
        var unused = CompletableFuture.allOf(starts.stream()
                        .map(start -> CompletableFuture.runAsync(start, Thread::startVirtualThread))
                        .toArray(CompletableFuture<?>[]::new))
                .join();
        createResources();
    }

    private void createResources() {
        try (var sqs = endpoints.sqs();
                var dynamoDb = endpoints.dynamoDb();
                var s3 = endpoints.s3()) {
            PlatformResources.createQueues(new QueueFactory(sqs));
            new TableFactory(dynamoDb, TableDefinitions.DEFAULT_PREFIX).create(TableDefinitions.all());
            PlatformResources.createBucket(s3, CloudSettings.BUCKET);
        }
    }

    /** What a function in training runs with. */
    Map<String, String> environment() {
        Map<String, String> environment = new HashMap<>(endpoints.cloudEnvironment());
        environment.put("TRELLIS_ENGINE_URL", endpoints.url("engine"));
        environment.put("TRELLIS_ENGINE_TOKEN", "training-training-training");
        environment.put("TRELLIS_LINGER", "PT0S");
        return environment;
    }

    @Override
    public void close() {
        engine.stop(0);
        objects.close();
        tables.close();
        queues.close();
        try {
            FileTree.delete(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
