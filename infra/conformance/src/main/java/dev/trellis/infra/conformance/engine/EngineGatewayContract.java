package dev.trellis.infra.conformance.engine;

import static dev.trellis.infra.conformance.engine.Calls.asking;
import static dev.trellis.infra.conformance.engine.Calls.confirmed;
import static dev.trellis.infra.conformance.engine.Calls.telling;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trellis.contract.engine.CycleReply;
import dev.trellis.contract.engine.CycleReply.OutboxEvent;
import dev.trellis.contract.engine.CycleReply.Watch;
import dev.trellis.contract.engine.CycleRequest;
import dev.trellis.contract.engine.CycleRequest.Ask;
import dev.trellis.contract.engine.Observation;
import dev.trellis.contract.json.Json;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every gateway to an engine does, whatever lies between them; with {@link EngineLeaseContract}, all of it. */
public abstract class EngineGatewayContract extends EngineLeaseContract {
    @Test
    void shouldHandOutEventsUntilTheyAreAcknowledged() {
        // given
        List.of("a", "b", "c").forEach(name -> engine().emit(new Json("{\"id\":\"" + name + "\"}")));

        // when
        List<OutboxEvent> first = gateway().cycle(asking(NOW)).events();
        List<OutboxEvent> again = gateway().cycle(asking(NOW)).events();
        long second = again.get(1).sequence();
        List<OutboxEvent> rest = gateway()
                .cycle(new CycleRequest("pdo-1", NOW, List.of(), List.of(), List.of(), second))
                .events();

        // then
        assertThat(first)
                .extracting(event -> event.event().text())
                .containsExactly("{\"id\":\"a\"}", "{\"id\":\"b\"}", "{\"id\":\"c\"}");
        assertThat(again).extracting(OutboxEvent::event).isEqualTo(events(first));
        assertThat(events(rest)).containsExactly(first.get(2).event());
    }

    private static List<Json> events(List<OutboxEvent> handedOut) {
        return handedOut.stream().map(OutboxEvent::event).toList();
    }

    @Test
    void shouldKeepAnEventWhenTheAnswerThatIsAcknowledgedDidNotHoldIt() {
        // given
        List.of("a", "b").forEach(name -> engine().emit(new Json("{\"id\":\"" + name + "\"}")));
        var lost = gateway().cycle(asking(NOW));
        OutboxEvent seen =
                gateway().cycle(asking(new Ask(10, 1, 0, false))).events().getFirst();

        // when
        List<OutboxEvent> rest = gateway()
                .cycle(new CycleRequest("pdo-1", NOW, List.of(), List.of(), List.of(), seen.sequence()))
                .events();

        // then
        assertThat(lost.events()).hasSize(2);
        assertThat(rest).extracting(event -> event.event().text()).containsExactly("{\"id\":\"b\"}");
    }

    @Test
    void shouldCarryEveryKindOfObservationWhenTasksAreWatched() {
        // given
        Watch watch = new Watch("t1", 2, "token", "default", "execute", 10);
        engine().watch(watch);
        List<Observation> seen = List.of(
                new Observation.Unclaimed("t1", "token", Instant.parse("2026-01-02T03:04:05.678Z")),
                new Observation.Alive("t1", "token", Instant.parse("2026-01-02T03:04:05.678Z")),
                new Observation.Finished("t1", "token", new Json("{\"status\":\"succeeded\"}")),
                new Observation.Stopped("t1", "token"));

        // when
        CycleReply asked = gateway().cycle(asking(NOW));
        CycleReply told = gateway().cycle(new CycleRequest("pdo-1", NOW, List.of(), List.of(), seen, 0));

        // then
        assertThat(asked.watch()).containsExactly(watch);
        assertThat(told.watch()).isEmpty();
        assertThat(engine().observations()).isEqualTo(seen);
    }

    @Test
    void shouldAnswerEarlyWhenATaskBecomesReadyDuringTheWait() throws Exception {
        // given
        CompletableFuture<CycleReply> waiting =
                CompletableFuture.supplyAsync(() -> gateway().cycle(asking(new Ask(10, 0, 20_000, false))));

        // when
        engine().makeReady(SampleTasks.task("t1"));

        // then
        assertThat(waiting.get(10, TimeUnit.SECONDS).tasks()).containsExactly(SampleTasks.task("t1"));
    }

    @Test
    void shouldApplyWhatIsToldBeforeItWaits() throws Exception {
        // given
        engine().makeReady(SampleTasks.task("t1"));
        var unused = gateway().cycle(asking(NOW));

        // when
        CompletableFuture<CycleReply> waiting = CompletableFuture.supplyAsync(() -> gateway()
                .cycle(telling(
                        "pdo-1", new Ask(10, 0, 20_000, false), List.of(confirmed("t1", "token-t1")), List.of())));

        // then
        Patience.until(() -> engine().statusOf("t1").equals("queued"));
        assertThat(waiting).isNotDone();
        engine().makeReady(SampleTasks.task("t2"));
        assertThat(waiting.get(10, TimeUnit.SECONDS).tasks()).containsExactly(SampleTasks.task("t2"));
    }

    @Test
    void shouldGiveAPlaceToFewAndFreeItWhenOneEnds() {
        // given
        List<String> many = IntStream.range(0, 50).mapToObj(i -> "pdo-" + i).toList();
        List<String> placed = many.stream()
                .filter(pdo ->
                        gateway().cycle(telling(pdo, NOW, List.of(), List.of())).mayLinger())
                .toList();

        // when
        var unused = gateway().cycle(telling(placed.getFirst(), new Ask(0, 0, 0, true), List.of(), List.of()));
        boolean next =
                gateway().cycle(telling("pdo-late", NOW, List.of(), List.of())).mayLinger();

        // then
        assertThat(Set.copyOf(placed)).isNotEmpty().hasSizeLessThan(50);
        assertThat(next).isTrue();
    }
}
