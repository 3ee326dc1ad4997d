package dev.trellis.bench.chaos;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.trellis.bench.platform.HostClient;
import dev.trellis.contract.wire.JsonText;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/** The instances: each is started under a business key again and again until a host has accepted it. */
final class Runs {
    private static final Duration AGAIN = Duration.ofMillis(300);
    private static final Duration LIMIT = Duration.ofMinutes(3);

    private final Supplier<HostClient> host;
    private final Map<String, String> instanceOfRun = new LinkedHashMap<>();

    /** @param host asked at each call for one that may answer */
    Runs(Supplier<HostClient> host) {
        this.host = host;
    }

    /** Instance ids by the names of their runs, in the order of their start. */
    Map<String, String> started() {
        return Map.copyOf(instanceOfRun);
    }

    void start(int more) throws InterruptedException {
        for (int i = 0; i < more; i++) {
            String run = "run-%05d".formatted(instanceOfRun.size());
            instanceOfRun.put(run, start(run));
        }
    }

    private String start(String run) throws InterruptedException {
        ObjectNode body = JsonText.object().put("process", ChaosFlow.PROCESS).put("business_key", run);
        body.putObject("variables").put("run", run);
        long limit = System.nanoTime() + LIMIT.toNanos();
        while (true) {
            try {
                return host.get()
                        .post("/v1/instances", body)
                        .path("instance_id")
                        .asText();
            } catch (IOException | IllegalStateException away) {
                if (System.nanoTime() > limit) {
                    throw new IllegalStateException("no host accepted " + run + ": " + away.getMessage(), away);
                }
                LockSupport.parkNanos(AGAIN.toNanos());
            }
        }
    }
}
