package dev.trellis.platform;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

/** Any part may be killed at any time: the runs end, each effect with a key stands once, and the traces are whole. */
class KilledPartsIT {
    private static final int RUNS = 3;
    private static final int EFFECTS_PER_RUN = 5;

    private static OtlpCollector collector;
    private static TrialPlatform platform;
    private static Ledger ledger;

    private String name = "";
    private List<String> instances = List.of();

    @BeforeAll
    static void startPlatform() {
        collector = OtlpCollector.start();
        Map<String, String> settings = new HashMap<>(collector.settings());
        settings.put("TRELLIS_PORT_OFFSET", "1100");
        platform = TrialPlatform.start(settings);
        platform.trellis("apply", "-f", BadInputIT.TRIAL.toString(), "--set", "web_port=1")
                .expect(0);
        ledger = platform.ledger();
    }

    @AfterAll
    static void stopPlatform() {
        platform.close();
        collector.close();
    }

    @BeforeEach
    void startRuns(TestInfo test) {
        name = test.getTestMethod().orElseThrow().getName();
        instances = IntStream.range(0, RUNS)
                .mapToObj(
                        run -> platform.start("trial.chain", "{\"name\":\"%s-%d\",\"pause\":0.3}".formatted(name, run)))
                .toList();
        platform.awaitEffect(ledger, name);
    }

    @Test
    void shouldEndEachRunOnceWhenTheHostIsKilled() {
        // when
        Kill.all(platform.processes("quarkus-run.jar"));
        platform.trellis("up").expect(0);

        // then
        assertEachEffectOnce();
    }

    @Test
    void shouldEndEachRunOnceWhenTheOrchestratorIsKilled() {
        // when
        Kill.eventually(() -> platform.processes("/pdo/"));

        // then
        assertEachEffectOnce();
    }

    @Test
    void shouldEndEachRunOnceWhenFunctionsAreKilled() {
        // when
        Kill.eventually(() -> platform.processes("/sql/"));
        Kill.eventually(() -> platform.processes("/script/"));

        // then
        assertEachEffectOnce();
    }

    @Test
    void shouldEndEachRunOnceWhenTheDaemonIsKilled() {
        // when
        Kill.all(ProcessHandle.of(platform.description().get("pid").asLong()).stream());
        platform.trellis("up").expect(0);

        // then
        assertEachEffectOnce();
    }

    @Test
    void shouldEndEachRunOnceWhenTheDatabaseIsAwayForHalfAMinute() {
        // when
        Kill.keepDown(platform::database, Duration.ofSeconds(30));
        platform.trellis("up").expect(0);

        // then
        assertEachEffectOnce();
    }

    private void assertEachEffectOnce() {
        for (String instance : instances) {
            JsonNode ended = platform.ended(instance);
            assertThat(ended.get("state").asText()).as(ended.toString()).isEqualTo("completed");
            assertThat(platform.host()
                            .get("/v1/instances/" + instance + "/audit")
                            .toString())
                    .contains("\"intact\":true");
            new WholeTrace(collector, platform).of(ended);
        }
        assertThat(ledger.effects(name)).as("one row per key").hasSize(RUNS * EFFECTS_PER_RUN);
    }
}
