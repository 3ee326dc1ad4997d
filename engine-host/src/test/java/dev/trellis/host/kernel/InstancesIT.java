package dev.trellis.host.kernel;

import static dev.trellis.host.testkit.KernelDriver.ANNA;
import static dev.trellis.host.testkit.KernelDriver.success;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trellis.contract.engine.LeasedTask;
import dev.trellis.contract.engine.Observation;
import dev.trellis.contract.json.Json;
import dev.trellis.contract.port.ExecutionKey;
import dev.trellis.contract.port.ExecutionStore.Claim;
import dev.trellis.contract.task.Action;
import dev.trellis.contract.task.SubmissionKeys;
import dev.trellis.host.audit.AuditLine;
import dev.trellis.host.audit.AuditTrail.Verification;
import dev.trellis.host.command.Caller;
import dev.trellis.host.command.Refusal;
import dev.trellis.host.command.RefusedException;
import dev.trellis.host.instance.InstanceView;
import dev.trellis.host.instance.Instances;
import dev.trellis.host.instance.StartCommand;
import dev.trellis.host.instance.Started;
import dev.trellis.host.outcome.Applied;
import dev.trellis.host.testkit.KernelDriver;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Starting, holding and taking back instances. */
final class InstancesIT {
    private static KernelDriver driver;

    @BeforeAll
    static void open() {
        driver = KernelDriver.fresh();
        for (String name : List.of("chain", "single", "waiting", "caller", "called")) {
            driver.registry.process("test." + name, "1.0.0", name + ".bpmn");
        }
        driver.registry.taskType("test.one");
    }

    @AfterAll
    static void close() {
        driver.close();
    }

    @AfterEach
    void clear() {
        driver.clear();
    }

    private static Instances instances() {
        return driver.kernel.services().instances();
    }

    private static Started submit(String variables, SubmissionKeys keys) {
        return instances().start(new StartCommand(ANNA, "test.single", null, new Json(variables), keys, null));
    }

    @Test
    void shouldStartTheSameSubmissionOnce() {
        // given
        SubmissionKeys keys = new SubmissionKeys("key-1", null);
        Started first = submit("{\"a\":1,\"b\":2}", keys);

        // when
        Started again = submit("{\"b\":2,\"a\":1}", keys);

        // then
        assertThat(first).isInstanceOf(Started.Fresh.class);
        assertThat(again).isInstanceOf(Started.Duplicate.class);
        assertThat(again.instance().id()).isEqualTo(first.instance().id());
        assertThat(driver.lease()).hasSize(1);
    }

    @Test
    void shouldTellAConflictWhenTheKeyComesWithAnotherContent() {
        // given
        SubmissionKeys keys = new SubmissionKeys("key-2", null);
        Started first = submit("{\"a\":1}", keys);

        // when
        Started other = submit("{\"a\":2}", keys);

        // then
        assertThat(other).isInstanceOf(Started.KeyConflict.class);
        assertThat(other.instance().id()).isEqualTo(first.instance().id());
    }

    @Test
    void shouldStartACaseOnceUntilItIsCancelled() {
        // given
        SubmissionKeys keys = new SubmissionKeys(null, "case-7");
        InstanceView first = submit("{}", keys).instance();
        Started again = submit("{}", keys);

        // when
        instances().cancel(ANNA, first.id(), "wrong customer");
        Started afterwards = submit("{}", keys);

        // then
        assertThat(again).isInstanceOf(Started.Duplicate.class);
        assertThat(afterwards).isInstanceOf(Started.Fresh.class);
    }

    @Test
    void shouldStartOnceWhenManyThreadsSubmitTheSame() throws Exception {
        // given
        SubmissionKeys keys = new SubmissionKeys("key-3", null);
        List<Callable<Started>> submissions = IntStream.range(0, 8)
                .<Callable<Started>>mapToObj(i -> () -> submit("{}", keys))
                .toList();

        // when
        Set<String> ids;
        try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
            ids = threads.invokeAll(submissions).stream()
                    .map(submission -> submission.resultNow().instance().id())
                    .collect(Collectors.toSet());
        }

        // then
        assertThat(ids).hasSize(1);
        assertThat(driver.lease()).hasSize(1);
    }

    @Test
    void shouldRefuseAnUnknownProcessAndAnUnmetRange() {
        // given
        StartCommand unknown =
                new StartCommand(ANNA, "test.nobody", null, Json.EMPTY_OBJECT, SubmissionKeys.NONE, null);
        StartCommand unmet = new StartCommand(ANNA, "test.single", "^9", Json.EMPTY_OBJECT, SubmissionKeys.NONE, null);

        // when / then
        assertThatThrownBy(() -> instances().start(unknown))
                .isInstanceOfSatisfying(
                        RefusedException.class, e -> assertThat(e.refusal()).isEqualTo(Refusal.NOT_FOUND));
        assertThatThrownBy(() -> instances().start(unmet))
                .isInstanceOfSatisfying(
                        RefusedException.class, e -> assertThat(e.refusal()).isEqualTo(Refusal.INVALID));
    }

    @Test
    void shouldWriteATombstoneAndNoteALateEffectWhenARunningTaskIsCancelled() {
        // given
        InstanceView instance = driver.start("test.single", Map.of());
        LeasedTask task = driver.lease().getFirst();
        driver.confirm(task);
        ExecutionKey key = new ExecutionKey("default", task.attempt().taskId(), Action.EXECUTE);
        Claim claim = driver.executions.claim(key, task.attempt(), "owner", Instant.now());

        // when
        instances().cancel(ANNA, instance.id(), "changed our mind");
        driver.kernel.sweep();
        boolean acknowledgedWhileRunning =
                driver.kernel.tombstones().acknowledged(task.attempt().taskId().value());
        Applied late = driver.deliver(success(task.attempt(), Map.of()));
        driver.cycle(
                "pdo-1",
                0,
                List.of(),
                List.of(new Observation.Stopped(
                        task.attempt().taskId().value(), task.attempt().token())));

        // then
        assertThat(claim).isInstanceOf(Claim.Granted.class);
        assertThat(driver.status(task)).isEqualTo("cancelled");
        assertThat(driver.executions.read(key).orElseThrow().tombstoned()).isTrue();
        assertThat(acknowledgedWhileRunning).isFalse();
        assertThat(late).isInstanceOf(Applied.LateEffect.class);
        assertThat(driver.kernel
                        .tombstones()
                        .acknowledged(task.attempt().taskId().value()))
                .isTrue();
        assertThat(trail(instance)).contains("task.late_effect");
    }

    @Test
    void shouldAcknowledgeACancellationAtOnceWhenNobodyHadClaimedTheTask() {
        // given
        InstanceView instance = driver.start("test.single", Map.of());
        LeasedTask task = driver.lease().getFirst();
        driver.confirm(task);

        // when
        instances().cancel(ANNA, instance.id(), "changed our mind");
        driver.kernel.sweep();

        // then
        assertThat(driver.kernel
                        .tombstones()
                        .acknowledged(task.attempt().taskId().value()))
                .isTrue();
        assertThat(driver.executions.claim(
                        new ExecutionKey("default", task.attempt().taskId(), Action.EXECUTE),
                        task.attempt(),
                        "owner",
                        Instant.now()))
                .isInstanceOf(Claim.Tombstoned.class);
    }

    @Test
    void shouldCancelTheCalledInstancesToo() {
        // given
        InstanceView caller = driver.start("test.caller", Map.of("order", 1));
        LeasedTask inside = driver.lease().getFirst();
        String calledId = String.valueOf(inside.context().tags().get("instance"));

        // when
        instances().cancel(ANNA, caller.id(), "enough");

        // then
        assertThat(driver.status(inside)).isEqualTo("cancelled");
        assertThat(instances().find("default", calledId).orElseThrow().state().word())
                .isEqualTo("cancelled");
        assertThatThrownBy(() -> instances().cancel(ANNA, calledId, "again")).isInstanceOf(RefusedException.class);
    }

    @Test
    void shouldHoldOutcomesWhileSuspendedAndApplyThemWhenResumed() {
        // given
        InstanceView instance = driver.start("test.chain", Map.of());
        LeasedTask one = driver.lease().getFirst();
        instances().suspend(ANNA, instance.id());

        // when
        Applied held = driver.deliver(success(one.attempt(), Map.of("x", 1)));
        List<LeasedTask> whileSuspended = driver.lease();
        instances().resume(ANNA, instance.id());

        // then
        assertThat(held).isInstanceOf(Applied.Held.class);
        assertThat(whileSuspended).isEmpty();
        assertThat(driver.status(one)).isEqualTo("succeeded");
        assertThat(driver.lease())
                .singleElement()
                .satisfies(task -> assertThat(task.context().tags()).containsEntry("element", "two"));
    }

    @Test
    void shouldNotLeaseTheReadyTasksOfASuspendedInstance() {
        // given
        InstanceView instance = driver.start("test.single", Map.of());

        // when
        instances().suspend(ANNA, instance.id());
        List<LeasedTask> suspended = driver.lease();
        instances().resume(ANNA, instance.id());

        // then
        assertThat(suspended).isEmpty();
        assertThat(driver.lease()).hasSize(1);
    }

    @Test
    void shouldShowNothingOfAnotherTenant() {
        // given
        InstanceView instance = driver.start("test.single", Map.of());
        Caller stranger = new Caller("other", "eve");

        // when / then
        assertThat(instances().find("other", instance.id())).isEmpty();
        assertThatThrownBy(() -> instances().cancel(stranger, instance.id(), "mine"))
                .isInstanceOfSatisfying(
                        RefusedException.class, e -> assertThat(e.refusal()).isEqualTo(Refusal.NOT_FOUND));
        assertThat(instances().signal(stranger, "halt", Json.EMPTY_OBJECT)).isZero();
    }

    @Test
    void shouldShowWhereAnInstanceStands() {
        // given
        InstanceView instance = driver.start("test.chain", Map.of());

        // when / then
        assertThat(instances().activities("default", instance.id()))
                .singleElement()
                .satisfies(activity -> {
                    assertThat(activity.element()).isEqualTo("one");
                    assertThat(activity.kind()).isEqualTo("serviceTask");
                });
    }

    @Test
    void shouldKeepAnIntactTrailAndNoticeTampering() {
        // given
        InstanceView instance = driver.start("test.single", Map.of());
        driver.runToRest(task -> Map.of());
        Verification before = driver.kernel.services().audit().verify(instance.id());

        // when
        driver.kernel
                .database()
                .run(handle -> handle.execute(
                        "update audit set actor = 'nobody' where instance_id = ? and number = 2", instance.id()));

        // then
        assertThat(trail(instance))
                .containsExactly("instance.started", "task.created", "task.succeeded", "instance.ended");
        assertThat(before).isEqualTo(new Verification.Intact(4));
        assertThat(driver.kernel.services().audit().verify(instance.id()))
                .isInstanceOfSatisfying(Verification.Broken.class, broken -> assertThat(broken.number())
                        .isEqualTo(2));
    }

    @Test
    void shouldNoticeThatTheEndOfATrailWasCutOff() {
        // given
        InstanceView instance = driver.start("test.single", Map.of());
        driver.runToRest(task -> Map.of());

        // when
        driver.kernel
                .database()
                .run(handle -> handle.execute("delete from audit where instance_id = ? and number = 4", instance.id()));

        // then
        assertThat(driver.kernel.services().audit().verify(instance.id())).isInstanceOf(Verification.Broken.class);
    }

    private static List<String> trail(InstanceView instance) {
        return driver.kernel.services().audit().read(instance.id()).stream()
                .map(AuditLine::kind)
                .toList();
    }
}
