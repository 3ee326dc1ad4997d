package dev.trellis.infra.conformance.engine;

import dev.trellis.contract.engine.LeasedTask;
import dev.trellis.contract.engine.LeasedTask.Demand;
import dev.trellis.contract.json.Json;
import dev.trellis.contract.task.Action;
import dev.trellis.contract.task.ArtifactRef;
import dev.trellis.contract.task.Attempt;
import dev.trellis.contract.task.Payload;
import dev.trellis.contract.task.TaskContext;
import dev.trellis.contract.task.TaskId;
import dev.trellis.contract.task.TimeLimits;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Tasks for tests. */
public final class SampleTasks {
    private static final Instant FAR = Instant.parse("2099-01-01T00:00:00Z");

    /** A first attempt with the token {@code token-ID}. */
    public static LeasedTask task(String id) {
        return new LeasedTask(
                new Attempt(new TaskId(id), 1, "token-" + id),
                Action.EXECUTE,
                new Demand("demo.noop", null, null, List.of()),
                new Payload.Inline(new Json("{\"n\":1}")),
                List.of(),
                new TimeLimits(FAR, 60, 5),
                new TaskContext("default", null, List.of(), Map.of(), null));
    }

    /** A task in which no field is empty. */
    public static LeasedTask fullTask(String id) {
        return new LeasedTask(
                new Attempt(new TaskId(id), 3, "token-" + id),
                Action.COMPENSATE,
                new Demand("demo.full", "1.2.3", "^1.2", List.of("net=internal", "cpu=1")),
                new Payload.ClaimCheck(new ArtifactRef("s3://bucket/claims/ä €.json", "ab".repeat(32), 300_000L)),
                List.of(ArtifactRef.of("s3://bucket/in.csv"), new ArtifactRef("file:///tmp/x", "cd".repeat(32), 7L)),
                new TimeLimits(FAR.plusMillis(123), 900, 10),
                new TaskContext(
                        "tenant-a",
                        "key-1",
                        List.of("personal"),
                        Map.of("process", "wildlife.strikes", "element", "Stats \"quoted\" \u2603"),
                        "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"));
    }

    private SampleTasks() {}
}
