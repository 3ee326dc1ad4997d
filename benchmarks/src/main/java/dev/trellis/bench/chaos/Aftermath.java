package dev.trellis.bench.chaos;

import com.fasterxml.jackson.databind.JsonNode;
import dev.trellis.bench.platform.DatabaseAccess;
import dev.trellis.bench.platform.HostClient;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/** Waits until everything that can end has ended, and then counts what is wrong. */
final class Aftermath {
    /** How long nothing may move before the run counts as stuck: longer than a request may wait in its queue. */
    private static final Duration STUCK = Duration.ofSeconds(150);

    private static final Duration LOOK = Duration.ofSeconds(1);
    private static final String RUNNING =
            "select count(*) from trellis.instance where process = ? and state = 'running'";
    private static final String COMPLETED =
            "select count(*) from trellis.instance where process = ? and state = 'completed'";

    private final DatabaseAccess access;
    private final EffectLedger ledger;
    private final Supplier<HostClient> host;
    private final QueueDepth depths;

    /** How many messages lie on the platform's queues, the dead-letter queues included. */
    @FunctionalInterface
    interface QueueDepth {
        long now() throws IOException, InterruptedException;
    }

    Aftermath(DatabaseAccess access, EffectLedger ledger, Supplier<HostClient> host, QueueDepth depths) {
        this.access = access;
        this.ledger = ledger;
        this.host = host;
        this.depths = depths;
    }

    /** Instances that run; negative while the database does not answer. */
    long running() {
        return count(RUNNING);
    }

    private long count(String query) {
        try (Connection connection = access.connect("trellis");
                var statement = connection.prepareStatement(query)) {
            statement.setString(1, ChaosFlow.PROCESS);
            try (var row = statement.executeQuery()) {
                return row.next() ? row.getLong(1) : -1;
            }
        } catch (SQLException away) {
            return -1;
        }
    }

    /** Returns when at most {@code most} instances run, or nothing has moved for too long; says whether it is so few. */
    boolean await(long most) {
        long seen = -1;
        long calls = -1;
        long moved = System.nanoTime();
        while (System.nanoTime() - moved < STUCK.toNanos()) {
            long now = running();
            if (now >= 0 && now <= most) {
                return true;
            }
            if (now != seen || calls != ledger.calls()) {
                seen = now;
                calls = ledger.calls();
                moved = System.nanoTime();
            }
            LockSupport.parkNanos(LOOK.toNanos());
        }
        return false;
    }

    /** Counts over all runs. */
    ChaosReport.Verdict verdict(Map<String, String> instanceOfRun) throws IOException, InterruptedException {
        long lost = 0;
        long unfinished = 0;
        long broken = 0;
        for (Map.Entry<String, String> run : instanceOfRun.entrySet()) {
            String state = ask("/v1/instances/" + run.getValue() + "?variables=false")
                    .path("state")
                    .asText();
            if (state.equals("completed")) {
                lost += ChaosFlow.STEPS.stream()
                        .filter(task -> !ledger.has(ChaosFlow.step(run.getKey(), task)))
                        .count();
            } else {
                unfinished++;
            }
            broken += ask("/v1/instances/" + run.getValue() + "/audit")
                            .path("intact")
                            .asBoolean()
                    ? 0
                    : 1;
        }
        JsonNode incidents = ask("/v1/incidents?state=open&limit=500").path("items");
        long vanished = instanceOfRun.size() - (count(COMPLETED) + unfinished);
        return new ChaosReport.Verdict(
                lost + Math.max(0, vanished), ledger.doubled(), unfinished, incidents.size(), broken, atRest());
    }

    /** The answer of a host; one that comes up again is asked until it answers. */
    private JsonNode ask(String path) throws InterruptedException {
        long limit = System.nanoTime() + STUCK.toNanos();
        while (true) {
            try {
                return host.get().get(path);
            } catch (IOException | IllegalStateException away) {
                if (System.nanoTime() > limit) {
                    throw new IllegalStateException("no host answered " + path + ": " + away.getMessage(), away);
                }
                LockSupport.parkNanos(LOOK.toNanos());
            }
        }
    }

    /** Messages that come late are waited for; what is on a queue then stays there. */
    private long atRest() throws IOException, InterruptedException {
        long limit = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        long left = depths.now();
        while (left > 0 && System.nanoTime() < limit) {
            LockSupport.parkNanos(LOOK.toNanos());
            left = depths.now();
        }
        return left;
    }
}
