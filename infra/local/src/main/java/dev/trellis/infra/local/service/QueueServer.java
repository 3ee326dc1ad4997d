package dev.trellis.infra.local.service;

import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigValueFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.apache.pekko.actor.Terminated;
import org.elasticmq.server.ElasticMQServer;
import org.elasticmq.server.config.ElasticMQServerConfig;
import org.jspecify.annotations.Nullable;
import scala.Function0;

/**
 * SQS on loopback: ElasticMQ with its queues and messages in an SQLite file, so that both outlive the process. ElasticMQ keeps one store for
 * a process: of a second server in the same process nothing outlives it.
 */
public final class QueueServer implements CloudService {

    /** The account number in the URLs and ARNs of local queues. */
    public static final String ACCOUNT = "000000000000";

    private static final Duration STOP_LIMIT = Duration.ofSeconds(2);

    private final int port;
    private final Path folder;
    private final String region;
    private @Nullable Function0<Terminated> stop;

    /** A server on {@code 127.0.0.1:port} that stores below {@code folder}. */
    public QueueServer(int port, Path folder, String region) {
        this.port = port;
        this.folder = folder;
        this.region = region;
    }

    @Override
    public String name() {
        return "sqs";
    }

    @Override
    public void start() {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new ServiceStartException("sqs: cannot create its data folder " + folder, e);
        }
        var config = ConfigFactory.parseResources(QueueServer.class, "elasticmq.conf")
                .withValue("node-address.port", ConfigValueFactory.fromAnyRef(port))
                .withValue("rest-sqs.bind-port", ConfigValueFactory.fromAnyRef(port))
                .withValue("aws.region", ConfigValueFactory.fromAnyRef(region))
                .withValue("aws.accountId", ConfigValueFactory.fromAnyRef(ACCOUNT))
                .withValue("messages-storage.uri", ConfigValueFactory.fromAnyRef(databaseUri()))
                .withFallback(ConfigFactory.load());
        stop = new ElasticMQServer(new ElasticMQServerConfig(config)).start();
    }

    /**
     * Each commit appends to the write-ahead log before it is answered, so a message that was accepted survives a killed process. The log is
     * forced to disk only now and then: a machine that loses its power may lose the last messages, and no more.
     */
    private String databaseUri() {
        return "jdbc:sqlite:" + folder.resolve("elasticmq.sqlite").toAbsolutePath()
                + "?journal_mode=WAL&synchronous=NORMAL&busy_timeout=5000";
    }

    /** Waits a moment only: ElasticMQ would stay until the last long poll has run out, and all that matters is on disk. */
    @Override
    public void close() {
        Function0<Terminated> stopping = stop;
        if (stopping == null) {
            return;
        }
        stop = null;
        Thread ending = Thread.ofPlatform().daemon().name("sqs-stop").start(stopping::apply);
        try {
            boolean unused = ending.join(STOP_LIMIT);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
