package dev.trellis.registry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trellis.registry.ChangePlan.Action;
import dev.trellis.registry.ChangePlan.Change;
import java.util.List;
import org.junit.jupiter.api.Test;

class ChangePlannerTest {

    private final ChangePlanner planner = new ChangePlanner(new EntryValidator(new SchemaCheck()));

    @Test
    void shouldSayWhatBecomesOfEachDraftWhenComparedWithTheRegistry() {
        // given
        RegistrySnapshot snapshot = Entries.tdes("a.b", "1.0.0", "1.0.0", "1.1.0");
        EntryDraft changed = Entries.draft(
                "{\"kind\":\"tde\",\"name\":\"a.b\",\"version\":\"1.0.0\",\"adapter\":\"file\",\"ref\":\"move\"}");

        // when
        Action same = only(planner.plan(List.of(Entries.tde("a.b", "1.0.0")), snapshot))
                .action();
        Action flip = only(planner.plan(List.of(Entries.tde("a.b", "1.1.0")), snapshot))
                .action();
        Action create = only(planner.plan(List.of(Entries.tde("a.b", "1.2.0")), snapshot))
                .action();
        ChangePlan conflict = planner.plan(List.of(changed), snapshot);

        // then
        assertThat(List.of(same, flip, create)).containsExactly(Action.UNCHANGED, Action.FLIP, Action.CREATE);
        assertThat(only(conflict).action()).isEqualTo(Action.CONFLICT);
        assertThat(conflict.problems()).singleElement().satisfies(problem -> assertThat(problem.message())
                .contains("raise the version"));
    }

    @Test
    void shouldOrderChangesSoThatNothingIsStableBeforeWhatItNeedsWhenSeveralKindsChange() {
        // given
        List<EntryDraft> seed = Seed.drafts("trellis-artifacts");

        // when
        ChangePlan plan = planner.plan(seed, RegistrySnapshot.empty());

        // then
        assertThat(plan.problems()).isEmpty();
        assertThat(plan.changes())
                .extracting(change -> change.key().name())
                .containsExactly(
                        "default",
                        "kernel.registry.flip",
                        "kernel.registry.validate",
                        "kernel.registry.write",
                        "kernel.change",
                        "kernel.task");
        assertThat(plan.changesAnything()).isTrue();
    }

    @Test
    void shouldNotCareAboutOrderAndSpellingWhenDocumentsMeanTheSame() {
        // given
        RegistrySnapshot snapshot = Entries.tdes("a.b", "1.0.0", "1.0.0");
        EntryDraft respelled = Entries.draft(
                "{ \"ref\": \"copy\", \"version\": \"1.0.0\", \"adapter\": \"file\", \"name\": \"a.b\", \"kind\": \"tde\" }");

        // when
        ChangePlan plan = planner.plan(List.of(respelled), snapshot);

        // then
        assertThat(plan.changesAnything()).isFalse();
    }

    @Test
    void shouldComplainWhenTwoDraftsHaveOneName() {
        // given
        List<EntryDraft> drafts = List.of(Entries.tde("a.b", "1.0.0"), Entries.tde("a.b", "1.1.0"));

        // when
        ChangePlan plan = planner.plan(drafts, RegistrySnapshot.empty());

        // then
        assertThat(plan.problems()).singleElement().satisfies(problem -> assertThat(problem.message())
                .contains("tde a.b 1.0.0"));
    }

    private static Change only(ChangePlan plan) {
        assertThat(plan.changes()).hasSize(1);
        return plan.changes().getFirst();
    }
}
