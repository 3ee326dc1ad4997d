package dev.trellis.host.unit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trellis.contract.json.Json;
import dev.trellis.contract.registry.TdeEntry;
import dev.trellis.contract.task.Attempt;
import dev.trellis.contract.task.Payload;
import dev.trellis.contract.task.Result;
import dev.trellis.contract.task.TaskError;
import dev.trellis.contract.task.TaskId;
import dev.trellis.contract.wire.RegistryJson;
import dev.trellis.host.unit.UnitTable.End;
import dev.trellis.host.unit.UnitTable.Open;
import dev.trellis.host.unit.UnitTable.Type;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class UnitOutcomeTest {
    private static final Json VARIABLES = new Json("{\"result\":7,\"noise\":1}");

    @Test
    void shouldGiveThePromisedVariablesWhenTheInstanceIsCompleted() {
        // when
        Result named = UnitOutcome.of(open(null, "completed"), Optional.of(entry("{\"properties\":{\"result\":{}}}")));
        Result unnamed = UnitOutcome.of(open(null, "completed"), Optional.empty());

        // then
        assertThat(named).isEqualTo(succeeded("{\"result\":7}"));
        assertThat(unnamed).isEqualTo(succeeded(VARIABLES.text()));
    }

    @Test
    void shouldFailWhenTheInstanceWasTakenBack() {
        // when
        Result result = UnitOutcome.of(open(null, "cancelled"), Optional.empty());

        // then
        assertThat(result)
                .isEqualTo(new Result.Failed(
                        new TaskError("process_ended_early", "instance child is cancelled: because", false)));
    }

    @Test
    void shouldTellTheErrorThatLeftTheInstance() {
        // when
        Result failed = UnitOutcome.of(
                open("{\"status\":\"failed\",\"code\":\"stock.empty\",\"message\":\"none\"}", "cancelled"),
                Optional.empty());
        Result required = UnitOutcome.of(
                open("{\"status\":\"compensate_required\",\"code\":\"sold.out\",\"message\":\"no\"}", "cancelled"),
                Optional.empty());

        // then
        assertThat(failed).isEqualTo(new Result.Failed(new TaskError("stock.empty", "none", false)));
        assertThat(required).isEqualTo(new Result.CompensateRequired(new TaskError("sold.out", "no", false)));
    }

    private static Result succeeded(String outputs) {
        return new Result.Succeeded(new Payload.Inline(new Json(outputs)), List.of());
    }

    private static Open open(@Nullable String error, String state) {
        return new Open(
                "child",
                new Attempt(new TaskId("task"), 1, "token"),
                "default",
                error,
                new Type("unit.job", "1.0.0", null),
                new End(true, state, "because", VARIABLES));
    }

    private static TdeEntry entry(String outputs) {
        return RegistryJson.readTde(new Json("{\"kind\":\"tde\",\"name\":\"unit.job\",\"version\":\"1.0.0\","
                + "\"adapter\":\"process\",\"ref\":\"unit.inner\",\"output_schema\":" + outputs + "}"));
    }
}
