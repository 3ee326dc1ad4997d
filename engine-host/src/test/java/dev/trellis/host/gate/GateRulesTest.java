package dev.trellis.host.gate;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each rule has a page, a diagram that it accepts and one that it refuses. */
class GateRulesTest {

    /** Rules that refuse a file before it has elements. */
    private static final Set<String> OF_FILES = Set.of("gate.size", "gate.encoding", "gate.doctype", "gate.xml");

    static Stream<String> rules() {
        return Arrays.stream(GateRule.class.getDeclaredFields())
                .filter(field -> field.getType() == String.class)
                .map(GateRulesTest::value);
    }

    private static String value(Field field) {
        try {
            return (String) Objects.requireNonNull(field.get(null));
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }

    @ParameterizedTest
    @MethodSource("rules")
    void shouldAcceptWithoutWarningWhenDiagramIsValid(String rule) {
        // given
        byte[] valid = Diagrams.resource("rules/" + rule.substring("gate.".length()) + "/valid.bpmn");
        // when
        GateResult result = Diagrams.gate().check(valid, rule);
        // then
        assertThat(result).isInstanceOfSatisfying(GateResult.Accepted.class, accepted -> {
            assertThat(accepted.warnings()).isEmpty();
            assertThat(accepted.model().source()).isEqualTo(valid);
        });
    }

    @ParameterizedTest
    @MethodSource("rules")
    void shouldNameTheCulpritAndNothingElseWhenDiagramIsInvalid(String rule) {
        // given
        byte[] invalid = Diagrams.resource("rules/" + rule.substring("gate.".length()) + "/invalid.bpmn");
        // when
        List<Violation> found =
                switch (gate(rule).check(invalid, rule)) {
                    case GateResult.Accepted accepted -> accepted.warnings();
                    case GateResult.Refused refused -> refused.violations();
                };
        // then
        assertThat(found).singleElement().satisfies(violation -> {
            assertThat(violation.rule()).isEqualTo(rule);
            if (!OF_FILES.contains(rule)) {
                assertThat(violation.place().elementId()).isEqualTo("culprit");
                assertThat(violation.place().line()).isPositive();
                assertThat(violation.place().column()).isPositive();
            }
        });
    }

    @ParameterizedTest
    @MethodSource("rules")
    void shouldHaveItsPageWhenRuleExists(String rule) throws IOException {
        // when
        String page = Files.readString(docs().resolve("bpmn-rules").resolve(rule + ".md"));
        // then
        assertThat(page).startsWith("# " + rule + ": ").contains("**Instead:**");
    }

    /** The rule on abilities refuses only where there are none. */
    private static BpmnGate gate(String rule) {
        return rule.equals(GateRule.ABILITY) ? new BpmnGate(GateLimits.DEFAULT, Set.of()) : Diagrams.gate();
    }

    private static Path docs() {
        Path folder = Path.of("").toAbsolutePath();
        while (!Files.isDirectory(folder.resolve("docs/bpmn-rules"))) {
            folder = Objects.requireNonNull(folder.getParent(), "no docs/bpmn-rules above the working directory");
        }
        return folder.resolve("docs");
    }
}
