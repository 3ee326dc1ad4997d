package dev.trellis.host.gate;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the rule on compensation refuses, each made of the one valid diagram by one change, and what it reads. */
class CompensationRuleTest {
    private static final String VALID =
            new String(Diagrams.resource("rules/compensation/valid.bpmn"), StandardCharsets.UTF_8);

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            association to one       | isForCompensation="true" | isForCompensation="false"
            association to one       | sourceRef="paid" targetRef="refund" | sourceRef="refund" targetRef="refund"
            serviceTask or sendTask  | attachedToRef="pay" | attachedToRef="plain"
            to or from a handler     | sourceRef="undo" targetRef="end" | sourceRef="undo" targetRef="refund"
            no flow leaves           | sourceRef="pay" targetRef="undo" | sourceRef="paid" targetRef="undo"
            waits until all          | activityRef="pay" | waitForCompletion="false"
            as the event             | activityRef="pay" | activityRef="refund"
            as the event             | activityRef="pay" | activityRef="plain"
            """)
    void shouldRefuseWhatWouldNotBeUndoneAsDrawn(String message, String of, String by) {
        // given
        String broken = VALID.replace(of.strip(), by.strip())
                .replace("<bpmn:endEvent", "<bpmn:task id=\"plain\" />\n    <bpmn:endEvent");

        // when / then
        assertThat(Diagrams.violations(broken)).anySatisfy(violation -> {
            assertThat(violation.rule()).isEqualTo("gate.compensation");
            assertThat(violation.message()).contains(message);
        });
    }

    @Test
    void shouldRefuseAnAssociationBeforeAnElement() {
        // given
        String line = VALID.lines()
                .filter(text -> text.contains("bpmn:association"))
                .findFirst()
                .orElseThrow();
        String early = VALID.replace(line + "\n", "").replace("    <bpmn:startEvent", line + "\n    <bpmn:startEvent");

        // when / then
        assertThat(Diagrams.violations(early)).singleElement().satisfies(violation -> assertThat(violation.message())
                .contains("behind all else"));
    }

    @Test
    void shouldRefuseActivitiesOfAnotherScope() {
        // given
        String inner = "<bpmn:subProcess id=\"s\"><bpmn:startEvent id=\"s0\" /><bpmn:endEvent id=\"s1\">"
                + "<bpmn:compensateEventDefinition activityRef=\"pay\" /></bpmn:endEvent></bpmn:subProcess>";

        // when / then
        assertThat(Diagrams.violations(
                        VALID.replace("    <bpmn:endEvent id=\"end\"", inner + "<bpmn:endEvent id=\"end\"")))
                .singleElement()
                .satisfies(violation -> assertThat(violation.rule()).isEqualTo("gate.compensation"));
    }

    @Test
    void shouldLetAnEventSubProcessUndoWhatIsAroundIt() {
        // given
        String handler = "<bpmn:subProcess id=\"s\" triggeredByEvent=\"true\"><bpmn:startEvent id=\"s0\">"
                + "<bpmn:errorEventDefinition /></bpmn:startEvent><bpmn:endEvent id=\"s1\">"
                + "<bpmn:compensateEventDefinition activityRef=\"pay\" /></bpmn:endEvent></bpmn:subProcess>";

        // when
        GatedModel model = Diagrams.accepted(
                VALID.replace("    <bpmn:endEvent id=\"end\"", handler + "<bpmn:endEvent id=\"end\""));

        // then
        assertThat(model.compensation().handlers()).isEqualTo(Map.of("pay", "refund"));
        assertThat(model.compensation().isHandler("refund")).isTrue();
        assertThat(model.compensation().tasksOf("pay")).isEqualTo(Set.of("pay"));
    }
}
