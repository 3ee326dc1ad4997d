package dev.trellis.infra.local.command;

import dev.trellis.infra.local.daemon.CloudClient;
import dev.trellis.infra.local.function.JavaRuntime;
import dev.trellis.infra.local.platform.FileTree;
import dev.trellis.infra.local.platform.StateFolder;
import dev.trellis.infra.local.train.PackageTrainer;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Makes the daemon's own AOT cache: brings a cloud up on a temporary folder, stops it and lets the virtual machine write the cache.
 *
 * @param packages the folder of function packages, beside which the cache goes
 */
record DaemonTraining(Path packages) {

    private static final int PORT_OFFSET = 2000;
    private static final Duration LIMIT = Duration.ofMinutes(3);

    /** Trains unless the cache is up to date or this JDK makes none; says what was done. */
    Optional<PackageTrainer.Done> run() throws IOException, InterruptedException {
        JavaRuntime java = JavaRuntime.current();
        if (!java.readsAotCaches()) {
            return Optional.empty();
        }
        Path cache = packages.toAbsolutePath().resolveSibling(DaemonLaunch.CACHE);
        Path stamp = cache.resolveSibling(DaemonLaunch.CACHE + ".stamp");
        String wanted = java.identity() + "\n" + classPath();
        if (Files.exists(cache)
                && Files.exists(stamp)
                && Files.readString(stamp).equals(wanted)) {
            return Optional.of(new PackageTrainer.Done("daemon", "up to date", 0));
        }
        long began = System.nanoTime();
        Files.deleteIfExists(cache);
        train(cache);
        Files.writeString(stamp, wanted);
        return Optional.of(new PackageTrainer.Done("daemon", "trained", (System.nanoTime() - began) / 1e9));
    }

    private void train(Path cache) throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory("trellis-training");
        StateFolder state = new StateFolder(folder);
        try {
            var options = List.of("-XX:AOTCacheOutput=" + cache);
            Process daemon =
                    new DaemonLaunch(state, folder.resolve("none"), Optional.empty(), PORT_OFFSET, options).start();
            try {
                awaitReady(daemon, new CloudClient(state));
            } finally {
                daemon.destroy();
                if (!daemon.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)) {
                    var unused = new Shutdown(state, new CloudClient(state)).run();
                }
            }
            if (!Files.exists(cache)) {
                throw new IOException("training of the daemon: no cache was written");
            }
        } finally {
            FileTree.delete(folder);
        }
    }

    private static void awaitReady(Process daemon, CloudClient client) throws IOException, InterruptedException {
        long limit = System.nanoTime() + LIMIT.toNanos();
        while (daemon.isAlive() && System.nanoTime() < limit) {
            String phase =
                    client.status().map(now -> now.path("phase").asText()).orElse("");
            if (phase.equals("ready")) {
                return;
            }
            if (phase.equals("failed")) {
                break;
            }
            TimeUnit.MILLISECONDS.sleep(100);
        }
        throw new IOException("training of the daemon: it did not come up");
    }

    /** Names, sizes and dates of the jars that the daemon runs from. */
    private static String classPath() throws IOException {
        StringBuilder text = new StringBuilder();
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
            Path jar = Path.of(entry);
            text.append(jar).append(' ').append(Files.size(jar)).append(' ');
            text.append(Files.getLastModifiedTime(jar).toMillis()).append('\n');
        }
        return text.toString();
    }
}
