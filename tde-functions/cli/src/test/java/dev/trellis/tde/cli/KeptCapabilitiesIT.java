package dev.trellis.tde.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.trellis.contract.task.TaskError;
import dev.trellis.contract.task.TaskRequest;
import dev.trellis.contract.wire.JsonText;
import dev.trellis.tde.child.Confinement;
import dev.trellis.tde.child.Sandbox;
import dev.trellis.tde.testkit.TaskBench;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What an entry provides is what its program has. */
final class KeptCapabilitiesIT {
    private static final Confinement STRONGEST = Confinement.probe();
    private static final String INTERFACES = "tail -n +3 /proc/net/dev | cut -d: -f1 | tr -d ' ' | tr '\\n' ' '";

    private final TaskBench bench = TaskBench.of(new CliKind(Sandbox.of(STRONGEST)));

    @Test
    void shouldBindTheProgramToAsManyCores() throws Exception {
        // when
        String one = said(bench, "nproc", "cpu=1");
        String all = said(bench, "nproc");

        // then
        assertThat(one).isEqualTo("1");
        assertThat(all).isEqualTo(Integer.toString(Runtime.getRuntime().availableProcessors()));
    }

    @Test
    void shouldShowTheNetworkOfTheFunctionOnlyWhenItIsProvided() throws Exception {
        // given
        String functions = Files.readString(Path.of("/proc/net/dev"));

        // when
        String none = said(bench, INTERFACES, "net=none");
        String unsaid = said(bench, INTERFACES);
        String egress = said(bench, INTERFACES, "net=egress");

        // then
        assertThat(List.of(egress.split(" "))).allMatch(functions::contains).contains("lo");
        if (STRONGEST != Confinement.SESSION) {
            assertThat(none).isEqualTo("lo");
            assertThat(unsaid).isEqualTo("lo");
        }
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '¦',
            value = {
                "mem=64Mi  ¦ head -c 120M /dev/zero | tail ¦ memory_limit",
                "mem=512Mi ¦ true                          ¦ capability_refused",
                "cpu=999   ¦ true                          ¦ capability_missing",
                "cpu=lots  ¦ true                          ¦ invalid_request",
            })
    void shouldRefuseOrEndWhatGoesBeyond(String capability, String script, String code) throws Exception {
        // when
        TaskError error = bench.error(shell(bench, script, capability));

        // then
        assertThat(error.code()).as(error.message()).isEqualTo(code);
    }

    @Test
    void shouldRefuseToPromiseNoNetworkWhereNothingCanTakeItAway() throws Exception {
        // given
        TaskBench weak = TaskBench.of(new CliKind(Sandbox.of(Confinement.SESSION)));

        // when
        TaskError promised = weak.error(shell(weak, "true", "net=none"));
        String unsaid = said(weak, "echo runs");

        // then
        assertThat(promised.code()).isEqualTo("capability_missing");
        assertThat(promised.message()).contains("net=none", "TRELLIS_NET_NONE");
        assertThat(unsaid).isEqualTo("runs");
    }

    private static String said(TaskBench bench, String script, String... capabilities) throws Exception {
        bench.loseOutcomes();
        return bench.outputs(shell(bench, script, capabilities))
                .get("text")
                .textValue()
                .strip();
    }

    private static TaskRequest shell(TaskBench bench, String script, String... capabilities) {
        ObjectNode settings = JsonText.object().put("stdout", "text");
        ArrayNode args = settings.putArray("args").add("-c");
        args.addObject().put("literal", script);
        settings.set("capabilities", JsonText.array(List.of(capabilities)));
        ObjectNode rails = settings.putObject("guard_rails").putObject("cli");
        rails.put("memory_mb", 256).putArray("binaries").add("bash");
        return bench.request()
                .ref("bash")
                .settings(JsonText.json(settings))
                .timeoutSeconds(20)
                .build();
    }
}
