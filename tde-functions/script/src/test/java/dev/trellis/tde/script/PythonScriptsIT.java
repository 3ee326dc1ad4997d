package dev.trellis.tde.script;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.trellis.contract.json.Json;
import dev.trellis.contract.task.ArtifactRef;
import dev.trellis.contract.task.Outcome;
import dev.trellis.contract.task.Result;
import dev.trellis.contract.task.TaskError;
import dev.trellis.contract.task.TaskRequest;
import dev.trellis.contract.wire.JsonText;
import dev.trellis.tde.child.Confinement;
import dev.trellis.tde.testkit.TaskBench;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

final class PythonScriptsIT {
    @TempDir
    Path cache;

    private TaskBench bench;

    @BeforeEach
    void openBench() throws IOException {
        bench = ScriptBench.of(ScriptBench.STRONGEST, cache);
    }

    @Test
    void shouldGiveOutputsWhenScriptPrintsAnObject() throws Exception {
        // given
        TaskRequest request = script("""
                import json, sys
                task = json.load(sys.stdin)
                print("a log line", file=sys.stderr)
                print(json.dumps({"sum": sum(task["inputs"]["numbers"]), "type": task["task"]["type"]}))
                """, "{\"numbers\": [1, 2, 3.5]}", "{}");

        // when
        ObjectNode outputs = bench.outputs(request);

        // then
        assertThat(JsonText.write(outputs)).isEqualTo("{\"sum\":6.5,\"type\":\"test.python\"}");
    }

    @Test
    void shouldReadCopiesAndStoreWhatItLeavesWhenArtifactsAreGiven() throws Exception {
        // given
        ArtifactRef source = bench.store("in/words.txt", "one two three");
        ArtifactRef code = bench.store("scripts/count.py", """
                import json, os, sys
                task = json.load(sys.stdin)
                with open(task["artifacts_in"][0]["path"]) as f:
                    words = f.read().split()
                os.makedirs(os.path.join(task["artifacts_out_dir"], "sub"))
                with open(os.path.join(task["artifacts_out_dir"], "sub", "count.txt"), "w") as f:
                    f.write(str(len(words)))
                print("{}")
                """);
        TaskRequest request = bench.request()
                .ref(code.uri() + "#sha256=" + code.sha256())
                .artifactsIn(source)
                .build();

        // when
        Outcome outcome = bench.run(request);

        // then
        assertThat(outcome.result()).isInstanceOf(Result.Succeeded.class);
        ArtifactRef made = ((Result.Succeeded) outcome.result()).artifactsOut().getFirst();
        assertThat(made.uri()).isEqualTo("s3://trellis-artifacts/work/default/instance-1/task-1/1/sub/count.txt");
        assertThat(bench.read(made.uri())).isEqualTo("3");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            prints garbage            | print('hello')                                        | output_not_json
            prints two objects        | print('{}');print('{}')                               | output_not_json
            prints an array           | print('[1]')                                          | output_not_json
            prints nothing            | pass                                                  | no_output
            exits with 3              | import sys;sys.exit(3)                                | script_failed
            raises                    | raise ValueError('no such airport')                   | script_failed
            has broken syntax         | def (                                                 | script_failed
            says what went wrong      | import sys;print('{"error":{"code":"csv.bad","message":"m"}}');sys.exit(65) | csv.bad
            exits with 65, no reason  | import sys;print('{}');sys.exit(65)                   | script_failed
            prints without end        | import sys;[sys.stdout.write('x'*65536) for i in range(10**6)] | output_too_large
            writes 1 GB               | open('big','wb').write(b'x'*(1<<20)*1);f=open('big','ab');[f.write(b'x'*(1<<20)) for i in range(1024)] | script_failed
            fills the disk            | import itertools;[open(f'f{i}','wb').write(b'x'*(1<<20)*8) for i in itertools.count()] | disk_limit
            takes all memory          | x=b'x'*(1<<32)                                        | memory_limit
            computes without end      | exec('while True: pass')                              | cpu_limit
            ignores the CPU limit     | import signal;signal.signal(signal.SIGXCPU, signal.SIG_IGN);exec('while True: pass') | cpu_limit
            kills itself              | import ctypes;ctypes.string_at(0)                     | script_killed
            links a foreign file      | import os,json,sys;os.symlink('/etc/passwd',json.load(sys.stdin)['artifacts_out_dir']+'/x');print('{}') | artifact_refused
            """)
    void shouldFailWithCodeWhenScript(String what, String code, String expected) throws Exception {
        // given
        TaskRequest request = script(
                code,
                "{}",
                "{'guard_rails':{'python':{'max_output_bytes':65536,'cpu_s':1,'max_file_mb':32,'max_disk_mb':64}}}");

        // when
        TaskError error = bench.error(request);

        // then
        assertThat(error.code()).as(error.message()).isEqualTo(expected);
    }

    @Test
    void shouldTellTheLastLinesWhenScriptRaises() throws Exception {
        // given
        TaskRequest request = script("raise ValueError('no such airport')", "{}", "{}");

        // when
        TaskError error = bench.error(request);

        // then
        assertThat(error.message()).contains("exit status 1").endsWith("ValueError: no such airport");
        assertThat(error.retryable()).isFalse();
    }

    @Test
    void shouldRefuseWhenScriptIsNotTheOneThatWasNamed() throws Exception {
        // given
        ArtifactRef code = bench.store("scripts/x.py", "print('{}')");
        TaskRequest request =
                bench.request().ref(code.uri() + "#sha256=" + "0".repeat(64)).build();

        // when
        TaskError error = bench.error(request);

        // then
        assertThat(error.code()).isEqualTo("artifact_digest");
    }

    @Test
    void shouldFetchAgainWhenCachedScriptWasChanged() throws Exception {
        // given
        ArtifactRef code = bench.store("scripts/x.py", "print('{\"from\":\"store\"}')");
        Path scripts = Files.createDirectories(cache.resolve("scripts"));
        Files.writeString(scripts.resolve(code.sha256() + ".py"), "print('{\"from\":\"intruder\"}')");
        TaskRequest request =
                bench.request().ref(code.uri() + "#sha256=" + code.sha256()).build();

        // when
        ObjectNode outputs = bench.outputs(request);

        // then
        assertThat(outputs.get("from").textValue()).isEqualTo("store");
    }

    @Test
    void shouldHideEnvironmentNetworkAndOtherProcessesFromTheScript() throws Exception {
        // given
        TaskRequest request = script("""
                import json, os, socket
                def reach(host, port):
                    try:
                        socket.create_connection((host, port), 1).close()
                        return True
                    except OSError as e:
                        return e.errno
                with socket.socket() as probe:
                    interfaces = [n for _, n in socket.if_nameindex()]
                print(json.dumps({"env": sorted(os.environ), "uid": os.getuid(), "interfaces": interfaces,
                    "pids": sorted(int(p) for p in os.listdir("/proc") if p.isdigit()), "reach": reach("127.0.0.1", 22)}))
                """, "{}", "{}");

        // when
        ObjectNode outputs = bench.outputs(request);

        // then
        assertThat(JsonText.write(outputs.get("env"))).doesNotContain("AWS", "JAVA", "TRELLIS");
        assertThat(JsonText.write(outputs.get("interfaces"))).isEqualTo("[\"lo\"]");
        assertThat(JsonText.write(outputs.get("pids"))).isEqualTo("[1,2]");
        assertThat(outputs.get("reach").isBoolean()).isFalse();
        assertThat(ScriptBench.STRONGEST == Confinement.OTHER_USER)
                .isEqualTo(outputs.get("uid").intValue() >= 1_000_000);
    }

    @Test
    void shouldKillEveryDescendantWhenTimeIsUp() throws Exception {
        // given a script whose grandchild left for a session of its own
        String mark = "trellis-stray-" + System.nanoTime();
        TaskRequest request = bench.request()
                .ref("inline:")
                .settings("{}")
                .settings(settings("""
                        import os, subprocess, sys, time
                        if os.fork() == 0:
                            os.setsid()
                            if os.fork() == 0:
                                os.execvp("sleep", ["%s", "300"])
                            os._exit(0)
                        time.sleep(300)
                        """.formatted(mark), "{}"))
                .timeoutSeconds(1)
                .build();

        // when
        TaskError error = bench.error(request);

        // then
        assertThat(error.code()).isEqualTo("timeout");
        assertThat(error.retryable()).isTrue();
        assertThat(ScriptBench.commandLines().filter(line -> line.contains(mark)))
                .isEmpty();
    }

    @ParameterizedTest
    @EnumSource(Confinement.class)
    void shouldRunAndLeaveNothingBehindWhenConfinedBy(Confinement confinement) throws Exception {
        // given a script that ends well and leaves an orphan
        bench = ScriptBench.of(confinement, cache);
        String mark = "trellis-orphan-" + System.nanoTime();
        TaskRequest request = script("""
                import os
                if os.fork() == 0:
                    os.setsid()
                    if os.fork() == 0:
                        null = os.open(os.devnull, os.O_RDWR)
                        os.dup2(null, 1)
                        os.dup2(null, 2)
                        os.execvp("sleep", ["%s", "300"])
                    os._exit(0)
                os.wait()
                print("{}")
                """.formatted(mark), "{}", "{}");

        // when
        ObjectNode outputs = bench.outputs(request);

        // then
        assertThat(outputs).isEmpty();
        assertThat(ScriptBench.commandLines().filter(line -> line.contains(mark)))
                .isEmpty();
    }

    @Test
    void shouldSurviveWhenScriptForksWithoutEnd() throws Exception {
        // given
        TaskRequest request = bench.request()
                .ref("inline:")
                .settings(settings("""
                        import os, time
                        while True:
                            try:
                                os.fork()
                            except OSError:
                                time.sleep(0.01)
                        """, "{}"))
                .timeoutSeconds(2)
                .build();

        // when
        TaskError error = bench.error(request);

        // then
        assertThat(error.code()).isIn("timeout", "cpu_limit");
        assertThat(ScriptBench.commandLines().filter(line -> line.contains(cache.toString())))
                .isEmpty();
    }

    private TaskRequest script(String source, String inputs, String settings) {
        return bench.request()
                .ref("inline:")
                .settings(settings(source, settings.replace('\'', '"')))
                .inputs(inputs)
                .build();
    }

    private static Json settings(String source, String others) {
        ObjectNode settings = JsonText.parseObject(new Json(others));
        settings.put("script", source);
        return JsonText.json(settings);
    }
}
