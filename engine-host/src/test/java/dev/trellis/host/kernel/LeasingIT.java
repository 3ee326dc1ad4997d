package dev.trellis.host.kernel;

import static dev.trellis.host.testkit.KernelDriver.confirmation;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trellis.contract.engine.CycleReply;
import dev.trellis.contract.engine.CycleRequest;
import dev.trellis.contract.engine.CycleRequest.Ask;
import dev.trellis.contract.engine.CycleRequest.Decision;
import dev.trellis.contract.engine.CycleRequest.Reason;
import dev.trellis.contract.engine.CycleRequest.Released;
import dev.trellis.contract.engine.LeasedTask;
import dev.trellis.contract.engine.Observation;
import dev.trellis.contract.json.Json;
import dev.trellis.contract.task.Effect;
import dev.trellis.contract.task.SubmissionKeys;
import dev.trellis.contract.task.TaskPolicy;
import dev.trellis.contract.wire.OutcomeJson;
import dev.trellis.host.command.Caller;
import dev.trellis.host.incident.IncidentQuery;
import dev.trellis.host.incident.IncidentView;
import dev.trellis.host.instance.InstanceQuery;
import dev.trellis.host.instance.InstanceView;
import dev.trellis.host.instance.StartCommand;
import dev.trellis.host.json.JsonValues;
import dev.trellis.host.testkit.Eventually;
import dev.trellis.host.testkit.KernelDriver;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The conversation with orchestrators. */
final class LeasingIT {
    private static KernelDriver driver;

    @BeforeAll
    static void open() {
        driver = KernelDriver.fresh(Duration.ofMillis(400));
        driver.registry.process("test.single", "1.0.0", "single.bpmn");
        driver.registry.process("test.loop", "1.0.0", "loop.bpmn");
        driver.registry.process("test.chain", "1.0.0", "chain.bpmn");
        driver.registry.taskType("test.one", "1.0.0", Effect.IDEMPOTENT, TaskPolicy.NONE, "{}");
        driver.registry.taskType("test.two", "1.0.0", Effect.NON_IDEMPOTENT, TaskPolicy.NONE, "{}");
    }

    @AfterAll
    static void close() {
        driver.close();
    }

    @AfterEach
    void clear() {
        driver.clear();
        List<CycleReply.OutboxEvent> events = takeEvents("cleaner");
        if (!events.isEmpty()) {
            acknowledge("cleaner", events.getLast().sequence());
        }
    }

    @Test
    void shouldLeaseALapsedLeaseAgainUnderTheSameToken() {
        // given
        driver.start("test.single", Map.of());
        LeasedTask first = driver.lease("pdo-1", 10).getFirst();
        List<LeasedTask> meanwhile = driver.lease("pdo-2", 10);

        // when
        LeasedTask again = Eventually.get(() -> driver.lease("pdo-2", 10), tasks -> !tasks.isEmpty())
                .getFirst();

        // then
        assertThat(meanwhile).isEmpty();
        assertThat(again.attempt()).isEqualTo(first.attempt());
    }

    @Test
    void shouldNeverLeaseATaskToTwoOrchestrators() throws Exception {
        // given
        driver.start(
                "test.loop", Map.of("items", IntStream.range(0, 120).boxed().toList()));
        List<Callable<List<LeasedTask>>> orchestrators = IntStream.range(0, 12)
                .<Callable<List<LeasedTask>>>mapToObj(i -> () -> {
                    List<LeasedTask> tasks = driver.lease("pdo-" + i, 10);
                    driver.cycle(
                            "pdo-" + i,
                            0,
                            tasks.stream().map(KernelDriver::confirmation).toList(),
                            List.of());
                    return tasks;
                })
                .toList();

        // when
        List<String> leased = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(6)) {
            for (Future<List<LeasedTask>> answer : threads.invokeAll(orchestrators)) {
                answer.get().forEach(task -> leased.add(task.attempt().taskId().value()));
            }
        }

        // then
        assertThat(new HashSet<>(leased)).hasSameSizeAs(leased);
        assertThat(leased.size()).isPositive();
    }

    @Test
    void shouldServeTenantsInTurns() {
        // given
        driver.start("test.loop", Map.of("items", IntStream.range(0, 30).boxed().toList()));
        startFor("small");

        // when
        List<LeasedTask> tasks = driver.lease("pdo-1", 4);

        // then
        assertThat(tasks)
                .extracting(task -> task.context().tenant())
                .contains("small")
                .contains("default");
        instancesOf("small").forEach(LeasingIT::cancel);
    }

    @Test
    void shouldLetAnOldTaskOfLowPriorityOvertakeAYoungOneOfHigh() {
        // given
        InstanceView low = driver.start("test.single", Map.of());
        InstanceView high = driver.start("test.single", Map.of());
        driver.kernel.database().run(handle -> {
            handle.execute(
                    "update task set priority = 0, ready_at = ready_at - interval '5 minutes' where instance_id = ?",
                    low.id());
            handle.execute("update task set priority = 2 where instance_id = ?", high.id());
        });

        // when
        LeasedTask first = driver.lease("pdo-1", 1).getFirst();

        // then
        assertThat(first.context().tags()).containsEntry("instance", low.id());
    }

    @Test
    void shouldHandACommitToAnOrchestratorThatWaits() throws Exception {
        // given
        CompletableFuture<CycleReply> waiting = CompletableFuture.supplyAsync(() -> driver.kernel
                .services()
                .pdoCycle()
                .cycle(request("pdo-1", new Ask(10, 0, 10_000, false), List.of(), 0)));

        // when
        InstanceView instance = driver.start("test.single", Map.of());

        // then
        assertThat(waiting.get().tasks())
                .singleElement()
                .satisfies(task -> assertThat(task.context().tags()).containsEntry("instance", instance.id()));
    }

    @Test
    void shouldDeferParkAndExplain() {
        // given
        InstanceView deferred = driver.start("test.single", Map.of());
        InstanceView parked = driver.start("test.single", Map.of());
        List<Released> released = driver.lease("pdo-1", 10).stream()
                .map(task -> new Released(
                        task.attempt().taskId().value(),
                        task.attempt().token(),
                        deferred.id().equals(task.context().tags().get("instance"))
                                ? new Decision.Defer(3600)
                                : new Decision.Park("version_unmet", "nothing satisfies ^2"),
                        List.of(new Reason("limit.rate", "ten a minute"))))
                .toList();

        // when
        driver.kernel.services().pdoCycle().cycle(request("pdo-1", new Ask(0, 0, 0, false), released, 0));

        // then
        assertThat(driver.lease()).isEmpty();
        assertThat(driver.tasks(deferred).getFirst().status().status()).isEqualTo("ready");
        assertThat(driver.kernel
                        .services()
                        .tasks()
                        .find("default", driver.tasks(deferred).getFirst().id())
                        .orElseThrow()
                        .holdReason())
                .isEqualTo("limit.rate: ten a minute");
        assertThat(incidents(parked)).extracting(IncidentView::code).containsExactly("version_unmet");
    }

    @Test
    void shouldKeepTheRouteForThoseWhoAskWhy() {
        // given
        driver.start("test.single", Map.of());
        LeasedTask task = driver.lease().getFirst();

        // when
        driver.confirm(task);

        // then
        var detail = driver.kernel
                .services()
                .tasks()
                .find("default", task.attempt().taskId().value())
                .orElseThrow();
        assertThat(detail.task().status().status()).isEqualTo("queued");
        assertThat(detail.route())
                .isNotNull()
                .extracting(route -> route.queue())
                .isEqualTo("queue");
        assertThat(detail.task().times()).containsKeys("ready", "leased", "queued");
    }

    @Test
    void shouldMakeANewAttemptWhenARunningOneFallsSilent() {
        // given
        driver.start("test.single", Map.of());
        LeasedTask task = confirmed();

        // when
        observe(new Observation.Alive(id(task), task.attempt().token(), Instant.now()));
        String whileAlive = driver.status(task);
        observe(new Observation.Alive(
                id(task), task.attempt().token(), Instant.now().minusSeconds(120)));
        LeasedTask second =
                Eventually.get(() -> driver.lease(), tasks -> !tasks.isEmpty()).getFirst();

        // then
        assertThat(whileAlive).isEqualTo("running");
        assertThat(second.attempt().number()).isEqualTo(2);
    }

    @Test
    void shouldNeverRepeatBlindlyWhatHasAnEffect() {
        // given
        InstanceView instance = driver.start("test.chain", Map.of());
        driver.succeed(driver.lease().getFirst(), Map.of());
        LeasedTask two = confirmed();

        // when
        observe(new Observation.Alive(
                id(two), two.attempt().token(), Instant.now().minusSeconds(120)));

        // then
        assertThat(incidents(instance)).extracting(IncidentView::code).containsExactly("outcome_unknown");
        assertThat(driver.lease()).isEmpty();
    }

    @Test
    void shouldTakeAStoredOutcomeWhoseMessageWasLost() {
        // given
        InstanceView instance = driver.start("test.single", Map.of());
        LeasedTask task = confirmed();
        Json stored = new Json(OutcomeJson.write(KernelDriver.success(task.attempt(), Map.of("found", true))));

        // when
        observe(new Observation.Finished(id(task), task.attempt().token(), stored));

        // then
        assertThat(driver.state(instance)).isEqualTo("completed");
        assertThat(driver.variables(instance)).containsEntry("found", true);
    }

    @Test
    void shouldAskAboutDispatchedTasksAndResendOnlyAfterTheirTime() {
        // given
        driver.start("test.single", Map.of());
        LeasedTask task = confirmed();
        driver.kernel
                .database()
                .run(handle -> handle.execute("update task set watch_at = clock_timestamp() where id = ?", id(task)));

        // when
        List<CycleReply.Watch> watch =
                driver.cycle("pdo-1", 10, List.of(), List.of()).watch();
        observe(new Observation.Unclaimed(id(task), task.attempt().token(), Instant.now()));
        List<LeasedTask> tooEarly = driver.lease();
        driver.kernel
                .database()
                .run(handle -> handle.execute(
                        "update task set not_after = clock_timestamp() - interval '1 minute' where id = ?", id(task)));
        observe(new Observation.Unclaimed(id(task), task.attempt().token(), Instant.now()));
        List<LeasedTask> resent = driver.lease();

        // then
        assertThat(watch).extracting(CycleReply.Watch::taskId).containsExactly(id(task));
        assertThat(tooEarly).isEmpty();
        assertThat(resent)
                .singleElement()
                .satisfies(again -> assertThat(again.attempt().number()).isEqualTo(2));
    }

    @Test
    void shouldHandEventsToOnePublisherUntilItAcknowledges() {
        // given
        driver.start("test.single", Map.of());
        List<CycleReply.OutboxEvent> first = takeEvents("pdo-1");

        // when
        List<CycleReply.OutboxEvent> other = takeEvents("pdo-2");
        acknowledge("pdo-1", first.getLast().sequence());

        // then
        assertThat(first)
                .extracting(event -> type(event))
                .contains("dev.trellis.instance.started.v1", "dev.trellis.task.ready.v1");
        assertThat(first).extracting(CycleReply.OutboxEvent::sequence).isSorted();
        assertThat(other).isEmpty();
        assertThat(takeEvents("pdo-1")).isEmpty();
    }

    @Test
    void shouldKeepAnEventWhenTheAnswerThatIsAcknowledgedDidNotHoldIt() {
        // given
        driver.start("test.single", Map.of());
        List<CycleReply.OutboxEvent> lost = takeEvents("pdo-1");
        List<CycleReply.OutboxEvent> seen = takeEvents("pdo-1", 1);

        // when
        acknowledge("pdo-1", seen.getLast().sequence());
        List<CycleReply.OutboxEvent> rest = takeEvents("pdo-1");

        // then
        assertThat(seen).hasSize(1);
        assertThat(rest).hasSize(lost.size() - 1);
    }

    @Test
    void shouldLetAsManyLingerAsThereArePlaces() {
        // given
        Set<String> pdos = Set.of("linger-1", "linger-2", "linger-3");

        // when
        List<Boolean> places =
                pdos.stream().map(pdo -> cycle(pdo, false).mayLinger()).toList();
        cycle("linger-1", true);
        cycle("linger-2", true);

        // then
        assertThat(places).containsExactlyInAnyOrder(true, true, false);
        assertThat(cycle("linger-3", false).mayLinger()).isTrue();
        cycle("linger-3", true);
    }

    private static CycleReply cycle(String pdo, boolean closing) {
        return driver.kernel.services().pdoCycle().cycle(request(pdo, new Ask(0, 0, 0, closing), List.of(), 0));
    }

    private static LeasedTask confirmed() {
        LeasedTask task = driver.lease().getFirst();
        driver.cycle("pdo-1", 0, List.of(confirmation(task)), List.of());
        return task;
    }

    private static void observe(Observation seen) {
        driver.cycle("pdo-1", 0, List.of(), List.of(seen));
    }

    private static String id(LeasedTask task) {
        return task.attempt().taskId().value();
    }

    private static String type(CycleReply.OutboxEvent event) {
        return String.valueOf(JsonValues.object(event.event()).get("type"));
    }

    private static List<CycleReply.OutboxEvent> takeEvents(String pdo) {
        return takeEvents(pdo, 500);
    }

    private static List<CycleReply.OutboxEvent> takeEvents(String pdo, int max) {
        return driver.kernel
                .services()
                .pdoCycle()
                .cycle(request(pdo, new Ask(0, max, 0, false), List.of(), 0))
                .events();
    }

    private static void acknowledge(String pdo, long upTo) {
        driver.kernel.services().pdoCycle().cycle(request(pdo, new Ask(0, 0, 0, true), List.of(), upTo));
    }

    private static CycleRequest request(String pdo, Ask ask, List<Released> released, long published) {
        return new CycleRequest(pdo, ask, List.of(), released, List.of(), published);
    }

    private static List<IncidentView> incidents(InstanceView instance) {
        return driver.kernel.services().incidents().list(new IncidentQuery("default", "open", instance.id(), 10));
    }

    private static void startFor(String tenant) {
        var started = driver.kernel
                .services()
                .instances()
                .start(new StartCommand(
                        new Caller(tenant, "bob"), "test.single", null, Json.EMPTY_OBJECT, SubmissionKeys.NONE, null));
        assertThat(started.instance().tenant()).isEqualTo(tenant);
    }

    private static List<InstanceView> instancesOf(String tenant) {
        return driver.kernel.services().instances().list(new InstanceQuery(tenant, null, null, null, 10));
    }

    private static void cancel(InstanceView instance) {
        driver.kernel.services().instances().cancel(new Caller(instance.tenant(), "bob"), instance.id(), "over");
    }
}
