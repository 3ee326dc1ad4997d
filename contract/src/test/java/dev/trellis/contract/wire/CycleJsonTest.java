package dev.trellis.contract.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trellis.contract.engine.CycleReply;
import dev.trellis.contract.engine.CycleRequest;
import dev.trellis.contract.engine.CycleRequest.Ask;
import dev.trellis.contract.engine.CycleRequest.Confirmed;
import dev.trellis.contract.engine.CycleRequest.Decision;
import dev.trellis.contract.engine.CycleRequest.Reason;
import dev.trellis.contract.engine.CycleRequest.Released;
import dev.trellis.contract.engine.CycleRequest.Route;
import dev.trellis.contract.engine.LeasedTask;
import dev.trellis.contract.engine.Observation;
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
import org.junit.jupiter.api.Test;

class CycleJsonTest {

    private static final Instant T0 = Instant.parse("2026-01-31T12:00:00Z");
    private static final List<Reason> REASONS = List.of(new Reason("version.range", "1.2.0 satisfies ^1"));

    @Test
    void shouldReadWhatWasWrittenWhenARequestSaysEverything() {
        // given
        CycleRequest request = new CycleRequest(
                "pdo-1",
                new Ask(200, 500, 20_000, true),
                List.of(new Confirmed("t1", "a1", new Route("1.2.0", "trellis-task-x", REASONS))),
                List.of(
                        new Released("t2", "a2", new Decision.Defer(30), REASONS),
                        new Released("t3", "a3", new Decision.Park("unknown_name", "no tde is called x"), REASONS),
                        new Released("t4", "a4", new Decision.Reject("payload.too_large", "5 MiB"), List.of())),
                List.of(
                        new Observation.Unclaimed("t5", "a5", Instant.parse("2026-01-02T03:04:05Z")),
                        new Observation.Alive("t6", "a6", T0),
                        new Observation.Finished("t7", "a7", new Json("{\"status\":\"succeeded\"}")),
                        new Observation.Stopped("t8", "a8")),
                42);

        // when
        String text = CycleJson.write(request);

        // then
        assertThat(CycleJson.readRequest(text)).isEqualTo(request);
    }

    @Test
    void shouldReadWhatWasWrittenWhenAReplyHoldsEverything() {
        // given
        LeasedTask task = new LeasedTask(
                new Attempt(new TaskId("t1"), 1, "a1"),
                Action.EXECUTE,
                new LeasedTask.Demand("data.extract.csv", "1.2.0", "^1", List.of("net=internal")),
                new Payload.Inline(new Json("{\"x\":1}")),
                List.of(ArtifactRef.of("s3://b/k")),
                new TimeLimits(T0, 300, 10),
                new TaskContext("default", null, List.of("internal"), Map.of("process", "p"), null));
        CycleReply reply = new CycleReply(
                List.of(task),
                List.of(new CycleReply.Watch("t2", 3, "a2", "default", "execute", 10)),
                List.of(new CycleReply.OutboxEvent(7, new Json("{\"id\":\"e-7\"}"))),
                true);

        // when
        String text = CycleJson.write(reply);

        // then
        assertThat(CycleJson.readReply(text)).isEqualTo(reply);
    }

    @Test
    void shouldReadNothingLeasedWhenTheReplyIsEmpty() {
        // given
        String text = "{\"contract\":\"trellis/v1\"}";

        // when
        CycleReply reply = CycleJson.readReply(text);

        // then
        assertThat(reply).isEqualTo(CycleReply.empty());
    }

    @Test
    void shouldNameThePathWhenADecisionIsUnknown() {
        // given
        String text = """
            {"contract":"trellis/v1","pdo_id":"p","ask":{"max_tasks":1,"max_events":0,"wait_ms":0},
             "released":[{"task_id":"t","attempt_token":"a","decision":"forget"}]}\
            """;

        // when
        // then
        assertThatThrownBy(() -> CycleJson.readRequest(text))
                .isInstanceOf(WireFormatException.class)
                .hasMessageStartingWith("at $.released[0].decision:")
                .hasMessageContaining("defer, park, reject");
    }
}
