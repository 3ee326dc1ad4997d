package dev.trellis.host.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trellis.contract.json.Json;
import dev.trellis.host.security.Person;
import dev.trellis.host.usertask.UserTaskView;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class EligibilityTest {
    private static final Person VERA = new Person("vera", "default", Set.of("viewer"));
    private static final Person ADAM = new Person("adam", "default", Set.of("approver", "finance"));

    @Test
    void shouldLetTheAssigneeAloneActWhenThereIsOne() {
        assertThat(Eligibility.isNamed(ADAM, task("adam", "group:sales"))).isTrue();
        assertThat(Eligibility.isNamed(ADAM, task("vera", "group:finance"))).isFalse();
    }

    @Test
    void shouldLetCandidatesActWhenNobodyIsAssigned() {
        assertThat(Eligibility.isNamed(ADAM, task(null, "group:finance"))).isTrue();
        assertThat(Eligibility.isNamed(VERA, task(null, "user:vera", "group:finance")))
                .isTrue();
        assertThat(Eligibility.isNamed(VERA, task(null, "group:finance"))).isFalse();
        assertThat(Eligibility.isNamed(VERA, task(null, "group:vera", "user:viewer")))
                .isFalse();
    }

    @Test
    void shouldLetEverybodyWhoMayDoMoreThanLookActWhenNobodyIsNamed() {
        assertThat(Eligibility.isNamed(ADAM, task(null))).isTrue();
        assertThat(Eligibility.isNamed(VERA, task(null))).isFalse();
    }

    private static UserTaskView task(@Nullable String assignee, String... candidates) {
        return new UserTaskView(
                "t1",
                "i1",
                "p",
                "approve",
                "Approve",
                assignee,
                List.of(candidates),
                null,
                Json.EMPTY_OBJECT,
                Instant.EPOCH);
    }
}
