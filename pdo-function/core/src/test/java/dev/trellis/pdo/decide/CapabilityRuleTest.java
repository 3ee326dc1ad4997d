package dev.trellis.pdo.decide;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trellis.contract.engine.CycleRequest.Reason;
import dev.trellis.contract.engine.LeasedTask;
import dev.trellis.contract.engine.LeasedTask.Demand;
import dev.trellis.contract.task.Action;
import dev.trellis.contract.wire.JsonText;
import dev.trellis.pdo.decide.DispatchDecision.Park;
import dev.trellis.pdo.decide.DispatchDecision.Reject;
import dev.trellis.pdo.decide.DispatchDecision.Send;
import dev.trellis.pdo.fixture.Registries;
import dev.trellis.pdo.fixture.Tasks;
import dev.trellis.registry.SchemaCheck;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Capabilities that tasks ask for, entries provide and policies allow. */
final class CapabilityRuleTest {
    private static final DispatchLimits LIMITS =
            new DispatchLimits(1_000, 10, Map.of(), Duration.ofSeconds(7), Duration.ZERO);

    private final Registries registries = new Registries();
    private final DispatchPlanner planner = new DispatchPlanner(new SchemaCheck());

    @ParameterizedTest(name = "{0} {1} asked for {2}")
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "python | net=egress cpu=2 mem=1Gi | net=egress cpu=1 mem=1024Mi | -",
                "python | -                        | net=none                    | -",
                "python | lang=de lang=fr          | lang=fr                     | -",
                "python | -                        | net=internal                | net=internal",
                "python | net=egress               | net=internal                | net=internal",
                "python | net=egress               | net=none                    | net=none",
                "python | cpu=1                    | cpu=1.001                   | cpu=1.001",
                "python | mem=512Mi                | mem=1Gi                     | mem=1Gi",
                "python | -                        | mem=1Mi                     | mem=1Mi",
                "python | lang=de                  | lang=fr                     | lang=fr",
                "python | cpu=2                    | cpu=lots                    | cpu=lots",
                "python | cpu=2                    | fast                        | fast",
                "python | -                        | gpu=1                       | gpu=1",
                "sql    | -                        | net=none                    | net=none",
                "container | -                     | net=none cpu=1 mem=512Mi    | -",
                "container | gpu=1                 | gpu=1 cpu=0.5               | -",
                "container | -                     | cpu=1.5                     | cpu=1.5",
                "container | mem=256Mi             | mem=512Mi                   | mem=512Mi",
            })
    void shouldSendOnlyWhereTheExecutorProvidesWhatTheTaskAsksFor(
            String adapter, @Nullable String provided, String asked, @Nullable String unmet) {
        // given
        entry(adapter, words(provided), List.of());

        // when
        DispatchDecision decision = plan(Tasks.of("t1", demand(words(asked))));

        // then
        if (unmet == null) {
            assertThat(decision).isInstanceOf(Send.class);
            assertThat(decision.reasons()).contains(new Reason("capability.met", String.join(", ", words(asked))));
        } else {
            assertThat(decision).isInstanceOfSatisfying(Reject.class, reject -> {
                assertThat(reject.refusal().code()).isEqualTo("capability.unmet");
                assertThat(reject.refusal().message()).contains("asks for " + unmet, "demo.noop 1.0.0 provides");
            });
        }
    }

    @Test
    void shouldAskNothingOfWhatUndoesATask() {
        // given
        entry("sql", List.of(), List.of());
        LeasedTask task = Tasks.of("t1", demand(List.of("net=none")));
        LeasedTask undo = new LeasedTask(
                task.attempt(),
                Action.COMPENSATE,
                task.demand(),
                task.inputs(),
                task.artifactsIn(),
                task.limits(),
                task.context());

        // when / then
        assertThat(plan(undo)).isInstanceOf(Send.class);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "net=none net=internal cpu=2 | net=internal cpu=2 | -",
                "net=none net=internal cpu=2 | net=egress         | net=egress",
                "net=none net=internal cpu=2 | cpu=3              | cpu=3",
                "net=none                    | mem=1Gi            | mem=1Gi",
                "-                           | net=none           | net=none",
            })
    void shouldParkWhenTheExecutorHasMoreThanPolicyAllows(
            @Nullable String allowed, String provided, @Nullable String refused) {
        // given the words stand where entries had them before, too
        entry("python", List.of(), words(provided));
        String list = "\"" + String.join("\",\"", words(allowed)) + "\"";
        registries.policy("narrow", "{\"capabilities\":{\"allow\":[" + (allowed == null ? "" : list) + "]}}");

        // when
        DispatchDecision decision = plan(Tasks.task("t1"));

        // then
        if (refused == null) {
            assertThat(decision).isInstanceOf(Send.class);
        } else {
            assertThat(decision).isInstanceOfSatisfying(Park.class, park -> {
                assertThat(park.refusal().code()).isEqualTo("capability.refused");
                assertThat(park.refusal().message()).contains(refused, "guard_rails.capabilities.allow");
            });
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "python    | net=internal mem=256Mi | -                        | net=internal mem=256Mi",
                "python    | mem=256Mi              | mem=1Mi                  | mem=256Mi",
                "python    | -                      | net=none                 | net=none",
                "container | -                      | net=none mem=6Mi cpu=0.1 | net=none",
                "container | mem=256Mi              | mem=6Mi cpu=0.1          | mem=256Mi",
                "container | -                      | mem=6Mi                  | -",
            })
    void shouldTellTheExecutorWhatItIsHeldTo(
            String adapter, @Nullable String provided, @Nullable String asked, @Nullable String told) {
        // given
        entry(adapter, words(provided), List.of());

        // when
        DispatchDecision decision = plan(Tasks.of("t1", demand(words(asked))));

        // then
        assertThat(decision).isInstanceOfSatisfying(Send.class, send -> assertThat(
                        JsonText.parse(send.request().executor().settings()).path("capabilities"))
                .isEqualTo(JsonText.array(words(told))));
    }

    private void entry(String adapter, List<String> provided, List<String> inSettings) {
        var unused = registries.stable("demo.noop", "1.0.0", entry -> {
            entry.put("adapter", adapter);
            if (adapter.equals("container")) {
                entry.put("ref", "sha256:" + "a".repeat(64));
            }
            entry.set("capabilities", JsonText.array(provided));
            entry.putObject("settings").set("capabilities", JsonText.array(inSettings));
        });
    }

    private static Demand demand(List<String> asked) {
        return new Demand("demo.noop", null, null, asked);
    }

    private static List<String> words(@Nullable String text) {
        return text == null ? List.of() : List.of(text.split(" "));
    }

    private DispatchDecision plan(LeasedTask task) {
        return planner.plan(List.of(task), registries.snapshot(), LIMITS, Tasks.NOW)
                .decisions()
                .getFirst();
    }
}
