package dev.trellis.cli.registry;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.trellis.cli.frame.Documents;
import org.junit.jupiter.api.Test;

class PlanTextTest {
    @Test
    void shouldShowEachChangeAndCountTheRestWhenPlanned() {
        // given
        JsonNode plan = plan("create", "flip", "unchanged", "unchanged");

        // when
        String text = PlanText.of(plan);

        // then
        assertThat(text).isEqualTo("Plan:\n  + tde a.b 1.0.0\n  ~ tde a.b 1.0.0 becomes stable\n  = 2 unchanged");
        assertThat(PlanText.changesAnything(plan)).isTrue();
        assertThat(PlanText.problems(plan)).isEmpty();
    }

    @Test
    void shouldChangeNothingWhenAllIsThere() {
        assertThat(PlanText.changesAnything(plan("unchanged"))).isFalse();
    }

    @Test
    void shouldNameConflictsAmongTheProblemsWhenAVersionExistsWithOtherContent() {
        assertThat(PlanText.problems(plan("conflict")))
                .singleElement()
                .asString()
                .contains("raise its version");
    }

    private static JsonNode plan(String... actions) {
        var plan = Documents.object();
        var changes = plan.putArray("changes");
        for (String action : actions) {
            changes.addObject()
                    .put("kind", "tde")
                    .put("name", "a.b")
                    .put("version", "1.0.0")
                    .put("action", action);
        }
        plan.putArray("problems");
        return plan;
    }
}
