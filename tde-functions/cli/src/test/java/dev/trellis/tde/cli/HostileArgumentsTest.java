package dev.trellis.tde.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.trellis.contract.wire.JsonFields;
import dev.trellis.contract.wire.JsonText;
import dev.trellis.tde.child.Arguments;
import dev.trellis.tde.child.Variables;
import dev.trellis.tde.runtime.TaskFailedException;
import dev.trellis.tde.testkit.HostileTexts;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Values, names and variables that want to be more than they are. */
final class HostileArgumentsTest {
    @Test
    void shouldNeverMakeAnOptionOrTwoArgumentsWhenAValueIsHostile() {
        HostileTexts.of(11, 2000).forEach(text -> {
            ObjectNode inputs = JsonText.object().put("v", text);
            JsonFields settings = settings("{v}", "--name={v}");
            try {
                List<String> arguments = new Arguments(inputs, Map.of()).of(settings);
                assertThat(arguments).containsExactly(text, "--name=" + text);
                assertThat(text).doesNotStartWith("-").doesNotContain("\0");
            } catch (TaskFailedException refused) {
                assertThat(refused.error().code()).isEqualTo("argument_refused");
                assertThat(refused.error().message()).matches("\\P{Cntrl}{1,400}");
                assertThat(text.startsWith("-") || !Arguments.isPlain(text))
                        .as(text)
                        .isTrue();
            }
        });
    }

    @Test
    void shouldLetAValueStartWithADashOnlyWhenOptionsHaveEndedOrItIsDeclared() throws Exception {
        // given
        ObjectNode inputs = JsonText.object().put("v", "-rf");
        JsonFields ended = settings("--", "{v}");
        JsonFields declared = JsonFields.of(JsonText.parse("{\"args\":[{\"value\":\"{v}\",\"option\":true}]}"));

        // when
        List<String> after = new Arguments(inputs, Map.of()).of(ended);
        List<String> option = new Arguments(inputs, Map.of()).of(declared);

        // then
        assertThat(after).containsExactly("--", "-rf");
        assertThat(option).containsExactly("-rf");
    }

    @Test
    void shouldNotEndOptionsWhenAValueIsTwoDashes() {
        // given a value that says "--" for the argument after it
        ObjectNode inputs = JsonText.object().put("a", "--").put("b", "-rf");

        // when
        String code = codeOf(inputs, settings("{a}", "{b}"));

        // then
        assertThat(code).isEqualTo("argument_refused");
    }

    @Test
    void shouldFillOnceWhenAValueLooksLikeAPlace() throws Exception {
        // given
        ObjectNode inputs = JsonText.object().put("a", "{b}").put("b", "secret");

        // when
        List<String> arguments = new Arguments(inputs, Map.of()).of(settings("{a}"));

        // then
        assertThat(arguments).containsExactly("{b}");
    }

    @Test
    void shouldRefuseProgramWhenItsNameIsHostile() {
        Binaries binaries = new Binaries(false);
        HostileTexts.of(12, 1000).filter(text -> !text.equals("/etc/passwd")).forEach(text -> {
            try {
                assertThat(binaries.of(text, List.of(text, "cat"))).as(text).isNull();
            } catch (TaskFailedException refused) {
                String expected = Binaries.isWellFormed(text) ? "binary_missing" : "binary_refused";
                assertThat(refused.error().code()).as(text).isEqualTo(expected);
            }
        });
    }

    @Test
    void shouldRefuseVariableWhenNameOrValueIsHostile() {
        HostileTexts.of(13, 1000).filter(text -> !text.matches("[A-Z0-9_]+")).forEach(text -> {
            assertThat(Variables.refusal(text, "x")).as(text).isNotNull();
            assertThat(Variables.refusal("TZ", text) == null)
                    .as(text)
                    .isEqualTo(Arguments.isPlain(text) && text.length() <= 4096);
        });
        for (String name : List.of(
                "LD_PRELOAD",
                "LD_AUDIT",
                "PATH",
                "HOME",
                "BASH_ENV",
                "ENV",
                "PYTHONPATH",
                "NODE_OPTIONS",
                "PERL5OPT",
                "GIT_SSH_COMMAND",
                "JAVA_TOOL_OPTIONS",
                "HTTPS_PROXY",
                "IFS",
                "PS4")) {
            assertThat(Variables.refusal(name, "x")).as(name).isNotNull();
        }
    }

    @Test
    void shouldRefuseArgumentsThatAreTooMuchTogether() throws Exception {
        // given values that are each short enough, and half as many that fit
        ObjectNode inputs = JsonText.object().put("v", "x".repeat(100_000));
        String[] fit = Collections.nCopies(10, "{v}").toArray(String[]::new);
        String[] tooMany = Collections.nCopies(20, "{v}").toArray(String[]::new);

        // when / then
        assertThat(new Arguments(inputs, Map.of()).of(settings(fit))).hasSize(10);
        assertThat(codeOf(inputs, settings(tooMany))).isEqualTo("argument_refused");
    }

    private static String codeOf(ObjectNode inputs, JsonFields settings) {
        try {
            return "none: " + new Arguments(inputs, Map.of()).of(settings);
        } catch (TaskFailedException refused) {
            return refused.error().code();
        }
    }

    private static JsonFields settings(String... templates) {
        ObjectNode settings = JsonText.object();
        var args = settings.putArray("args");
        List.of(templates).forEach(args::add);
        return JsonFields.of(settings);
    }
}
