package dev.trellis.infra.local.daemon;

import dev.trellis.infra.aws.AwsPlatform;
import dev.trellis.infra.local.catalog.RegistryCatalog;
import dev.trellis.infra.local.platform.ChildJournal;
import dev.trellis.infra.local.platform.PortTable;
import dev.trellis.registry.Seed;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The life of the daemon: take the state folder, clear away what a killed predecessor left, come up, wait to be stopped, go down. */
public final class CloudDaemon {

    private static final Logger LOG = LoggerFactory.getLogger(CloudDaemon.class);
    private static final Duration ORPHAN_PATIENCE = Duration.ofSeconds(3);

    private final CloudSettings settings;
    private final LocalCloud.CatalogFactory catalogs;
    private final ServiceBoard board = new ServiceBoard();
    private final CountDownLatch stopAsked = new CountDownLatch(1);
    private final CountDownLatch stopped = new CountDownLatch(1);
    private volatile String phase = "starting";
    private volatile String failure = "";

    CloudDaemon(CloudSettings settings, LocalCloud.CatalogFactory catalogs) {
        this.settings = settings;
        this.catalogs = catalogs;
    }

    /** Runs a platform whose functions come from its registry. */
    public static int run(CloudSettings settings) throws InterruptedException {
        return new CloudDaemon(settings, CloudDaemon::registry).run();
    }

    private static LocalCloud.OpenCatalog registry(Map<String, String> cloudEnvironment) {
        AwsPlatform platform = AwsPlatform.fromEnvironment(cloudEnvironment);
        new Seed(platform.registry(), platform.artifacts(), Clock.systemUTC()).load();
        return new LocalCloud.OpenCatalog(new RegistryCatalog(platform.registry()), platform);
    }

    /** Runs until SIGTERM or the control endpoint asks for the end; the exit code is 0 after a clean run, 1 after a failed start. */
    int run() throws InterruptedException {
        settings.state().create();
        try (FileLock unused = lockState()) {
            return runLocked();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            stopped.countDown();
        }
    }

    private FileLock lockState() throws IOException {
        var lockFile = settings.state().run().resolve("lock");
        FileChannel channel = FileChannel.open(lockFile, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock lock = channel.tryLock();
        if (lock == null) {
            channel.close();
            throw new IllegalStateException(
                    "another platform runs on " + settings.state().root() + "; stop it with: trellis down");
        }
        return lock;
    }

    private int runLocked() throws InterruptedException {
        ChildJournal children = new ChildJournal(settings.state().run().resolve("children"));
        children.sweep(ORPHAN_PATIENCE).forEach(label -> LOG.warn("ended {}, left behind by a killed daemon", label));
        Endpoints endpoints = new Endpoints(
                PortTable.choose(settings.portOffset(), PortTable::free), settings.elsewhere(), settings.hostAddress());
        endpoints.ports().notices().forEach(LOG::warn);
        Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(this::stopAndWait));
        String token = randomToken();
        PlatformView view = new PlatformView(settings, endpoints, board, token);
        PlatformFile file = new PlatformFile(settings.state().platformFile());
        try (LocalCloud cloud = new LocalCloud(settings, endpoints, board, children, catalogs);
                ControlApi unused = ControlApi.start(
                        endpoints.ports().of("control"),
                        token,
                        () -> view.status(phase, failure, cloud.functions(), cloud.problems())
                                .toString(),
                        stopAsked::countDown)) {
            file.write(view.file());
            boolean up = start(cloud);
            stopAsked.await();
            phase = "stopping";
            return up ? 0 : 1;
        } finally {
            file.delete();
            LOG.info("stopped");
        }
    }

    /** A failed start is kept on show until somebody has seen it and asks for the end. */
    private boolean start(LocalCloud cloud) {
        long began = System.nanoTime();
        try {
            cloud.start();
            phase = "ready";
            LOG.info("ready after {} s", "%.1f".formatted((System.nanoTime() - began) / 1e9));
            return true;
        } catch (RuntimeException e) {
            phase = "failed";
            failure = String.valueOf(e.getMessage());
            LOG.error("start failed: {}", e.getMessage(), e);
            return false;
        }
    }

    private void stopAndWait() {
        stopAsked.countDown();
        try {
            stopped.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static String randomToken() {
        byte[] secret = new byte[24];
        new SecureRandom().nextBytes(secret);
        return HexFormat.of().formatHex(secret);
    }
}
