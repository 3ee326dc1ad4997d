package dev.trellis.pdo.decide;

import static org.assertj.core.api.Assertions.assertThat;

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
import dev.trellis.contract.wire.JsonText;
import dev.trellis.pdo.decide.DispatchDecision.Send;
import dev.trellis.pdo.fixture.Registries;
import dev.trellis.pdo.fixture.Tasks;
import dev.trellis.registry.RegistrySnapshot;
import dev.trellis.registry.SchemaCheck;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds for every plan, over random batches; a failure names its seed. */
class DispatchPlannerPropertyTest {
    private static final List<String> TYPES =
            List.of("demo.noop", "demo.many", "demo.strict", "demo.broken", "none", "");
    private static final List<String> VERSIONS = List.of("1.0.0", "1.2.0", "9.9.9", "not a version", "");
    private static final List<String> RANGES = List.of("^1", ">=2 <1", "latest", "", "^^", "1.x || 2.x");
    private static final List<String> INPUTS =
            List.of("{}", "{\"rows\":[]}", "{\"rows\":3}", "[]", "null", "", "{", "{\"rows\":[{\"cost\":\"x\"}]}");

    private static final RegistrySnapshot REGISTRY = new Registries()
            .stable("demo.noop", "1.0.0")
            .stable("demo.many", "1.2.0")
            .stable(
                    "demo.strict",
                    "1.0.0",
                    entry -> entry.set(
                            "input_schema", JsonText.parse("{\"properties\":{\"rows\":{\"type\":\"array\"}}}")))
            .stable("demo.broken", "1.0.0", entry -> entry.set("input_schema", JsonText.parse("{\"type\":17}")))
            .policy("size", "{\"payload\":{\"max_bytes\":4000}}")
            .snapshot();

    private final DispatchPlanner planner = new DispatchPlanner(new SchemaCheck());

    static LongStream seeds() {
        return LongStream.rangeClosed(1, 200);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void shouldDecideOnEachTaskOnceWithReasonsAndAlwaysAlike(long seed) {
        // given
        Random random = new Random(seed);
        List<LeasedTask> tasks = batch(random);
        DispatchLimits limits = limits(random);

        // when
        DispatchPlan plan = planner.plan(tasks, REGISTRY, limits, Tasks.NOW);
        DispatchPlan again = new DispatchPlanner(new SchemaCheck()).plan(tasks, REGISTRY, limits, Tasks.NOW);

        // then
        assertThat(plan).isEqualTo(again);
        assertThat(plan.decisions()).extracting(DispatchDecision::task).isEqualTo(tasks);
        assertThat(plan.decisions()).allSatisfy(decision -> {
            assertThat(decision.reasons()).isNotEmpty();
            assertThat(decision.reasons())
                    .allSatisfy(reason -> assertThat(reason.rule()).isNotBlank());
        });
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void shouldSendWhatWasLeasedAndNoMoreThanAQueueHolds(long seed) {
        // given
        Random random = new Random(seed);
        List<LeasedTask> tasks = batch(random);
        DispatchLimits limits = limits(random);

        // when
        List<Send> sends = planner.plan(tasks, REGISTRY, limits, Tasks.NOW).decisions().stream()
                .filter(Send.class::isInstance)
                .map(Send.class::cast)
                .toList();

        // then
        assertThat(sends).allSatisfy(send -> {
            assertThat(send.request().attempt()).isEqualTo(send.task().attempt());
            assertThat(send.request().inputs()).isEqualTo(send.task().inputs());
            assertThat(send.request().limits()).isEqualTo(send.task().limits());
            assertThat(send.request().context().tenant())
                    .isEqualTo(send.task().context().tenant());
        });
        Map<String, Long> perQueue = sends.stream().collect(Collectors.groupingBy(Send::queue, Collectors.counting()));
        assertThat(perQueue).allSatisfy((queue, count) -> assertThat(
                        count + limits.queueDepths().getOrDefault(queue, 0L))
                .isLessThanOrEqualTo(limits.maxQueueDepth()));
    }

    private static List<LeasedTask> batch(Random random) {
        List<LeasedTask> tasks = new ArrayList<>();
        int size = random.nextInt(40);
        for (int i = 0; i < size; i++) {
            tasks.add(task("t" + i, random));
        }
        return tasks;
    }

    private static LeasedTask task(String id, Random random) {
        return new LeasedTask(
                new Attempt(new TaskId(id), 1 + random.nextInt(3), "token-" + id),
                pick(List.of(Action.values()), random),
                new Demand(
                        pick(TYPES, random),
                        maybe(VERSIONS, random),
                        maybe(RANGES, random),
                        random.nextBoolean() ? List.of() : List.of("net=egress")),
                inputs(random),
                List.of(),
                new TimeLimits(Tasks.NOW.plusSeconds(random.nextInt(20) - 10), 1 + random.nextInt(100), 1),
                new TaskContext(
                        "tenant-" + random.nextInt(3),
                        null,
                        random.nextInt(5) == 0 ? List.of("personal") : List.of(),
                        random.nextBoolean() ? Map.of() : Map.of("process", "unknown.process", "process_version", "?"),
                        null));
    }

    private static Payload inputs(Random random) {
        return switch (random.nextInt(10)) {
            case 0 -> new Payload.ClaimCheck(new ArtifactRef("s3://b/k", "ab".repeat(32), null));
            case 1 -> new Payload.ClaimCheck(new ArtifactRef("s3://b/k", "ab".repeat(32), random.nextLong(8_000)));
            case 2 -> new Payload.Inline(new Json("[".repeat(random.nextInt(100_000))));
            case 3 -> new Payload.Inline(new Json("{\"t\":\"" + "x".repeat(random.nextInt(8_000)) + "\"}"));
            default -> new Payload.Inline(new Json(pick(INPUTS, random)));
        };
    }

    private static DispatchLimits limits(Random random) {
        return new DispatchLimits(
                10_000,
                random.nextInt(20),
                Map.of("trellis-task-demo-noop", random.nextLong(10) % 2),
                Duration.ofMillis(random.nextInt(3_000)),
                Duration.ofSeconds(random.nextInt(5)));
    }

    private static <T> T pick(List<T> from, Random random) {
        return from.get(random.nextInt(from.size()));
    }

    private static @Nullable String maybe(List<String> from, Random random) {
        return random.nextInt(3) == 0 ? pick(from, random) : null;
    }
}
