package dev.trellis.bench.platform;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * The time that instances took, by the database's clock.
 *
 * @param began when the first started
 * @param ended when the last ended
 */
record Makespan(Instant began, Instant ended) {
    double seconds() {
        return Duration.between(began, ended).toNanos() / 1e9;
    }

    /** Waits until instances have completed; fails when one ended otherwise. */
    static Makespan of(HostClient host, List<String> ids, Duration step, Duration limit) throws Exception {
        Instant first = Instant.MAX;
        Instant last = Instant.MIN;
        for (String id : ids) {
            double unused = Settling.until("the end of instance " + id, step, limit, () -> !state(host, id)
                    .equals("running"));
            JsonNode instance = host.instance(id);
            if (!instance.path("state").asText().equals("completed")) {
                throw new IllegalStateException(
                        "instance " + id + " is " + instance.path("state").asText());
            }
            Instant began = Instant.parse(instance.path("started_at").asText());
            Instant ended = Instant.parse(instance.path("ended_at").asText());
            first = began.isBefore(first) ? began : first;
            last = ended.isAfter(last) ? ended : last;
        }
        return new Makespan(first, last);
    }

    private static String state(HostClient host, String id) throws IOException, InterruptedException {
        return host.instance(id).path("state").asText();
    }
}
