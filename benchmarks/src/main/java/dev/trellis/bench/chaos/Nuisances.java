package dev.trellis.bench.chaos;

import dev.trellis.bench.platform.DatabaseAccess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Disturbances that end no process: standstills longer than a lease, a locked table that exhausts the pool, a full disk. */
final class Nuisances {
    /** Longer than a lease of 10 s and than two heartbeats of 2 s. */
    private static final Duration STANDSTILL = Duration.ofSeconds(12);
    /** Longer than a host waits for a connection, 5 s. */
    private static final Duration LOCKED = Duration.ofSeconds(7);

    private static final Duration FULL = Duration.ofSeconds(4);
    private static final int MEGABYTE = 1 << 20;
    private static final long SMALL = 8L << 30;
    private static final List<String> KINDS =
            List.of("stop-host", "stop-orchestrator", "stop-function", "exhaust-pool", "fill-disk");

    private final Victims victims;
    private final DatabaseAccess access;
    private final @Nullable Path smallDisk;
    private final RandomGenerator random;
    private final Map<String, Integer> counts = new TreeMap<>();

    /** @param smallDisk a folder whose file system may be filled, unless it is a large one; null when none may */
    Nuisances(Victims victims, DatabaseAccess access, @Nullable Path smallDisk, RandomGenerator random) {
        this.victims = victims;
        this.access = access;
        this.smallDisk = smallDisk;
        this.random = random;
    }

    /** How often each was done. */
    Map<String, Integer> counts() {
        return Map.copyOf(counts);
    }

    /** Does one of them, from begin to end. */
    void disturb() throws IOException, InterruptedException {
        String kind = KINDS.get(random.nextInt(KINDS.size()));
        boolean done =
                switch (kind) {
                    case "stop-host" -> standStill(victims.host());
                    case "stop-orchestrator" -> standStill(victims.orchestrator());
                    case "stop-function" -> standStill(victims.function());
                    case "fill-disk" -> fillDisk();
                    default -> exhaustPool();
                };
        if (done) {
            int unused = counts.merge(kind, 1, Integer::sum);
        }
    }

    private static boolean standStill(Optional<ProcessHandle> process) throws IOException, InterruptedException {
        if (process.isEmpty()) {
            return false;
        }
        Victims.signal("STOP", process.get());
        LockSupport.parkNanos(STANDSTILL.toNanos());
        Victims.signal("CONT", process.get());
        return true;
    }

    /** Every connection of the hosts' pools ends up waiting for the table. */
    private boolean exhaustPool() {
        try (Connection connection = access.connect("trellis");
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            boolean unused = statement.execute("lock table trellis.task in access exclusive mode");
            LockSupport.parkNanos(LOCKED.toNanos());
            connection.rollback();
            return true;
        } catch (SQLException away) {
            return false;
        }
    }

    private static boolean isSmall(Path folder) throws IOException {
        return Files.getFileStore(folder).getTotalSpace() < SMALL;
    }

    private boolean fillDisk() throws IOException {
        if (smallDisk == null || !isSmall(smallDisk)) {
            return false;
        }
        Path filler = smallDisk.resolve("chaos-filler");
        try (var file = Files.newOutputStream(filler)) {
            byte[] block = new byte[MEGABYTE];
            while (true) {
                file.write(block);
            }
        } catch (IOException full) {
            LockSupport.parkNanos(FULL.toNanos());
        } finally {
            boolean unused = Files.deleteIfExists(filler);
        }
        return true;
    }
}
