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
import dev.trellis.tde.child.Confinement;
import dev.trellis.tde.testkit.TaskBench;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Scripts in every language: what they say, and what they are kept from. */
final class ContainedScriptsIT {
    private static final long START = System.currentTimeMillis();
    private static final String RAILS = "{'max_output_bytes':65536,'cpu_s':1,'max_file_mb':8,'max_disk_mb':32,"
            + "'memory_mb':256,'max_memory_mb':384,'max_processes':24}";

    @TempDir
    Path cache;

    private TaskBench bench;

    @BeforeEach
    void openBench() throws IOException {
        bench = ScriptBench.of(ScriptBench.STRONGEST, cache);
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource(delimiter = '¦', quoteCharacter = '`', textBlock = """
            shell      ¦ sh   ¦ read task; printf '%s' '{"said":"'"$0"'"}' >/dev/null; echo '{"lang":"sh","bash":"'"$BASH_VERSION"'"}'   ¦ {"lang":"sh","bash":""}
            shell      ¦ bash ¦ a=(x y); echo "{\\"n\\":${#a[@]}}"                                                                       ¦ {"n":2}
            javascript ¦ -    ¦ const t=JSON.parse(require('fs').readFileSync(0));console.log(JSON.stringify({double:t.inputs.n*2}))   ¦ {"double":42}
            """)
    void shouldGiveOutputsWhenScriptPrintsAnObject(String adapter, String shell, String code, String expected)
            throws Exception {
        // given
        TaskRequest request = script(adapter, shell, code, "{\"n\": 21}", 20);

        // when
        ObjectNode outputs = bench.outputs(request);

        // then
        assertThat(JsonText.write(outputs)).isEqualTo(expected);
    }

    @Test
    void shouldReadModulesWhenJavascriptIsStoredAsOne() throws Exception {
        Installed.assume("javascript");

        // given
        var code = bench.store(
                "scripts/x.mjs",
                "import {readFileSync} from 'node:fs';\nconsole.log(readFileSync(0) && '{\"esm\":true}');\n");
        TaskRequest request = bench.request("javascript")
                .ref(code.uri() + "#sha256=" + code.sha256())
                .build();

        // when
        ObjectNode outputs = bench.outputs(request);

        // then
        assertThat(outputs.get("esm").booleanValue()).isTrue();
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(delimiter = '¦', quoteCharacter = '`', textBlock = """
            shell      ¦ computes without end   ¦ 9 ¦ while :; do :; done                                          ¦ cpu_limit
            shell      ¦ waits without end      ¦ 2 ¦ while :; do sleep 1; done                                    ¦ timeout
            shell      ¦ prints without end     ¦ 9 ¦ yes                                                          ¦ output_too_large
            shell      ¦ complains without end  ¦ 2 ¦ yes >&2                                                      ¦ cpu_limit|timeout
            shell      ¦ writes 10 GB           ¦ 9 ¦ head -c 10G /dev/zero > big                                  ¦ disk_limit
            shell      ¦ fills the disk         ¦ 9 ¦ i=0; while :; do head -c 4M /dev/zero > f$i; i=$((i+1)); done ¦ disk_limit
            shell      ¦ makes files without end ¦ 9 ¦ i=0; while :; do : > f$i; i=$((i+1)); done                  ¦ disk_limit|cpu_limit
            shell      ¦ nests folders          ¦ 2 ¦ while :; do mkdir d; cd d; done                              ¦ disk_limit|timeout|cpu_limit|script_failed
            shell      ¦ takes all memory       ¦ 9 ¦ head -c 1G /dev/zero | tail                                ¦ memory_limit
            shell      ¦ takes it in many parts ¦ 9 ¦ for i in 1 2 3 4 5 6; do python3 -c "x=b'x'*(160<<20);import time;time.sleep(30)" & done; wait ¦ memory_limit
            shell      ¦ forks without end      ¦ 2 ¦ f() { f | f & }; f; while :; do sleep 1; done                ¦ timeout|cpu_limit|script_failed|script_killed
            shell      ¦ fails                  ¦ 9 ¦ echo gone >&2; exit 7                                        ¦ script_failed
            shell      ¦ kills itself           ¦ 9 ¦ kill -SEGV $$                                                ¦ script_killed
            shell      ¦ says what went wrong   ¦ 9 ¦ echo '{"error":{"code":"own.code"}}'; exit 70                ¦ own.code
            shell      ¦ links a foreign folder ¦ 9 ¦ d=$(grep -o '"artifacts_out_dir":"[^"]*"' | cut -d'"' -f4); ln -s /etc "$d/etc"; echo '{}' ¦ artifact_refused
            shell      ¦ links a foreign file   ¦ 9 ¦ d=$(grep -o '"artifacts_out_dir":"[^"]*"' | cut -d'"' -f4); ln -s /etc/shadow "$d/s"; echo '{}' ¦ artifact_refused
            javascript ¦ computes without end   ¦ 9 ¦ for(;;);                                                     ¦ cpu_limit
            javascript ¦ waits without end      ¦ 2 ¦ setInterval(()=>{},1000)                                     ¦ timeout
            javascript ¦ prints without end     ¦ 9 ¦ for(;;)require('fs').writeSync(1,'x'.repeat(65536))          ¦ output_too_large
            javascript ¦ writes 10 GB           ¦ 9 ¦ const fs=require('fs'),f=fs.openSync('big','w'),b=Buffer.alloc(1<<20);for(let i=0;i<10240;i++)fs.writeSync(f,b) ¦ script_failed|script_killed
            javascript ¦ fills the disk         ¦ 9 ¦ for(let i=0;;i++)require('fs').writeFileSync('f'+i,Buffer.alloc(4<<20)) ¦ disk_limit
            javascript ¦ takes all memory       ¦ 9 ¦ const a=[];for(;;)a.push(new Array(1e6).fill('x'))           ¦ memory_limit|cpu_limit
            javascript ¦ takes it beside the heap ¦ 9 ¦ const a=[];for(;;)a.push(Buffer.alloc(16<<20,1))           ¦ memory_limit
            javascript ¦ starts processes without end ¦ 2 ¦ for(;;)require('child_process').spawn('sleep',['99']).on('error',()=>{}) ¦ cpu_limit|timeout|script_failed|script_killed|memory_limit
            javascript ¦ throws                 ¦ 9 ¦ throw new Error('no such airport')                           ¦ script_failed
            """)
    void shouldFailWithCodeWhenScript(String adapter, String what, int seconds, String code, String expected)
            throws Exception {
        // given
        TaskRequest request = script(adapter, "bash", code, "{}", seconds);

        // when
        TaskError error = bench.error(request);

        // then
        assertThat(error.code()).as(error.message()).matches(expected.replace(".", "\\."));
        assertThat(leftFolders()).as("folders of attempts").isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '¦', quoteCharacter = '`', textBlock = """
            shell      ¦ (setsid sh -c 'setsid sleep 31%s >/dev/null 2>&1 </dev/null &' &) ; sleep 300
            javascript ¦ require('child_process').spawn('setsid',['sleep','31%s'],{detached:true,stdio:'ignore'}).unref();setInterval(()=>{},1000)
            """)
    void shouldKillWhatLeftItsSessionWhenTimeIsUp(String adapter, String code) throws Exception {
        for (Confinement confinement : Confinement.values()) {
            // given
            bench = ScriptBench.of(confinement, cache);
            String mark = Long.toString(System.nanoTime() % 1_000_000_000L);
            TaskRequest request = script(adapter, "bash", code.formatted(mark), "{}", 1);

            // when
            TaskError error = bench.error(request);

            // then
            assertThat(error.code()).isEqualTo("timeout");
            assertThat(ScriptBench.commandLines().filter(line -> line.contains("31" + mark)))
                    .as(confinement.name())
                    .isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource(Confinement.class)
    void shouldKillAllItStartedWhenTheTaskIsCancelled(Confinement confinement) throws Exception {
        // given a script in whose session, and beside it, others run for long
        bench = ScriptBench.of(confinement, cache);
        String mark = "32" + System.nanoTime() % 1_000_000_000L;
        String code = "sleep %s & (setsid sleep %s </dev/null >/dev/null 2>&1 &); sleep %s".replace("%s", mark);
        CompletableFuture<Void> cancel = CompletableFuture.runAsync(() -> cancelOnceItRuns(mark, 3));

        // when
        TaskError error = bench.error(script("shell", "bash", code, "{}", 20));

        // then
        cancel.join();
        assertThat(error.code()).isEqualTo("cancelled");
        assertThat(ScriptBench.commandLines().filter(line -> line.contains(mark)))
                .isEmpty();
    }

    private void cancelOnceItRuns(String mark, int processes) {
        while (ScriptBench.commandLines()
                        .filter(line -> line.startsWith("sleep\0" + mark))
                        .count()
                < processes) {
            LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
        }
        ExecutionKey key = new ExecutionKey("default", new TaskId("task-1"), Action.EXECUTE);
        bench.executions().tombstone(key, Instant.now());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '¦', quoteCharacter = '`', textBlock = """
            shell      ¦ env | cut -d= -f1 | sort | tr '\\n' ' ' >&2; cat /proc/net/dev >&2; exit 9
            javascript ¦ console.error(Object.keys(process.env).sort().join(' ')+' '+Object.keys(require('os').networkInterfaces()).join());process.exit(9)
            """)
    void shouldHideEnvironmentAndNetwork(String adapter, String code) throws Exception {
        // given
        TaskRequest request = script(adapter, "bash", code, "{}", 10);

        // when
        TaskError error = bench.error(request);

        // then
        assertThat(error.message()).contains("HOME", "TMPDIR").doesNotContain("AWS", "JAVA", "TRELLIS", "eth0");
    }

    @Test
    void shouldSayWhatIsMissingWhenThereIsNoInterpreter() throws Exception {
        // given
        bench = ScriptBench.of(ScriptBench.STRONGEST, cache, Map.of("TRELLIS_NODE", "/no/such/node"));

        // when
        TaskError error = bench.error(script("javascript", "-", "1", "{}", 5));

        // then
        assertThat(error.code()).isEqualTo("javascript_missing");
        assertThat(error.message()).contains("/no/such/node", "TRELLIS_NODE");
    }

    private TaskRequest script(String adapter, String shell, String source, String inputs, int seconds) {
        Installed.assume(adapter);
        ObjectNode settings = JsonText.parseObject(
                new Json("{'guard_rails':{'%s':%s}}".formatted(adapter, RAILS).replace('\'', '"')));
        settings.put("script", source);
        if (adapter.equals("shell")) {
            settings.put("shell", shell);
        }
        return bench.request(adapter)
                .ref("inline:")
                .settings(JsonText.json(settings))
                .inputs(inputs)
                .timeoutSeconds(seconds)
                .build();
    }

    private static List<Path> leftFolders() throws IOException {
        try (Stream<Path> files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
            return files.filter(file -> file.getFileName().toString().startsWith("trellis-task-"))
                    .filter(file -> file.toFile().lastModified() > START)
                    .toList();
        }
    }
}
