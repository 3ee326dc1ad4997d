package dev.trellis.infra.conformance.engine;

import static dev.trellis.infra.conformance.engine.Calls.asking;
import static dev.trellis.infra.conformance.engine.Calls.confirmed;
import static dev.trellis.infra.conformance.engine.Calls.released;
import static dev.trellis.infra.conformance.engine.Calls.telling;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trellis.contract.engine.CycleReply;
import dev.trellis.contract.engine.CycleRequest;
import dev.trellis.contract.engine.CycleRequest.Ask;
import dev.trellis.contract.engine.CycleRequest.Decision;
import dev.trellis.contract.engine.LeasedTask;
import dev.trellis.contract.json.Json;
import dev.trellis.contract.port.EngineGateway;
import dev.trellis.contract.task.Payload;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Who works on which task: the first half of what an {@link EngineGateway} does. */
public abstract class EngineLeaseContract {
    static final Ask NOW = new Ask(10, 10, 0, false);

    /** The gateway under test, to an engine that is empty at the start of each test. */
    protected abstract EngineGateway gateway();

    /** The engine behind the gateway. */
    protected abstract EngineUnderTest engine();

    @Test
    void shouldLeaseNothingWhenNothingIsReady() {
        // when
        CycleReply reply = gateway().cycle(asking(NOW));

        // then
        assertThat(reply.tasks()).isEmpty();
        assertThat(reply.watch()).isEmpty();
        assertThat(reply.events()).isEmpty();
    }

    @Test
    void shouldCarryEveryFieldOfATaskWhenItIsLeased() {
        // given
        LeasedTask full = SampleTasks.fullTask("t-full");
        engine().makeReady(full);

        // when
        CycleReply reply = gateway().cycle(asking(NOW));

        // then
        assertThat(reply.tasks()).containsExactly(full);
        assertThat(engine().statusOf("t-full")).isEqualTo("leased");
    }

    @Test
    void shouldCarryLargeInputsWhenATaskIsLeased() {
        // given
        LeasedTask plain = SampleTasks.task("t-large");
        String text = "{\"text\":\"" + "\u20ac\u00e4\\n".repeat(100_000) + "\"}";
        LeasedTask large = new LeasedTask(
                plain.attempt(),
                plain.action(),
                plain.demand(),
                new Payload.Inline(new Json(text)),
                plain.artifactsIn(),
                plain.limits(),
                plain.context());
        engine().makeReady(large);

        // when
        CycleReply reply = gateway().cycle(asking(NOW));

        // then
        assertThat(reply.tasks()).containsExactly(large);
    }

    @Test
    void shouldLeaseEachTaskOnceWhenSeveralAsk() {
        // given
        IntStream.range(0, 15).forEach(i -> engine().makeReady(SampleTasks.task("t" + i)));

        // when
        List<LeasedTask> leased = Stream.of("pdo-a", "pdo-b", "pdo-c")
                .flatMap(pdo -> gateway().cycle(telling(pdo, NOW, List.of(), List.of())).tasks().stream())
                .toList();

        // then
        assertThat(leased)
                .extracting(task -> task.attempt().taskId().value())
                .containsExactlyInAnyOrderElementsOf(
                        IntStream.range(0, 15).mapToObj(i -> "t" + i).toList());
    }

    @Test
    void shouldLeaseNoMoreThanWasAskedForWhenMoreIsReady() {
        // given
        IntStream.range(0, 5).forEach(i -> engine().makeReady(SampleTasks.task("t" + i)));

        // when
        CycleReply three = gateway().cycle(asking(new Ask(3, 0, 0, false)));
        CycleReply none = gateway().cycle(asking(new Ask(0, 0, 0, false)));

        // then
        assertThat(three.tasks()).hasSize(3);
        assertThat(none.tasks()).isEmpty();
    }

    @Test
    void shouldQueueATaskWhenItsLeaseIsConfirmed() {
        // given
        engine().makeReady(SampleTasks.task("t1"));
        var unused = gateway().cycle(asking(NOW));

        // when
        CycleReply reply = gateway().cycle(telling("pdo-1", NOW, List.of(confirmed("t1", "token-t1")), List.of()));

        // then
        assertThat(reply.tasks()).isEmpty();
        assertThat(engine().statusOf("t1")).isEqualTo("queued");
    }

    @Test
    void shouldChangeNothingWhenTheSameIsToldTwice() {
        // given
        engine().makeReady(SampleTasks.task("t1"));
        var unused = gateway().cycle(asking(NOW));
        CycleRequest told = telling("pdo-1", NOW, List.of(confirmed("t1", "token-t1")), List.of());

        // when
        var first = gateway().cycle(told);
        var second = gateway().cycle(told);

        // then
        assertThat(first).isEqualTo(second);
        assertThat(engine().statusOf("t1")).isEqualTo("queued");
    }

    @Test
    void shouldChangeNothingWhenTheTokenIsForeignOrTheTaskUnknown() {
        // given
        engine().makeReady(SampleTasks.task("t1"));
        var unused = gateway().cycle(asking(NOW));

        // when
        var reply = gateway()
                .cycle(telling(
                        "pdo-1",
                        new Ask(0, 0, 0, false),
                        List.of(confirmed("t1", "forged"), confirmed("nobody", "token")),
                        List.of(released("t1", "forged", new Decision.Reject("x", "y")))));

        // then
        assertThat(reply.tasks()).isEmpty();
        assertThat(engine().statusOf("t1")).isEqualTo("leased");
    }

    @Test
    void shouldBeReadyLaterUnderTheSameTokenWhenALeaseIsDeferred() {
        // given
        engine().makeReady(SampleTasks.task("t1"));
        var unused = gateway().cycle(asking(NOW));
        var defer = released("t1", "token-t1", new Decision.Defer(1));

        // when
        CycleReply early = gateway().cycle(telling("pdo-1", NOW, List.of(), List.of(defer)));
        CycleReply later = gateway().cycle(asking(new Ask(10, 10, 5_000, false)));

        // then
        assertThat(early.tasks()).isEmpty();
        assertThat(later.tasks()).containsExactly(SampleTasks.task("t1"));
    }

    @Test
    void shouldBecomeIncidentsWhenLeasesAreParkedOrRejected() {
        // given
        engine().makeReady(SampleTasks.task("t1"));
        engine().makeReady(SampleTasks.task("t2"));
        var unused = gateway().cycle(asking(NOW));

        // when
        CycleReply reply = gateway()
                .cycle(telling(
                        "pdo-1",
                        NOW,
                        List.of(),
                        List.of(
                                released("t1", "token-t1", new Decision.Park("queue.missing", "no queue")),
                                released("t2", "token-t2", new Decision.Reject("task_type.unknown", "no type")))));

        // then
        assertThat(reply.tasks()).isEmpty();
        assertThat(List.of(engine().statusOf("t1"), engine().statusOf("t2"))).containsOnly("incident");
    }
}
