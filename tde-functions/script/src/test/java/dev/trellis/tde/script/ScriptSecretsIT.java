package dev.trellis.tde.script;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.trellis.contract.json.Json;
import dev.trellis.contract.port.ExecutionKey;
import dev.trellis.contract.task.Action;
import dev.trellis.contract.task.TaskError;
import dev.trellis.contract.task.TaskId;
import dev.trellis.contract.task.TaskRequest;
import dev.trellis.contract.wire.JsonText;
import dev.trellis.contract.wire.OutcomeJson;
import dev.trellis.contract.wire.Sha256;
import dev.trellis.infra.memory.MemoryLog;
import dev.trellis.tde.testkit.TaskBench;
import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Secrets in the environment of scripts: there for the script, and in nothing that it says. */
final class ScriptSecretsIT {
    /** Longer than what a parser quotes of a text that it cannot read; and one that fits into a file's name. */
    private static final String LONG = digits("long", 48);

    private static final String SHORT = digits("short", 1);

    @TempDir
    Path cache;

    private TaskBench bench;

    @BeforeEach
    void storeSecrets() throws IOException {
        bench = ScriptBench.of(ScriptBench.STRONGEST, cache);
        bench.secrets().put("demo/long", LONG);
        bench.secrets().put("demo/short", SHORT);
        bench.secrets().put("demo/nul", LONG + "\0");
        bench.secrets().put("other", SHORT);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '¦', textBlock = """
            python     ¦ import hashlib,os;print('{"sha":"'+hashlib.sha256(os.environ['TOKEN'].encode()).hexdigest()+'"}')
            shell      ¦ echo '{"sha":"'$(printf %s "$TOKEN" | sha256sum | cut -c1-64)'"}'
            javascript ¦ const c=require('crypto');console.log(`{"sha":"${c.createHash('sha256').update(process.env.TOKEN).digest('hex')}"}`)
            """)
    void shouldGiveTheScriptTheValueWhenAVariableRefersToIt(String adapter, String code) throws Exception {
        // when
        ObjectNode outputs = bench.outputs(script(adapter, code, "TOKEN", "secret://demo/long"));

        // then
        assertThat(outputs.get("sha").textValue()).isEqualTo(Sha256.hexOf(LONG));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '¦', textBlock = """
            as an output            ¦ printf '{"x":"%s","%s":1}' "$LONG" "$SHORT"
            in an error of its own  ¦ printf '{"error":{"code":"%s","message":"%s"}}' "$SHORT" "$LONG"; exit 65
            on standard error       ¦ printf '%s' "$LONG" >&2; exit 1
            at the cut of the tail  ¦ printf '%s' "$LONG" >&2; head -c 44000 /dev/zero | tr '\0' . >&2; exit 1
            before the cut          ¦ for i in 1 2 3 4 5 6 7 8 9; do printf '%s' "$LONG$LONG$LONG$LONG" >&2; done; exit 1
            as what is no JSON      ¦ printf '%s' "$LONG"
            in what is no JSON      ¦ printf '{"x":%s}' "$LONG"
            in base64               ¦ printf '{"x":"%s"}' $(printf 'user:%s' "$LONG" | base64 -w0)
            as the name of a file   ¦ cd "$(sed 's/.*artifacts_out_dir":"//;s/".*//')"; : > "$SHORT"; echo '{}'
            as a name that is wrong ¦ cd "$(sed 's/.*artifacts_out_dir":"//;s/".*//')"; : > "$SHORT="; echo '{}'
            """)
    void shouldLeaveNoTraceOfTheValueWhenTheScriptTellsIt(String how, String code) throws Exception {
        // given
        TaskRequest request = script("shell", code, "LONG", "secret://demo/long", "SHORT", "secret://demo/short");
        String told;

        // when
        try (MemoryLog log = MemoryLog.of("dev.trellis.tde")) {
            told = OutcomeJson.write(bench.run(request)) + log.text();
        }

        // then
        ExecutionKey key = new ExecutionKey("default", new TaskId("task-1"), Action.EXECUTE);
        String all = told + bench.executions().read(key);
        assertThat(all).contains("task-1");
        assertThat(pieces(LONG).filter(all::contains)).as(how).isEmpty();
        assertThat(pieces(SHORT).filter(all::contains)).as(how).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "TOKEN, secret://other, secret_refused",
        "TOKEN, secret://demo/gone, secret_missing",
        "TOKEN, secret://demo/nul, secret_unusable",
        "LD_PRELOAD, secret://demo/long, environment_refused",
        "token, secret://demo/long, environment_refused"
    })
    void shouldRefuseWhenAVariableMayNotHaveIt(String name, String value, String code) throws Exception {
        // when
        TaskError error = bench.error(script("shell", "echo '{}'", name, value));

        // then
        assertThat(error.code()).as(error.message()).isEqualTo(code);
        assertThat(pieces(LONG).filter(error.message()::contains)).isEmpty();
    }

    @Test
    void shouldTakeVariablesAsTheyStandWhenTheyAreNoReference() throws Exception {
        // when
        ObjectNode outputs = bench.outputs(script("shell", "echo '{\"tz\":\"'$TZ'\"}'", "TZ", "UTC"));

        // then
        assertThat(outputs.get("tz").textValue()).isEqualTo("UTC");
    }

    private TaskRequest script(String adapter, String code, String... variables) {
        Installed.assume(adapter);
        ObjectNode settings = JsonText.parseObject(new Json("{\"guard_rails\":{\"secrets\":{\"names\":[\"demo/\"]}}}"));
        settings.put("script", code);
        ObjectNode env = settings.putObject("env");
        for (int i = 0; i < variables.length; i += 2) {
            env.put(variables[i], variables[i + 1]);
        }
        return bench.request(adapter)
                .ref("inline:")
                .settings(JsonText.json(settings))
                .build();
    }

    /** Every part of a value that is long enough to be of use. */
    private static Stream<String> pieces(String value) {
        return IntStream.rangeClosed(0, value.length() - 12).mapToObj(at -> value.substring(at, at + 12));
    }

    private static String digits(String of, int digests) {
        StringBuilder text = new StringBuilder("canary");
        IntStream.range(0, digests).forEach(i -> text.append(Sha256.hexOf(of + i)));
        return text.toString();
    }
}
