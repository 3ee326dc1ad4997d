package dev.trellis.tde.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.trellis.contract.json.Json;
import dev.trellis.contract.task.ArtifactRef;
import dev.trellis.contract.task.Payload;
import dev.trellis.contract.task.TaskError;
import dev.trellis.contract.task.TaskRequest;
import dev.trellis.contract.wire.JsonText;
import dev.trellis.contract.wire.Sha256;
import dev.trellis.tde.child.Arguments;
import dev.trellis.tde.child.Confinement;
import dev.trellis.tde.child.Sandbox;
import dev.trellis.tde.testkit.HostileTexts;
import dev.trellis.tde.testkit.TaskBench;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Real programs with arguments made of inputs. */
final class CliKindIT {
    private static final Sandbox SANDBOX = Sandbox.of(Confinement.probe());
    private static final String SHOW =
            "import json,sys,os;print(json.dumps({'argv':sys.argv[1:],'files':sorted(os.listdir('.'))}))";

    private final TaskBench bench = TaskBench.of(new CliKind(SANDBOX));

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            sort      | ['-n']                          | 'stdin':'text','stdin_input':'t','stdout':'text'    | {"text":"1\\n2\\n10\\n"}
            cat       | []                              | 'stdin':'inputs'                                    | {"t":"10\\n2\\n1\\n","n":3}
            cat       | ['{artifacts_in.0}']            | 'stdout':'text'                                     | {"text":"from the store"}
            cat       | []                              | 'stdin':'artifact','stdout':'text'                  | {"text":"from the store"}
            seq       | ['{n}']                         | 'stdout':'ignore'                                   | {}
            expr      | ['{n}','+','1']                 | 'stdout':'json'                                     | {"result":4}
            grep      | ['-c','x','{artifacts_in.0}']   | 'exit_codes':{'1':{'ok':true}}                      | {"result":0,"exit_code":1}
            printenv  | ['TZ','HOME_OF']                | 'stdout':'text','env':{'TZ':'UTC','HOME_OF':'y'}    | {"text":"UTC\\ny\\n"}
            printf    | ['%s',{'value':'{n}','option':true},{'literal':'{n}'}] | 'stdout':'text'               | {"text":"3{n}"}
            """)
    void shouldGiveOutputsWhenCommandEndsWell(String program, String args, String settings, String expected)
            throws Exception {
        // given
        ArtifactRef stored = bench.store("in/x.txt", "from the store");
        TaskRequest request = bench.request()
                .ref(program)
                .settings(settings(args, settings, "['" + program + "']"))
                .inputs("{\"t\":\"10\\n2\\n1\\n\",\"n\":3}")
                .artifactsIn(stored)
                .build();

        // when
        ObjectNode outputs = bench.outputs(request);

        // then
        assertThat(JsonText.write(outputs)).isEqualTo(expected);
    }

    @Test
    void shouldStoreStandardOutputWhenItIsAnArtifact() throws Exception {
        // given
        TaskRequest request = bench.request()
                .ref("/usr/bin/seq")
                .settings(settings("['3']", "'stdout':'artifact','stdout_name':'numbers.txt'", "['seq']"))
                .build();

        // when
        ObjectNode outputs = bench.outputs(request);

        // then
        assertThat(bench.read(outputs.at("/artifacts/numbers.txt").textValue())).isEqualTo("1\n2\n3\n");
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource(delimiter = '¦', quoteCharacter = '`', textBlock = """
            seq     ¦ ['9']                      ¦ ''                      ¦ ['sort']    ¦ binary_refused
            seq     ¦ ['9']                      ¦ ''                      ¦ []          ¦ binary_refused
            ./seq   ¦ ['9']                      ¦ ''                      ¦ ['./seq']   ¦ binary_refused
            ../bin/seq ¦ ['9']                   ¦ ''                      ¦ ['../bin/seq'] ¦ binary_refused
            /usr/../bin/seq ¦ ['9']              ¦ ''                      ¦ ['/usr/../bin/seq'] ¦ binary_refused
            nosuch  ¦ ['9']                      ¦ ''                      ¦ ['nosuch']  ¦ binary_missing
            cat     ¦ ['{option}']               ¦ ''                      ¦ ['cat']     ¦ argument_refused
            cat     ¦ ['{none}']                 ¦ ''                      ¦ ['cat']     ¦ argument_refused
            cat     ¦ ['{list}']                 ¦ ''                      ¦ ['cat']     ¦ argument_refused
            cat     ¦ ['{nul}']                  ¦ ''                      ¦ ['cat']     ¦ argument_refused
            seq     ¦ ['3']                      ¦ 'env':{'LD_PRELOAD':'/tmp/x.so'} ¦ ['seq'] ¦ environment_refused
            seq     ¦ ['3']                      ¦ 'stdout':'artifact','stdout_name':'../x' ¦ ['seq'] ¦ invalid_request
            seq     ¦ ['3']                      ¦ 'exit_codes':{'0':{'code':'x'}} ¦ ['seq'] ¦ invalid_request
            seq     ¦ ['x']                      ¦ ''                      ¦ ['seq']     ¦ command_failed
            grep    ¦ ['x','/dev/null']          ¦ 'exit_codes':{'1':{'code':'log.no_match','retryable':true}} ¦ ['grep'] ¦ log.no_match
            yes     ¦ []                         ¦ ''                      ¦ ['yes']     ¦ output_too_large
            yes     ¦ []                         ¦ 'stdout':'artifact'     ¦ ['yes']     ¦ disk_limit
            echo    ¦ ['x']                      ¦ ''                      ¦ ['echo']    ¦ output_not_json
            head    ¦ ['-c','9','/dev/urandom']  ¦ 'stdout':'text'         ¦ ['head']    ¦ output_not_text
            sleep   ¦ ['99']                     ¦ ''                      ¦ ['sleep']   ¦ timeout
            bash    ¦ ['-c','f() { f | f & }; f; sleep 99'] ¦ ''           ¦ ['bash']    ¦ timeout|cpu_limit|command_failed|command_killed
            bash    ¦ ['-c','setsid sleep 3177 & sleep 99'] ¦ ''           ¦ ['bash']    ¦ timeout
            bash    ¦ ['-c','while :; do :; done'] ¦ ''                    ¦ ['bash']    ¦ cpu_limit
            bash    ¦ ['-c','head -c 1G /dev/zero | tail'] ¦ ''          ¦ ['bash']    ¦ memory_limit
            bash    ¦ ['-c','kill -SEGV $$']     ¦ ''                      ¦ ['bash']    ¦ command_killed
            curl    ¦ ['-s','http://127.0.0.1:1/'] ¦ 'exit_codes':{'7':{'code':'no.network'}} ¦ ['curl'] ¦ no.network
            """)
    void shouldFailWithCodeWhen(String program, String args, String settings, String allowed, String expected)
            throws Exception {
        // given
        TaskRequest request = bench.request()
                .ref(program)
                .settings(settings(args, settings, allowed))
                .inputs("{\"option\":\"-n\",\"list\":[1],\"nul\":\"a\\u0000b\"}")
                .timeoutSeconds(3)
                .build();

        // when
        TaskError error = bench.error(request);

        // then
        assertThat(error.code()).as(error.message()).matches(expected.replace(".", "\\."));
        assertThat(ProcessHandle.allProcesses()
                        .map(process -> process.info().commandLine().orElse("")))
                .noneMatch(line -> line.contains("sleep 3177"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '¦', quoteCharacter = '`', textBlock = """
            ['--','{half}'] ¦ ''
            []              ¦ 'stdin':'text','stdin_input':'half'
            []              ¦ 'stdin':'inputs'
            """)
    void shouldRefuseHalfACharacterWhereverTheProgramWouldReadIt(String args, String settings) throws Exception {
        // given a text that JSON can name and UTF-8 cannot say, in inputs as a foreign sender stores them
        ArtifactRef inputs = bench.store("in/inputs.json", "{\"half\":\"\\ud800\"}");
        TaskRequest request = bench.request()
                .ref("cat")
                .settings(settings(args, settings, "['cat']"))
                .inputs(new Payload.ClaimCheck(inputs))
                .build();

        // when
        TaskError error = bench.error(request);

        // then
        assertThat(error.code()).isEqualTo("invalid_input");
        assertThat(error.message()).contains("$.half", "half a character");
    }

    @Test
    void shouldTellTheProgramASecretAndNobodyElse() throws Exception {
        // given
        bench.secrets().put("demo/token", "canary-0123456789");
        ObjectNode settings = JsonText.parseObject(
                settings("['TOKEN']", "'stdout':'text','env':{'TOKEN':'secret://demo/token'}", "['printenv','bash']"));
        settings.withObject("/guard_rails/secrets").putArray("names").add("demo/token");
        TaskRequest echo = bench.request()
                .ref("printenv")
                .settings(JsonText.json(settings))
                .build();
        settings.putArray("args").add("-c").add("printf %s \"$TOKEN\" | sha256sum | cut -c1-64");
        TaskRequest digest = bench.request()
                .task("task-2", 1)
                .ref("bash")
                .settings(JsonText.json(settings))
                .build();

        // when
        String echoed = JsonText.write(bench.outputs(echo));
        String digested = bench.outputs(digest).get("text").textValue();

        // then
        assertThat(echoed).isEqualTo("{\"text\":\"[secret demo/token]\\n\"}");
        assertThat(digested.strip()).isEqualTo(Sha256.hexOf("canary-0123456789"));
    }

    @Test
    void shouldGiveEachValueAsOneArgumentWhenTheyAreHostile() throws Exception {
        // given 400 values after "--", all in one command
        List<String> values = HostileTexts.of(7, 700)
                .filter(Arguments::isPlain)
                .filter(value -> value.length() < 2000)
                .limit(400)
                .toList();
        ObjectNode inputs = JsonText.object();
        List<String> templates = new ArrayList<>(List.of("-I", "-c", SHOW, "--"));
        for (int number = 0; number < values.size(); number++) {
            inputs.put("v" + number, values.get(number));
            templates.add("{v" + number + "}");
        }
        ObjectNode settings = JsonText.parseObject(settings("[]", "", "['python3']"));
        ArrayNode args = settings.putArray("args");
        templates.forEach(args::add);
        TaskRequest request = bench.request()
                .ref("python3")
                .settings(JsonText.json(settings))
                .inputs(new Payload.Inline(JsonText.json(inputs)))
                .build();

        // when
        ObjectNode outputs = bench.outputs(request);

        // then each came through as it was, and none was a command
        List<String> seen = new ArrayList<>();
        outputs.get("argv").forEach(argument -> seen.add(argument.textValue()));
        assertThat(values).hasSize(400);
        assertThat(seen.subList(1, seen.size())).isEqualTo(values);
        assertThat(outputs.get("files")).isEmpty();
    }

    private static Json settings(String args, String others, String allowed) {
        String rails = "'guard_rails':{'cli':{'binaries':%s,'cpu_s':1,'memory_mb':256,'max_file_mb':8,'max_disk_mb':16,"
                + "'max_processes':24,'max_output_bytes':100000}}";
        String all = "{'args':%s,%s".formatted(args, rails.formatted(allowed))
                + (others.equals("''") || others.isEmpty() ? "}" : "," + others + "}");
        return new Json(all.replace('\'', '"'));
    }
}
