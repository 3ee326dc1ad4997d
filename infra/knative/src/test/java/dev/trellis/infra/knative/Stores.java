package dev.trellis.infra.knative;

import dev.trellis.infra.local.daemon.CloudSettings;
import dev.trellis.infra.local.daemon.Endpoints;
import dev.trellis.infra.local.daemon.PlatformResources;
import dev.trellis.infra.local.daemon.TableFactory;
import dev.trellis.infra.local.platform.PortTable;
import dev.trellis.infra.local.service.ObjectServer;
import dev.trellis.infra.local.service.TableServer;
import dev.trellis.registry.TableDefinitions;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** The stores of a platform on loopback: tables and objects, and no queues. */
final class Stores implements AutoCloseable {
    private static final int PORT_OFFSET = 4500;

    private final Endpoints endpoints = new Endpoints(PortTable.choose(PORT_OFFSET, PortTable::free));
    private final TableServer tables;
    private final ObjectServer objects;

    Stores(Path folder) {
        tables = new TableServer(endpoints.ports().of("dynamodb"), folder.resolve("dynamodb"), folder.resolve("bin"));
        objects = new ObjectServer(endpoints.ports().of("s3"), folder.resolve("s3"));
        tables.start();
        objects.start();
        try (var dynamoDb = endpoints.dynamoDb();
                var s3 = endpoints.s3()) {
            new TableFactory(dynamoDb, TableDefinitions.DEFAULT_PREFIX).create(TableDefinitions.all());
            PlatformResources.createBucket(s3, CloudSettings.BUCKET);
        }
    }

    /** What a process needs to find them; queues are not among it. */
    Map<String, String> environment() {
        Map<String, String> environment = new HashMap<>(endpoints.cloudEnvironment());
        environment.remove("TRELLIS_SQS_ENDPOINT");
        return environment;
    }

    @Override
    public void close() {
        objects.close();
        tables.close();
    }
}
