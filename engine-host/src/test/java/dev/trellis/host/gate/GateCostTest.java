package dev.trellis.host.gate;

import static dev.trellis.host.gate.Diagrams.file;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** No file that passes the size limit makes the gate hang, overflow its stack or run out of memory. */
class GateCostTest {

    /** Generous, for busy machines: each file takes well under a second on an idle one. */
    private static final Duration BOUND = Duration.ofSeconds(60);

    static Stream<Arguments> files() {
        return Stream.of(
                Arguments.of(
                        "event sub-processes",
                        many(14_000, i -> "<bpmn:subProcess id=\"s" + i + "\" triggeredByEvent=\"true\"/>")),
                Arguments.of(
                        "flows",
                        many(20_000, i -> "<bpmn:sequenceFlow id=\"f" + i + "\" sourceRef=\"a\" targetRef=\"a\"/>")),
                Arguments.of(
                        "boundary events",
                        many(
                                8_000,
                                i -> "<bpmn:boundaryEvent id=\"b" + i
                                        + "\" attachedToRef=\"a\"><bpmn:compensateEventDefinition/></bpmn:boundaryEvent>")),
                Arguments.of("event gateways", many(15_000, i -> "<bpmn:eventBasedGateway id=\"g" + i + "\"/>")),
                Arguments.of(
                        "one expression",
                        many(1, i -> "<bpmn:task id=\"t\" name=\"${" + "(".repeat(1_000_000) + "\"/>")),
                Arguments.of(
                        "dots in a topic",
                        many(
                                1,
                                i -> "<bpmn:serviceTask id=\"t\" camunda:type=\"external\" camunda:topic=\"a"
                                        + ".a".repeat(500_000) + "\"/>")),
                Arguments.of("dashes in an id", many(1, i -> "<bpmn:task id=\"" + "a-".repeat(500_000) + "\"/>")),
                Arguments.of(
                        "slashes in a timer",
                        many(
                                1,
                                i -> "<bpmn:startEvent id=\"t\"><bpmn:timerEventDefinition><bpmn:timeCycle>R"
                                        + "/".repeat(900_000)
                                        + "</bpmn:timeCycle></bpmn:timerEventDefinition></bpmn:startEvent>")),
                Arguments.of("opened comments", "<a>" + "<!".repeat(900_000)));
    }

    private static String many(int count, IntFunction<String> element) {
        String elements = IntStream.range(0, count).mapToObj(element).collect(Collectors.joining());
        return file("<bpmn:process id=\"p\" isExecutable=\"true\">" + elements + "</bpmn:process>");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("files")
    void shouldAnswerInTimeWhenFileIsAsLargeAsAllowed(String what, String xml) {
        // given
        byte[] bytes = xml.getBytes(StandardCharsets.UTF_8);
        assertThat(bytes.length).isLessThan(GateLimits.DEFAULT.bytes());
        // when
        GateResult result = Assertions.assertTimeoutPreemptively(
                BOUND, () -> Diagrams.gate().check(bytes, what));
        // then
        assertThat(result).isInstanceOf(GateResult.Refused.class);
    }

    @Test
    void shouldAcceptWhenAnHonestDiagramIsLarge() {
        // given
        String tasks = IntStream.range(0, 5_000)
                .mapToObj(
                        i -> "<bpmn:task id=\"t%d\"/><bpmn:sequenceFlow id=\"f%d\" sourceRef=\"%s\" targetRef=\"t%d\"/>"
                                .formatted(i, i, i == 0 ? "s" : "t" + (i - 1), i))
                .collect(Collectors.joining());
        String xml = file(
                "<bpmn:process id=\"p\" isExecutable=\"true\"><bpmn:startEvent id=\"s\"/>" + tasks + "</bpmn:process>");
        // when
        GateResult result = Assertions.assertTimeoutPreemptively(BOUND, () -> Diagrams.check(xml));
        // then
        assertThat(result).isInstanceOfSatisfying(GateResult.Accepted.class, accepted -> assertThat(accepted.warnings())
                .isEmpty());
    }
}
