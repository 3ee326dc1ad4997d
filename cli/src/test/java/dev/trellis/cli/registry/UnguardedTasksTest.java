package dev.trellis.cli.registry;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.trellis.cli.frame.Documents;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UnguardedTasksTest {
    private static final String TASK = "<serviceTask id='one' c:type='external' c:topic='demo.one'/>";

    @Test
    void shouldWarnOfATaskWithNeitherTimeoutNorErrorPath() {
        // given
        ObjectNode change = change(TASK + "<boundaryEvent attachedToRef='two'><errorEventDefinition/></boundaryEvent>"
                + "<boundaryEvent attachedToRef='one'><signalEventDefinition/></boundaryEvent>");

        // when
        List<String> warnings = new UnguardedTasks(type -> false).in(change);

        // then
        assertThat(warnings).singleElement().asString().contains("flow.bpmn", "'one'", "demo.one", "timeout_s");
    }

    @Test
    void shouldBeContentWhenTheTypeStatesATimeout() {
        // given
        ObjectNode change = change(TASK);

        // when
        List<String> warnings = new UnguardedTasks("demo.one"::equals).in(change);

        // then
        assertThat(warnings).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                TASK + "<boundaryEvent attachedToRef='one'><errorEventDefinition/></boundaryEvent>",
                TASK + "<boundaryEvent attachedToRef='one'><timerEventDefinition/></boundaryEvent>",
                "<subProcess id='s'>" + TASK
                        + "</subProcess><boundaryEvent attachedToRef='s'><errorEventDefinition/></boundaryEvent>",
                TASK
                        + "<subProcess triggeredByEvent='true'><startEvent><errorEventDefinition/></startEvent></subProcess>"
            })
    void shouldBeContentWhenTheModelHasAPathForIt(String body) {
        // given
        ObjectNode change = change(body);

        // when
        List<String> warnings = new UnguardedTasks(type -> false).in(change);

        // then
        assertThat(warnings).isEmpty();
    }

    @Test
    void shouldSayNothingOfADiagramThatCannotBeRead() {
        // given
        ObjectNode change = change("<serviceTask");

        // when
        List<String> warnings = new UnguardedTasks(type -> false).in(change);

        // then
        assertThat(warnings).isEmpty();
    }

    private static ObjectNode change(String body) {
        String bpmn = "<definitions xmlns='http://www.omg.org/spec/BPMN/20100524/MODEL'"
                + " xmlns:c='http://camunda.org/schema/1.0/bpmn'><process id='p'>" + body + "</process></definitions>";
        ObjectNode change = Documents.object();
        change.putArray("files")
                .addObject()
                .put("path", "flow.bpmn")
                .put("base64", Base64.getEncoder().encodeToString(bpmn.getBytes(StandardCharsets.UTF_8)));
        return change;
    }
}
