package dev.trellis.platform;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A collector gets the whole trace of every run, from its submission over queue and function to the last outcome. */
class TracesIT {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int RUNS = 100;

    private static OtlpCollector collector;
    private static TrialPlatform platform;
    private static WholeTrace traces;

    @BeforeAll
    static void start() {
        collector = OtlpCollector.start();
        Map<String, String> settings = new HashMap<>(collector.settings());
        settings.put("TRELLIS_PORT_OFFSET", "1600");
        settings.put("TRELLIS_LOG", "json");
        platform = TrialPlatform.start(settings);
        platform.trellis("apply", "-f", BadInputIT.TRIAL.toString(), "--set", "web_port=1")
                .expect(0);
        traces = new WholeTrace(collector, platform);
    }

    @AfterAll
    static void stop() {
        platform.close();
        collector.close();
    }

    @Test
    void shouldTellEachHopOfARun() {
        // when
        JsonNode ended = platform.ended(platform.start("trial.chain", "{\"name\":\"traced\",\"pause\":0}"));
        String trace = traces.of(ended);

        // then
        String step = """
                    task %1$s
                      send trellis-task-trial-%2$s
                        trellis-task-trial-%2$s
                          process trellis-outcomes
                """;
        String withDatabase = step.replace("          process", "          postgresql\n          process");
        StringBuilder whole = new StringBuilder("POST /v1/instances\n  run trial.chain\n");
        whole.append(withDatabase.formatted("prepare", "prepare"));
        IntStream.rangeClosed(1, 5).forEach(round -> whole.append(step.formatted("pause" + round, "pause"))
                .append(withDatabase.formatted("effect" + round, "effect")));
        assertThat(collector.tree(trace)).isEqualTo(whole.toString());
        assertThat(platform.trellis("get", ended.get("id").asText()).expect(0).out())
                .contains("trace " + trace);
    }

    @Test
    void shouldNameTheTraceInTheLinesThatFunctionsLog() throws IOException {
        // when
        String trace = traces.of(platform.ended(platform.submit("{\"task_type\":\"trial.prepare\",\"inputs\":{}}")));

        // then
        Path logs = platform.state().resolve("logs");
        assertThat(jsonLines(logs.resolve("functions/trellis-task-trial-prepare.log")))
                .filteredOn(line -> line.path("trace_id").asText().equals(trace))
                .extracting(line -> line.path("message").asText())
                .containsExactly("started", "succeeded");
        assertThat(jsonLines(logs.resolve("engine-host.log")))
                .extracting(line -> line.path("message").asText())
                .anyMatch(message -> message.contains("started in"));
    }

    /** What is JSON of the lines, whatever stands in front of it. */
    private static List<JsonNode> jsonLines(Path file) throws IOException {
        List<JsonNode> lines = new ArrayList<>();
        for (String line : Files.readAllLines(file)) {
            int begin = line.indexOf('{');
            if (begin >= 0 && line.endsWith("}")) {
                lines.add(JSON.readTree(line.substring(begin)));
            }
        }
        return lines;
    }

    @Test
    void shouldBeWholeForEachOfAHundredRuns() {
        // when
        platform.ended(platform.submit("{\"task_type\":\"trial.prepare\",\"inputs\":{}}"));
        List<String> instances =
                IntStream.range(0, RUNS).mapToObj(TracesIT::submitted).toList();

        // then
        assertThat(instances).extracting(platform::ended).extracting(traces::of).doesNotHaveDuplicates();
    }

    private static String submitted(int run) {
        return platform.host()
                .post("/v1/tasks", "{\"task_type\":\"trial.effect\",\"inputs\":{\"key\":\"traced-%d\"}}".formatted(run))
                .body()
                .get("instance_id")
                .asText();
    }
}
