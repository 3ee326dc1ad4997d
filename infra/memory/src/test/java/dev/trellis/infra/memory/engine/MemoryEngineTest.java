package dev.trellis.infra.memory.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trellis.contract.engine.CycleReply;
import dev.trellis.contract.engine.CycleRequest;
import dev.trellis.contract.engine.CycleRequest.Ask;
import dev.trellis.contract.json.Json;
import dev.trellis.contract.task.Action;
import dev.trellis.contract.task.ArtifactRef;
import dev.trellis.contract.task.Attempt;
import dev.trellis.contract.task.Outcome;
import dev.trellis.contract.task.Payload;
import dev.trellis.contract.task.Result;
import dev.trellis.contract.task.TaskError;
import dev.trellis.contract.task.TaskId;
import dev.trellis.infra.conformance.engine.SampleTasks;
import dev.trellis.infra.memory.VirtualClock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MemoryEngineTest {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private final VirtualClock time = new VirtualClock(START);
    private final MemoryEngine engine =
            new MemoryEngine(time, Waiting.virtual(time), new MemoryEngine.Terms(Duration.ofSeconds(5), 1, 1));

    @Test
    void shouldLeaseTheSameAttemptAgainWhenALeaseLapses() {
        // given
        engine.add(SampleTasks.task("t1"));
        CycleReply first = ask(0);

        // when
        CycleReply early = ask(4_999);
        CycleReply lapsed = ask(1);

        // then
        assertThat(early.tasks()).isEmpty();
        assertThat(lapsed.tasks()).isEqualTo(first.tasks());
        assertThat(engine.task("t1").leases()).isEqualTo(2);
    }

    @Test
    void shouldLetVirtualClockPassWhenNothingIsReady() {
        // when
        var unused = ask(20_000);

        // then
        assertThat(time.instant()).isEqualTo(START.plusSeconds(20));
    }

    @Test
    void shouldCountAnOutcomeOnceWhenItComesTwice() {
        // given
        engine.add(SampleTasks.task("t1"));
        var unused = ask(0);
        Outcome outcome = outcome(1, "token-t1", new Result.Succeeded(Payload.EMPTY, List.<ArtifactRef>of()));

        // when
        Applied first = engine.apply(outcome);
        Applied second = engine.apply(outcome);

        // then
        assertThat(List.of(first, second)).containsExactly(Applied.ACCEPTED, Applied.DUPLICATE);
        assertThat(engine.task("t1").state().status()).isEqualTo("succeeded");
    }

    @Test
    void shouldFenceTheOldTokenWhenARetryBegan() {
        // given
        engine.add(SampleTasks.task("t1"));
        var unused = ask(0);
        Result lost = new Result.Failed(new TaskError("io", "lost", true));

        // when
        Applied failed = engine.apply(outcome(1, "token-t1", lost));
        Applied late = engine.apply(outcome(1, "token-t1", new Result.Succeeded(Payload.EMPTY, List.of())));

        // then
        assertThat(List.of(failed, late)).containsExactly(Applied.ACCEPTED, Applied.FENCED);
        assertThat(engine.task("t1").attempt().number()).isEqualTo(2);
        assertThat(engine.task("t1").attempt().token()).isNotEqualTo("token-t1");
        assertThat(engine.task("t1").state().status()).isEqualTo("ready");
    }

    @Test
    void shouldFailWhenRetriesAreUsedUp() {
        // given
        engine.add(SampleTasks.task("t1"));
        Result lost = new Result.Failed(new TaskError("io", "lost", true));
        var unused = ask(0);
        var first = engine.apply(outcome(1, "token-t1", lost));
        Attempt second = ask(0).tasks().getFirst().attempt();

        // when
        Applied last = engine.apply(outcome(second.number(), second.token(), lost));

        // then
        assertThat(first).isEqualTo(Applied.ACCEPTED);
        assertThat(last).isEqualTo(Applied.ACCEPTED);
        assertThat(engine.task("t1").state().status()).isEqualTo("failed");
    }

    @Test
    void shouldNotKnowAnOutcomeOfAnotherEngine() {
        // when
        Applied applied = engine.apply(outcome(1, "token", new Result.Succeeded(Payload.EMPTY, List.of())));

        // then
        assertThat(applied).isEqualTo(Applied.UNKNOWN);
    }

    private CycleReply ask(int waitMillis) {
        return engine.cycle(
                new CycleRequest("pdo", new Ask(10, 10, waitMillis, false), List.of(), List.of(), List.of(), 0));
    }

    private static Outcome outcome(int attempt, String token, Result result) {
        return new Outcome(
                new Attempt(new TaskId("t1"), attempt, token),
                Action.EXECUTE,
                result,
                Map.of(),
                START,
                START,
                null,
                Json.EMPTY_OBJECT);
    }
}
