package dev.trellis.registry;

import static dev.trellis.contract.task.DataClass.CONFIDENTIAL;
import static dev.trellis.contract.task.DataClass.INTERNAL;
import static dev.trellis.contract.task.DataClass.PII;
import static dev.trellis.contract.task.DataClass.PUBLIC;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trellis.contract.registry.TdeEntry;
import dev.trellis.contract.wire.RegistryJson;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ClearanceTest {

    private static final String CLEARED = "'data_classes':['internal','pii'],'capabilities':['net=egress']";

    @Test
    void shouldLetATypeSeePublicDataAloneWhenNothingIsDeclared() {
        // when
        Clearance clearance = clearance("'effect':'pure'");

        // then
        assertThat(clearance.seen()).containsExactly(PUBLIC);
        assertThat(clearance.unseen(List.of("public", "internal", "medical"))).containsExactly("internal", "medical");
    }

    @Test
    void shouldNeedAPolicyForMoreThanInternalData() {
        // when / then
        assertThat(clearance(CLEARED).seen()).containsExactlyInAnyOrder(PUBLIC, INTERNAL);
        assertThat(clearance(CLEARED, "'data':{'see':['internal','pii']}").seen())
                .containsExactlyInAnyOrder(PUBLIC, INTERNAL, PII);
    }

    @Test
    void shouldHoldWhatAllPoliciesAllowWhenSeveralSpeak() {
        // when / then
        assertThat(clearance(CLEARED, "'data':{'see':['internal','pii']}", "'data':{'see':['pii']}")
                        .seen())
                .containsExactlyInAnyOrder(PUBLIC, PII);
    }

    @Test
    void shouldNarrowWhatACapabilityMaySee() {
        // when / then
        assertThat(clearance(CLEARED, "'data':{'see':['internal','pii'],'by_capability':{'net=egress':['internal']}}")
                        .seen())
                .containsExactlyInAnyOrder(PUBLIC, INTERNAL);
    }

    @Test
    void shouldNarrowByACapabilityThatStandsInTheSettings() {
        // given
        String settings = "'data_classes':['internal','pii'],'settings':{'capabilities':['net=egress']}";

        // when / then
        assertThat(clearance(settings, "'data':{'see':['internal','pii'],'by_capability':{'net=egress':['internal']}}")
                        .seen())
                .containsExactlyInAnyOrder(PUBLIC, INTERNAL);
    }

    @Test
    void shouldRefuseToApplyATypeThatProvidesMoreThanPolicyAllows() {
        // given
        EntryDraft type = draft("'capabilities':['net=egress','cpu=2']");
        EntryDraft narrow = Entries.policy(
                "narrow", "1.0.0", "demo.*", guardRails("'capabilities':{'allow':['net=internal','cpu=4']}"));

        // when / then
        assertThat(plan(List.of(type))).isEmpty();
        assertThat(plan(List.of(type, narrow))).singleElement().satisfies(problem -> {
            assertThat(problem.path()).isEqualTo("$.capabilities");
            assertThat(problem.message()).contains("net=egress", "guard_rails.capabilities.allow", "narrow 1.0.0");
        });
    }

    @Test
    void shouldGiveAHandleOnlyOfWhatPolicyNames() {
        // when
        Clearance clearance = clearance(CLEARED, "'data':{'handles':['confidential']}");

        // then
        assertThat(clearance.sees(Set.of(CONFIDENTIAL))).isFalse();
        assertThat(clearance.handles(Set.of(CONFIDENTIAL, INTERNAL))).isTrue();
        assertThat(clearance.handles(Set.of(CONFIDENTIAL, PII))).isFalse();
    }

    @Test
    void shouldRefuseToApplyATypeThatPolicyDoesNotClearForWhatItDeclares() {
        // given
        EntryDraft type = draft("'data_classes':['pii']");
        EntryDraft policy = Entries.policy("people", "1.0.0", "demo.*", guardRails("'data':{'see':['pii']}"));

        // when
        List<Problem> alone = plan(List.of(type));
        List<Problem> together = plan(List.of(type, policy));

        // then
        assertThat(alone).singleElement().satisfies(problem -> {
            assertThat(problem.path()).isEqualTo("$.data_classes");
            assertThat(problem.message()).contains("pii").contains("guard_rails.data.see");
        });
        assertThat(together).isEmpty();
    }

    @Test
    void shouldRefuseToApplyATypeWhoseSchemasSpeakOfMoreThanItDeclares() {
        // when / then
        assertThat(plan(List.of(draft("'output_schema':{'properties':{'a':{'x-data-class':'secret'}}}"))))
                .singleElement()
                .satisfies(problem -> assertThat(problem.path()).isEqualTo("$.output_schema"));
        assertThat(plan(List.of(draft("'input_schema':{'properties':{'a':{'x-data-class':'secret'}}}"))))
                .singleElement()
                .satisfies(problem -> assertThat(problem.path()).isEqualTo("$.input_schema"));
    }

    @Test
    void shouldTakeATypeThatGetsWhatItMayNotSeeByHandle() {
        // given
        EntryDraft type = draft("'input_schema':{'properties':{'a':{'x-data-class':'pii'}}}");
        EntryDraft policy = Entries.policy("people", "1.0.0", "demo.*", guardRails("'data':{'handles':['pii']}"));

        // when / then
        assertThat(plan(List.of(type, policy))).isEmpty();
    }

    private static List<Problem> plan(List<EntryDraft> drafts) {
        return new ChangePlanner(new EntryValidator(new SchemaCheck()))
                .plan(drafts, RegistrySnapshot.empty())
                .problems();
    }

    private static Clearance clearance(String rest, String... rails) {
        EntryDraft[] policies = new EntryDraft[rails.length];
        for (int i = 0; i < rails.length; i++) {
            policies[i] = Entries.policy("p" + i, "1.0.0", "demo.*", guardRails(rails[i]));
        }
        TdeEntry entry = RegistryJson.readTde(draft(rest).document());
        return Clearance.of(entry, Entries.policies(policies).policyFor("demo.type"));
    }

    private static String guardRails(String rail) {
        return Entries.json("'guard_rails':{" + rail + "}").text();
    }

    private static EntryDraft draft(String rest) {
        return Entries.draft(
                Entries.json("{'kind':'tde','name':'demo.type','version':'1.0.0','adapter':'file','ref':'copy'," + rest
                                + "}")
                        .text());
    }
}
