package dev.trellis.host.kernel;

import static dev.trellis.host.testkit.KernelDriver.confirmation;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trellis.contract.engine.CycleReply;
import dev.trellis.contract.engine.CycleRequest;
import dev.trellis.contract.engine.CycleRequest.Ask;
import dev.trellis.contract.engine.CycleRequest.Confirmed;
import dev.trellis.contract.engine.CycleRequest.Decision;
import dev.trellis.contract.engine.CycleRequest.Released;
import dev.trellis.contract.engine.LeasedTask;
import dev.trellis.contract.engine.Observation;
import dev.trellis.host.instance.InstanceView;
import dev.trellis.host.task.TaskDetail;
import dev.trellis.host.testkit.Eventually;
import dev.trellis.host.testkit.KernelDriver;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a waiting orchestrator gets without a commit of its own, and what it tells without one. */
final class HandOverIT {
    private static final Executor OWN_THREAD = Thread::startVirtualThread;
    private static final int INSTANCES = 20;

    private static KernelDriver driver;

    @BeforeAll
    static void open() {
        driver = KernelDriver.fresh(Duration.ofMillis(400));
        driver.registry.process("test.chain", "1.0.0", "chain.bpmn");
        driver.registry.process("test.saga", "1.0.0", "saga.bpmn");
        for (String type : List.of("one", "two", "three", "book", "pay", "ship", "undo")) {
            driver.registry.taskType("test." + type);
        }
    }

    @AfterAll
    static void close() {
        driver.close();
    }

    /** The orchestrator has its place, and nothing of the test before is left to hand out. */
    @BeforeEach
    void clear() {
        driver.clear();
        driver.lease();
    }

    @Test
    void shouldLeaseInTheTransactionThatMakesATaskReady() {
        // given
        CompletableFuture<CycleReply> waiting = waiting(List.of());

        // when
        InstanceView instance = driver.start("test.chain", Map.of());

        // then
        assertThat(waiting.join().tasks()).hasSize(1);
        assertThat(transactionsOf(instance)).isEqualTo(1);
    }

    @Test
    void shouldLeaseTheNextTaskInTheTransactionOfAnOutcome() {
        // given
        driver.start("test.chain", Map.of());
        LeasedTask one = driver.lease().getFirst();
        CompletableFuture<CycleReply> waiting = waiting(List.of(confirmation(one)));

        // when
        driver.succeed(one, Map.of());

        // then
        assertThat(waiting.join().tasks())
                .singleElement()
                .satisfies(two -> assertThat(two.demand().taskType()).isEqualTo("test.two"));
    }

    @Test
    void shouldLeaseAnUndoInTheTransactionOfTheFailureThatItFollows() {
        // given
        driver.start("test.saga", Map.of("customer", "ada", "stage", "booked"));
        driver.succeed(driver.lease().getFirst(), Map.of("booking", "b1"));
        driver.succeed(driver.lease().getFirst(), Map.of());
        LeasedTask ship = driver.lease().getFirst();
        CompletableFuture<CycleReply> waiting = waiting(List.of(confirmation(ship)));

        // when
        driver.fail(ship, "no.carrier", false);
        LeasedTask undo = waiting.join().tasks().getFirst();

        // then
        assertThat(undo.context().tags()).containsEntry("element", "refund");
        assertThat(transactionsOf(ship, undo)).isEqualTo(1);
        driver.succeed(undo, Map.of());
        driver.runToRest(next -> Map.of("note", ""));
    }

    @Test
    void shouldLeaseAgainWhatWasHandedToACallerThatIsGone() {
        // given
        CompletableFuture<CycleReply> waiting = waiting(List.of());
        driver.start("test.chain", Map.of());
        LeasedTask lost = waiting.join().tasks().getFirst();

        // when
        LeasedTask again = Eventually.get(() -> driver.lease("pdo-2", 10), tasks -> !tasks.isEmpty())
                .getFirst();

        // then
        assertThat(again.attempt()).isEqualTo(lost.attempt());
    }

    @Test
    void shouldConfirmInTheTransactionOfTheOutcomeThatOvertakes() {
        // given
        driver.start("test.chain", Map.of());
        LeasedTask one = driver.lease().getFirst();
        CompletableFuture<CycleReply> waiting = waiting(List.of(confirmation(one)));

        // when
        driver.succeed(one, Map.of());

        // then
        assertThat(waiting.join().tasks()).hasSize(1);
        assertThat(detail(one).task().times()).containsKeys("leased", "queued", "succeeded");
        assertThat(detail(one).route()).isNotNull();
    }

    @Test
    void shouldConfirmOnItsOwnWhenNoOutcomeComes() {
        // given
        driver.start("test.chain", Map.of());
        LeasedTask one = driver.lease().getFirst();

        // when
        CompletableFuture<CycleReply> waiting = waiting(List.of(confirmation(one)));

        // then
        assertThat(Eventually.get(() -> driver.status(one), status -> !status.equals("leased")))
                .isEqualTo("queued");
        driver.kernel.wake();
        assertThat(waiting.join().tasks()).isEmpty();
    }

    @Test
    void shouldNotSendAgainWhatThisHostKnowsToBeOnItsQueue() {
        // given
        driver.start("test.chain", Map.of());
        LeasedTask one = driver.lease().getFirst();
        CompletableFuture<CycleReply> waiting = waiting(List.of(confirmation(one)));
        driver.kernel
                .database()
                .run(handle -> handle.execute("update task set lease_until = clock_timestamp() - interval '1 second'"));

        // when
        driver.kernel.wake();

        // then
        assertThat(waiting.join().tasks()).isEmpty();
        driver.lease();
        assertThat(driver.status(one)).isEqualTo("queued");
    }

    @Test
    void shouldKeepTheRouteForThoseWhoAskWhyWhenAnotherHostAppliedTheOutcome() {
        // given
        driver.start("test.chain", Map.of());
        LeasedTask one = driver.lease().getFirst();
        CompletableFuture<CycleReply> waiting = waiting(List.of(confirmation(one)));
        try (KernelDriver second = driver.secondHost()) {
            // when
            second.succeed(one, Map.of());
        }

        // then
        assertThat(Eventually.get(() -> detail(one), task -> task.route() != null)
                        .route())
                .isNotNull();
        assertThat(driver.status(one)).isEqualTo("succeeded");
        assertThat(waiting.join().tasks()).hasSize(1);
    }

    @Test
    void shouldLeaveALaterAttemptAlone() {
        // given
        driver.start("test.chain", Map.of());
        LeasedTask first = driver.lease().getFirst();
        driver.fail(first, "again", true);
        LeasedTask second =
                Eventually.get(() -> driver.lease(), tasks -> !tasks.isEmpty()).getFirst();

        // when
        driver.confirm(first);

        // then
        assertThat(second.attempt().number()).isEqualTo(2);
        assertThat(driver.status(second)).isEqualTo("leased");
    }

    @Test
    void shouldNeverHoldARefusal() {
        // given
        driver.start("test.chain", Map.of());
        LeasedTask one = driver.lease().getFirst();
        Released parked = new Released(
                one.attempt().taskId().value(),
                one.attempt().token(),
                new Decision.Park("version_unmet", "nothing satisfies ^2"),
                List.of());
        CompletableFuture<CycleReply> waiting = CompletableFuture.supplyAsync(
                () -> cycle(new CycleRequest(
                        "pdo-1", new Ask(10, 0, 2_000, false), List.of(), List.of(parked), List.of(), 0)),
                OWN_THREAD);

        // when
        String status = Eventually.get(() -> driver.status(one), now -> !now.equals("leased"));

        // then
        assertThat(status).isEqualTo("incident");
        driver.kernel.wake();
        assertThat(waiting.join().tasks()).isEmpty();
    }

    @Test
    void shouldNotTakeForAListenerWhoLeavesWithALastObservation() {
        // given
        Observation seen = new Observation.Alive("task-of-others", "token", Instant.now());

        // when
        CycleReply reply =
                cycle(new CycleRequest("pdo-1", new Ask(0, 0, 0, true), List.of(), List.of(), List.of(seen), 0));

        // then
        assertThat(reply.mayLinger()).isFalse();
        assertThat(listeners()).doesNotContain("pdo-1");
    }

    private static List<String> listeners() {
        return driver.kernel.database().read(handle -> handle.createQuery("select pdo_id from pdo_listener")
                .mapTo(String.class)
                .list());
    }

    @Test
    void shouldNeedOneWritingCommitAStartAndATaskInAChain() {
        // given
        long before = writingCommits();
        long started = System.nanoTime();

        // when
        List<Confirmed> told = List.of();
        for (int i = 0; i < INSTANCES; i++) {
            CompletableFuture<CycleReply> waiting = patient(told);
            InstanceView instance = driver.start("test.chain", Map.of("n", i));
            told = List.of();
            while (driver.state(instance).equals("running")) {
                CycleReply reply = waiting.join();
                told = reply.tasks().stream().map(KernelDriver::confirmation).toList();
                waiting = patient(told);
                reply.tasks().forEach(task -> driver.succeed(task, Map.of()));
            }
            driver.kernel.wake();
            told = waiting.join().tasks().stream()
                    .map(KernelDriver::confirmation)
                    .toList();
        }

        // then
        long used = writingCommits() - before;
        long seconds = 1 + Duration.ofNanos(System.nanoTime() - started).toSeconds();
        System.out.printf(
                Locale.ROOT, "%d writing commits for %d starts and %d tasks%n", used, INSTANCES, 3 * INSTANCES);
        assertThat(used).isBetween(4L * INSTANCES, 4L * INSTANCES + 3 * seconds);
    }

    private CompletableFuture<CycleReply> patient(List<Confirmed> told) {
        return waiting(200, told);
    }

    /** Each consumes one number of a transaction; those that only read do not. */
    private long writingCommits() {
        return driver.kernel.database().read(handle -> handle.createQuery(
                        "select cast(pg_snapshot_xmax(pg_current_snapshot()) as text)")
                .mapTo(long.class)
                .one());
    }

    private long transactionsOf(InstanceView instance) {
        return driver.kernel.database().read(handle -> handle.createQuery(
                        "select count(distinct x) from (select cast(xmin as text) as x from task"
                                + " where instance_id = :id union all select cast(xmin as text) from instance where id = :id) as rows")
                .bind("id", instance.id())
                .mapTo(long.class)
                .one());
    }

    private long transactionsOf(LeasedTask... tasks) {
        String[] ids =
                Stream.of(tasks).map(task -> task.attempt().taskId().value()).toArray(String[]::new);
        return driver.kernel.database().read(handle -> handle.createQuery(
                        "select count(distinct cast(xmin as text)) from task where id = any(:ids)")
                .bind("ids", ids)
                .mapTo(long.class)
                .one());
    }

    private TaskDetail detail(LeasedTask task) {
        return driver.kernel
                .services()
                .tasks()
                .find("default", task.attempt().taskId().value())
                .orElseThrow();
    }

    /** A call that sits down before this returns. */
    private CompletableFuture<CycleReply> waiting(List<Confirmed> told) {
        return waiting(0, told);
    }

    private CompletableFuture<CycleReply> waiting(int events, List<Confirmed> told) {
        CompletableFuture<CycleReply> call = CompletableFuture.supplyAsync(
                () -> cycle(
                        new CycleRequest("pdo-1", new Ask(10, events, 2_000, false), told, List.of(), List.of(), 0)),
                OWN_THREAD);
        while (!call.isDone() && !driver.kernel.attendance().isAwaited()) {
            Thread.onSpinWait();
        }
        return call;
    }

    private CycleReply cycle(CycleRequest request) {
        return driver.kernel.services().pdoCycle().cycle(request);
    }
}
