package dev.trellis.infra.local.function;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FunctionRunnerIT {

    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Duration PATIENCE = Duration.ofSeconds(40);

    private Path folder;
    private RunnerFixture cloud;

    @BeforeAll
    void start(@TempDir Path temporary) throws IOException {
        folder = temporary;
        cloud = new RunnerFixture(folder);
    }

    @AfterAll
    void stop() {
        cloud.close();
    }

    @Test
    void shouldStartOneProcessAndKeepItWhenMessagesComeOneAfterAnother() throws IOException {
        // given
        cloud.deploy(cloud.function("reuse", 4, MINUTE, Map.of()));

        // when
        cloud.send("reuse", "echo:1");
        await().atMost(PATIENCE).until(() -> cloud.pids("reuse", "end").size() == 1);
        cloud.send("reuse", "echo:2");
        await().atMost(PATIENCE).until(() -> cloud.pids("reuse", "end").size() == 2);

        // then
        assertThat(new HashSet<>(cloud.pids("reuse", "end"))).hasSize(1);
        await().atMost(PATIENCE).until(() -> cloud.depth("reuse") == 0);
        assertThat(Files.readString(folder.resolve("logs/functions/reuse.log")))
                .contains("said 1")
                .contains("said 2");
    }

    @Test
    void shouldEndEveryProcessWhenThereHasBeenNoWorkForTheIdleTime() throws IOException {
        // given
        cloud.deploy(cloud.function("idle", 4, MINUTE, Map.of()));
        cloud.send("idle", "echo:1");
        await().atMost(PATIENCE).until(() -> cloud.pids("idle", "end").size() == 1);
        long pid = cloud.pids("idle", "end").getFirst();

        // when
        await().atMost(PATIENCE).until(() -> cloud.status("idle").processes().live() == 0);

        // then
        assertThat(ProcessHandle.of(pid).filter(ProcessHandle::isAlive)).isEmpty();
    }

    @Test
    void shouldDeliverOnlyTheFailedMessageAgainWhenABatchFailsInPart() throws IOException {
        // given
        cloud.deploy(cloud.function("partial", 1, MINUTE, Map.of()));
        cloud.send("partial", "sleep:1000");
        await().atMost(PATIENCE).until(() -> !cloud.pids("partial", "begin").isEmpty());

        // when
        cloud.send("partial", "echo:1", "fail", "echo:2");

        // then
        await().atMost(PATIENCE).until(() -> cloud.depth("partial-dlq") == 1);
        assertThat(cloud.journal("partial").stream().filter(line -> line.endsWith(" fail")))
                .as("received as often as the redrive policy allows")
                .hasSize(3);
        assertThat(cloud.journal("partial").stream().filter(line -> line.startsWith("end")))
                .as("the others ran once")
                .hasSize(3);
        assertThat(cloud.depth("partial")).isZero();
    }

    @Test
    void shouldHandOverABacklogInOneInvocationWhenMessagesAreShort() throws IOException {
        // given
        cloud.deploy(cloud.function("backlog", 4, MINUTE, Map.of()));
        for (String known : List.of("echo:a", "echo:b")) {
            cloud.send("backlog", known);
            await().atMost(PATIENCE).until(() -> cloud.depth("backlog") == 0);
        }
        cloud.send("backlog", "sleep:1500");
        await().atMost(PATIENCE).until(() -> cloud.pids("backlog", "begin").size() == 3);

        // when
        for (int i = 1; i <= 10; i++) {
            cloud.send("backlog", "echo:" + i);
        }

        // then
        await().atMost(PATIENCE).until(() -> cloud.depth("backlog") == 0);
        assertThat(cloud.pids("backlog", "end")).hasSize(13);
        assertThat(cloud.status("backlog").totals().invocations()).isEqualTo(4);
    }

    private String prepared(String queue) {
        return cloud.function(queue, 1, MINUTE, Map.of()).name();
    }

    @Test
    void shouldKillTheWholeTreeWhenTheTimeIsUp() throws IOException {
        // given
        cloud.deploy(cloud.function("slow", 1, Duration.ofSeconds(2), Map.of()));

        // when
        cloud.send("slow", "fork");
        await().atMost(PATIENCE).until(() -> !cloud.pids("slow", "child").isEmpty());
        long pid = cloud.pids("slow", "begin").getFirst();
        long child = Long.parseLong(cloud.journal("slow").stream()
                .filter(line -> line.startsWith("child"))
                .findFirst()
                .orElseThrow()
                .split(" ")[2]);

        // then
        await().atMost(PATIENCE).until(() -> dead(pid) && dead(child));
        await().atMost(PATIENCE).until(() -> cloud.depth("slow-dlq") == 1);
        assertThat(cloud.status("slow").lastError()).contains("timed out after PT2S");
    }

    @Test
    void shouldStayWithinTheConcurrencyLimitWhenManyMessagesWait() throws IOException {
        // given
        cloud.send(prepared("busy"), "sleep:700", "sleep:701", "sleep:702", "sleep:703", "sleep:704", "sleep:705");

        // when
        cloud.deploy(cloud.function("busy", 1, 2, MINUTE, Map.of()));
        await().atMost(PATIENCE).until(() -> cloud.pids("busy", "end").size() == 6);

        // then
        assertThat(greatestOverlap(cloud.journal("busy"))).isEqualTo(2);
        assertThat(new HashSet<>(cloud.pids("busy", "end"))).hasSize(2);
    }

    private static int greatestOverlap(List<String> journal) {
        int running = 0;
        int greatest = 0;
        for (String line : journal) {
            running += line.startsWith("begin") ? 1 : -1;
            greatest = Math.max(greatest, running);
        }
        return greatest;
    }

    @Test
    void shouldDeliverAgainWhenTheProcessIsKilledInTheMiddle() throws IOException {
        // given
        cloud.deploy(cloud.function("killed", 1, MINUTE, Map.of()));
        cloud.send("killed", "sleep:3000");
        await().atMost(PATIENCE).until(() -> cloud.pids("killed", "begin").size() == 1);
        long first = cloud.pids("killed", "begin").getFirst();

        // when
        boolean killed = ProcessHandle.of(first).orElseThrow().destroyForcibly();

        // then
        assertThat(killed).isTrue();
        await().atMost(PATIENCE).until(() -> cloud.pids("killed", "end").size() == 1);
        assertThat(cloud.pids("killed", "end")).doesNotContain(first);
        await().atMost(PATIENCE).until(() -> cloud.depth("killed") == 0);
        assertThat(cloud.depth("killed-dlq")).isZero();
    }

    @Test
    void shouldBackOffWhenTheFunctionDoesNotComeUp() throws IOException {
        // given
        cloud.send(prepared("broken"), "echo:1");

        // when
        cloud.deploy(cloud.function("broken", 4, MINUTE, Map.of("TEST_INIT", "fail")));

        // then
        await().atMost(PATIENCE).until(() -> cloud.depth("broken-dlq") == 1);
        assertThat(cloud.status("broken").totals().starts())
                .as("one start a delivery, no more")
                .isEqualTo(3);
        assertThat(cloud.status("broken").lastError()).isNotEmpty();
    }

    @Test
    void shouldAnswerWithTheErrorWhenTheHandlerThrows() {
        // given
        cloud.deploy(cloud.function("throwing", 1, MINUTE, Map.of()));

        // when
        InvocationResult result = cloud.runner
                .invoke("throwing", "\"throw\"".getBytes(StandardCharsets.UTF_8))
                .orElseThrow()
                .join();

        // then
        assertThat(result).isInstanceOf(InvocationResult.Threw.class);
        assertThat(new String(((InvocationResult.Threw) result).payload(), StandardCharsets.UTF_8))
                .contains("told to throw");
    }

    private static boolean dead(long pid) {
        return ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isEmpty();
    }
}
