package dev.trellis.host.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trellis.contract.engine.LeasedTask;
import dev.trellis.contract.task.SubmissionKeys;
import dev.trellis.host.command.Caller;
import dev.trellis.host.instance.InstanceQuery;
import dev.trellis.host.instance.InstanceState;
import dev.trellis.host.instance.InstanceView;
import dev.trellis.host.instance.StartCommand;
import dev.trellis.host.json.JsonValues;
import dev.trellis.host.task.TaskQuery;
import dev.trellis.host.task.TaskView;
import dev.trellis.host.testkit.KernelDriver;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Limits of policies: how many tasks begin, what waits, and who goes next. */
final class LimitsIT {
    private static final List<String> FLOOD = List.of("a", "b", "c", "d", "e", "f");
    private static KernelDriver driver;

    @BeforeAll
    static void open() {
        driver = KernelDriver.fresh();
    }

    @AfterAll
    static void close() {
        driver.close();
    }

    @AfterEach
    void clear() {
        driver.clear();
        List.of("small", "quiet").forEach(LimitsIT::cancelAll);
        FLOOD.forEach(LimitsIT::cancelAll);
    }

    private static void cancelAll(String tenant) {
        var instances = driver.kernel.services().instances();
        instances
                .list(new InstanceQuery(tenant, InstanceState.RUNNING, null, null, 100))
                .forEach(instance ->
                        instances.cancel(new Caller(tenant, "somebody"), instance.id(), "the test is over"));
    }

    @Test
    void shouldLeaseAsManyAsThereArePlacesAndSayWhyTheOthersWait() {
        // given
        limited("places", "'concurrency': 3");
        InstanceView instance = loop("places", 10);

        // when
        List<LeasedTask> leased = driver.lease();
        List<LeasedTask> more = driver.lease();

        // then
        assertThat(leased).hasSize(3);
        assertThat(more).isEmpty();
        TaskView waits = ready(instance).getFirst();
        assertThat(waits.readyAt()).isBefore(Instant.now().plusSeconds(60));
        assertThat(driver.kernel
                        .services()
                        .tasks()
                        .find("default", waits.id())
                        .orElseThrow()
                        .holdReason())
                .isEqualTo("limit places/it: 3 of 3 at once are under way");
    }

    @Test
    void shouldLetTheNextBeginWhenATaskLeavesItsPlaceInWhateverWay() {
        // given
        limited("leave", "'concurrency': 2");
        loop("leave", 6);
        List<LeasedTask> two = driver.lease();

        // when
        driver.succeed(two.get(0), Map.of());
        driver.fail(two.get(1), "broken", false);
        List<LeasedTask> next = driver.lease();
        driver.fail(next.get(0), "passing", true);
        List<LeasedTask> afterARetry = driver.lease();

        // then
        assertThat(next).hasSize(2);
        assertThat(afterARetry).hasSize(1);
    }

    @Test
    void shouldNotHoldUpWhatStandsBehindTasksThatWait() {
        // given
        limited("blocked", "'concurrency': 1");
        InstanceView blocked = loop("blocked", 300);
        process("free");
        InstanceView free = loop("free", 5);
        driver.kernel
                .database()
                .run(handle -> handle.execute(
                        "update task set priority = 3, ready_at = ready_at - interval '1 hour' where instance_id = ?",
                        blocked.id()));

        // when
        List<LeasedTask> leased = driver.lease("pdo-1", 6);

        // then
        assertThat(leased).extracting(LimitsIT::instance).hasSize(6).contains(blocked.id(), free.id());
        assertThat(leased)
                .extracting(LimitsIT::instance)
                .filteredOn(free.id()::equals)
                .hasSize(5);
    }

    @Test
    void shouldNeverLeaseMoreThanThereArePlacesWhenHostsLeaseAtOnce() throws Exception {
        // given
        limited("race", "'concurrency': 3");
        loop("race", 60);
        try (KernelDriver other = driver.secondHost()) {
            List<Callable<Integer>> orchestrators = IntStream.range(0, 6)
                    .<Callable<Integer>>mapToObj(i -> () -> work(i % 2 == 0 ? driver : other, "pdo-" + i))
                    .toList();

            // when
            List<Integer> most = new ArrayList<>();
            try (ExecutorService threads = Executors.newFixedThreadPool(6)) {
                for (Future<Integer> answer : threads.invokeAll(orchestrators)) {
                    most.add(answer.get());
                }
            }

            // then
            assertThat(most).allSatisfy(seen -> assertThat(seen).isLessThanOrEqualTo(3));
            assertThat(most).anySatisfy(seen -> assertThat(seen).isEqualTo(3));
            assertThat(driver.kernel.services().tasks().list(new TaskQuery("default", "ready", null, "race.each", 1)))
                    .isEmpty();
        }
    }

    /** Of several tenants more is ready than one lease looks at, so that leases find different tasks and only the lock of the key is between them. */
    @Test
    void shouldNeverLeaseMoreThanThereArePlacesWhenFarMoreAreReady() throws Exception {
        // given
        limited("flood", "'concurrency': 3");
        FLOOD.forEach(tenant ->
                startFor(tenant, "flood", IntStream.range(0, 100).boxed().toList()));
        try (KernelDriver other = driver.secondHost()) {
            CyclicBarrier together = new CyclicBarrier(6);
            List<Callable<Integer>> orchestrators = IntStream.range(0, 6)
                    .<Callable<Integer>>mapToObj(i -> () -> {
                        together.await();
                        return (i % 2 == 0 ? driver : other)
                                .lease("pdo-" + i, 5)
                                .size();
                    })
                    .toList();

            // when
            int leased = 0;
            try (ExecutorService threads = Executors.newFixedThreadPool(6)) {
                for (Future<Integer> answer : threads.invokeAll(orchestrators)) {
                    leased += answer.get();
                }
            }

            // then
            assertThat(leased).isEqualTo(3);
        }
    }

    /** Works until nothing is left; the most tasks that were ever under way. */
    private static int work(KernelDriver host, String name) {
        int most = 0;
        while (count("status in ('ready', 'leased') and task_type = 'race.each'") > 0) {
            for (LeasedTask task : host.lease(name, 5)) {
                most = Math.max(most, count("status = 'leased' and task_type = 'race.each'"));
                host.succeed(task, Map.of());
            }
        }
        return most;
    }

    @Test
    void shouldBeginNoMoreInATimeThanTheRateAndGoOnWhenTokensComeBack() {
        // given
        limited("rate", "'rate': {'tasks': 2, 'seconds': 3600, 'burst': 3}");
        loop("rate", 8);
        List<LeasedTask> burst = driver.lease();
        burst.forEach(task -> driver.succeed(task, Map.of()));
        List<LeasedTask> meanwhile = driver.lease();

        // when
        driver.kernel
                .database()
                .run(
                        handle -> handle.execute(
                                "update limit_bucket set"
                                        + " filled_at = filled_at - interval '1 hour', due_at = due_at - interval '1 hour' where key = 'rate/it'"));
        List<LeasedTask> anHourLater = driver.lease();

        // then
        assertThat(burst).hasSize(3);
        assertThat(meanwhile).isEmpty();
        assertThat(anHourLater).hasSize(2);
    }

    @Test
    void shouldCountApartWhatALimitCountsBy() {
        // given
        limited("apart", "'concurrency': 1, 'by': ['tenant', 'inputs.item']");
        driver.start("apart.loop", Map.of("items", List.of("a", "a", "b", "b", "b")));
        startFor("small", "apart", List.of("a", "a"));

        // when
        List<LeasedTask> leased = driver.lease();

        // then
        assertThat(leased)
                .extracting(task -> task.context().tenant())
                .containsExactlyInAnyOrder("default", "default", "small");
        List<String> keys = driver.kernel.database().read(handle -> handle.createQuery("select key from limit_place")
                .mapTo(String.class)
                .list());
        assertThat(keys).isNotEmpty().noneMatch(key -> key.contains("=a"));
    }

    @Test
    void shouldServeTheTenantWithTheFewestPlacesNext() {
        // given
        limited("fair", "'concurrency': 2");
        driver.start("fair.loop", Map.of("items", IntStream.range(0, 60).boxed().toList()));
        List<LeasedTask> loud = driver.lease();
        driver.lease();
        startFor("quiet", "fair", List.of(1));
        driver.lease();

        // when
        driver.succeed(loud.getFirst(), Map.of());
        List<LeasedTask> next = driver.lease();

        // then
        assertThat(next).extracting(task -> task.context().tenant()).containsExactly("quiet");
    }

    @Test
    void shouldLetTasksGoOnWhenALimitIsRaisedOrGone() {
        // given
        limited("raised", "'concurrency': 1");
        loop("raised", 7);
        int before = leasedOf("raised.each");

        // when
        policy("raised", "1.1.0", "'concurrency': 4");
        loop("raised", 0);
        driver.kernel.sweep();
        int raised = leasedOf("raised.each");
        driver.registry.entry(json("{'kind':'policy','name':'raised','version':'1.2.0','task_types':['raised.*']}"));
        loop("raised", 0);
        driver.kernel.sweep();
        int gone = leasedOf("raised.each");

        // then
        assertThat(List.of(before, raised, gone)).containsExactly(1, 3, 3);
    }

    @Test
    void shouldLimitTheVersionsThatAreFunctionsWhereAnotherOneIsAProcess() {
        // given
        limited("mixed", "'concurrency': 1");
        loop("mixed", 3);
        driver.registry.entry(
                json("{'kind':'tde','name':'mixed.each','version':'2.0.0','adapter':'process','ref':'mixed.loop'}"));
        loop("mixed", 0);

        // when
        int leased = leasedOf("mixed.each");

        // then
        assertThat(leased).isEqualTo(1);
    }

    @Test
    void shouldPassOverTasksThatWereCancelledOrSuspendedWhileTheyWaited() {
        // given many of either that stand ahead
        limited("cancelled", "'concurrency': 1");
        InstanceView first = loop("cancelled", 1);
        LeasedTask running = driver.lease().getFirst();
        InstanceView cancelled = loop("cancelled", 20);
        InstanceView suspended = loop("cancelled", 20);
        InstanceView next = loop("cancelled", 1);
        List<LeasedTask> none = driver.lease();
        var instances = driver.kernel.services().instances();
        instances.cancel(KernelDriver.ANNA, cancelled.id(), "not any more");
        instances.suspend(KernelDriver.ANNA, suspended.id());

        // when nobody sweeps
        driver.succeed(running, Map.of());
        List<LeasedTask> leased = driver.lease().stream()
                .filter(task -> task.demand().taskType().equals("cancelled.each"))
                .toList();

        // then
        assertThat(instance(running)).isEqualTo(first.id());
        assertThat(none).isEmpty();
        assertThat(leased).extracting(LimitsIT::instance).containsExactly(next.id());
    }

    @Test
    void shouldNotLookForTokensWhenItIsAPlaceThatIsWaitedFor() {
        // given
        limited("both", "'concurrency': 1, 'rate': {'tasks': 100, 'seconds': 60}");
        loop("both", 3);

        // when
        List<LeasedTask> leased = driver.lease();
        driver.lease();

        // then nothing is due, so that nobody looks again until the place is free
        assertThat(leased).hasSize(1);
        assertThat(rows("limit_bucket where key like 'both/%' and due_at is not null"))
                .isZero();
    }

    @Test
    void shouldWaitForNoTokensWhenTheRateIsGone() {
        // given a token that is due
        limited("unrated", "'rate': {'tasks': 1, 'seconds': 1000}");
        loop("unrated", 4);
        List<LeasedTask> first = driver.lease();
        driver.kernel
                .database()
                .run(handle -> handle.execute("update limit_bucket set due_at = clock_timestamp() - interval '1 second'"
                        + " where key like 'unrated/%' and due_at is not null"));

        // when
        policy("unrated", "1.1.0", "'concurrency': 9");
        loop("unrated", 0);
        driver.lease();

        // then
        assertThat(first).hasSize(1);
        assertThat(rows("limit_bucket where key like 'unrated/%' and due_at is not null"))
                .isZero();
    }

    @Test
    void shouldKeepThePlaceOfALeaseThatLapsed() {
        // given
        limited("lapsed", "'concurrency': 1");
        loop("lapsed", 2);
        LeasedTask first = driver.lease().getFirst();
        driver.kernel
                .database()
                .run(
                        handle -> handle.execute(
                                "update task set lease_until = clock_timestamp() - interval '1 second' where status = 'leased'"));

        // when
        List<LeasedTask> again = driver.lease();

        // then
        assertThat(again).singleElement().satisfies(task -> assertThat(task.attempt())
                .isEqualTo(first.attempt()));
    }

    private static void limited(String name, String limit) {
        policy(name, "1.0.0", limit);
        process(name);
    }

    private static void policy(String name, String version, String limit) {
        driver.registry.entry(json("{'kind':'policy','name':'" + name + "','version':'" + version + "','task_types':['"
                + name + ".*'],'limits':[{'name':'it'," + limit + "}]}"));
    }

    /** A loop of tasks whose type is the name's own. */
    private static void process(String name) {
        driver.registry.taskType(name + ".each");
        driver.registry.processFrom("loop.bpmn", name + ".loop", "test.each", name + ".each");
    }

    private static InstanceView loop(String name, int times) {
        return driver.start(
                name + ".loop",
                Map.of("items", IntStream.range(0, times).boxed().toList()));
    }

    private static void startFor(String tenant, String name, List<?> items) {
        driver.kernel
                .services()
                .instances()
                .start(new StartCommand(
                        new Caller(tenant, "somebody"),
                        name + ".loop",
                        null,
                        JsonValues.json(Map.of("items", items)),
                        SubmissionKeys.NONE,
                        null));
    }

    private static int leasedOf(String taskType) {
        return (int) driver.lease().stream()
                .filter(task -> task.demand().taskType().equals(taskType))
                .count();
    }

    private static List<TaskView> ready(InstanceView instance) {
        return driver.tasks(instance).stream()
                .filter(task -> task.status().status().equals("ready"))
                .toList();
    }

    private static int count(String condition) {
        return driver.kernel.database().read(handle -> handle.createQuery(
                        "select count(*) from task where " + condition)
                .mapTo(Integer.class)
                .one());
    }

    private static int rows(String of) {
        return driver.kernel.database().read(handle -> handle.createQuery("select count(*) from " + of)
                .mapTo(Integer.class)
                .one());
    }

    private static String instance(LeasedTask task) {
        return task.context().tags().getOrDefault("instance", "");
    }

    private static String json(String text) {
        return text.replace('\'', '"');
    }
}
