package dev.trellis.bench.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trellis.bench.flow.Flows;
import dev.trellis.bench.flow.RoundBpmn;
import dev.trellis.bench.flow.SequenceBpmn;
import dev.trellis.bench.stock.StockWorkers;
import dev.trellis.contract.json.Json;
import dev.trellis.contract.task.Payload;
import dev.trellis.host.retention.Retention;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The arms that run the kernel alone do what they say, on a small scale. */
final class KernelArmsIT {
    private static final String BPMN = SequenceBpmn.of(Flows.THREE, Flows.THREE_LENGTH, Flows.NOOP);

    @TempDir
    static Path folder;

    private static Server server;

    @BeforeAll
    static void open() throws Exception {
        server = new Server(folder);
    }

    @AfterAll
    static void close() throws Exception {
        server.close();
    }

    @Test
    void shouldWriteThroughWhenItMeasures() throws Exception {
        // when
        long through = server.number(
                "postgres",
                "select count(*) from pg_settings where setting = 'on'"
                        + " and name in ('fsync', 'synchronous_commit', 'full_page_writes')");

        // then
        assertThat(through).isEqualTo(3);
    }

    @Test
    void shouldDoEachTaskOnceWhenBothKernelsRunTheSameLoad() throws Exception {
        // given
        Registry registry = Registry.ofSequence(Flows.THREE, Flows.THREE_LENGTH);

        // when
        try (BareKernel kernel = new BareKernel(server, "ours", registry, Retention.STANDARD);
                StockWorkers stock = new StockWorkers(
                        server.create("theirs"),
                        server.access().user(),
                        server.access().password(),
                        BPMN,
                        Flows.NOOP)) {
            double unused = new KernelLoad(kernel, Flows.THREE, Flows.THREE_LENGTH).run(10, 2);
            stock.pause();
            unused = stock.run(Flows.THREE, 10, 30, 2);
        }

        // then
        assertThat(server.number("ours", "select count(*) from trellis.task where status = 'succeeded'"))
                .isEqualTo(30);
        assertThat(server.number("ours", "select count(*) from trellis.instance where state = 'completed'"))
                .isEqualTo(10);
        assertThat(server.number("theirs", "select count(*) from act_hi_procinst where end_time_ is not null"))
                .isEqualTo(10);
    }

    @Test
    void shouldGoRoundUntilTheNumberIsReached() throws Exception {
        // given
        Registry registry = new Registry()
                .process("bench.round", RoundBpmn.of("bench.round", 3, Flows.NOOP))
                .taskType(Flows.NOOP);
        try (BareKernel kernel = new BareKernel(server, "round", registry, Retention.STANDARD)) {
            Steps steps = new Steps(kernel);
            String unused = kernel.start("bench.round", Json.EMPTY_OBJECT);

            // when
            for (int n = 1; n <= 3; n++) {
                steps.step(new Payload.Inline(new Json("{\"n\":" + n + "}")), true);
            }

            // then
            assertThat(steps.samples().values()).hasSize(3);
            assertThatThrownBy(() -> steps.step(Payload.EMPTY, true)).hasMessageContaining("no task is ready");
        }
    }

    @Test
    void shouldMakeACrowdThatWaitsAndLeavesOthersTheirWay() throws Exception {
        // given
        Registry registry = Registry.ofSequence(Flows.THREE, Flows.THREE_LENGTH);
        try (BareKernel kernel = new BareKernel(server, "crowd", registry, Retention.STANDARD)) {

            // when
            Crowd.make(kernel, server, "crowd", Flows.THREE, 50);
            new Steps(kernel).instance(Flows.THREE, Flows.THREE_LENGTH, Payload.EMPTY, true);

            // then
            assertThat(server.number("crowd", "select count(*) from trellis.task where status = 'queued'"))
                    .isEqualTo(50);
            assertThat(server.number("crowd", "select count(*) from trellis.instance where state = 'running'"))
                    .isEqualTo(50);
            assertThat(server.number("crowd", "select count(*) from trellis.instance where state = 'completed'"))
                    .isEqualTo(1);
        }
    }

    @Test
    void shouldTimeTheQuietTenantAloneAndWorkOffTheOthersToo() throws Exception {
        // given
        Registry registry = Registry.ofSequence("bench.one", 1).limited(Flows.NOOP, 2);
        try (BareKernel kernel = new BareKernel(server, "fair", registry, Retention.STANDARD)) {
            for (int i = 0; i < 20; i++) {
                kernel.startFor("loud", "bench.one");
            }

            // when
            var quiet = new QuietTenant(kernel, "bench.one", Duration.ofMillis(20)).tasks(4, Duration.ofMillis(60));

            // then
            assertThat(quiet.values()).hasSize(4).allSatisfy(time -> assertThat(time)
                    .isGreaterThanOrEqualTo(20));
            assertThat(server.number("fair", "select count(*) from trellis.task where status = 'succeeded'"))
                    .isBetween(5L, 20L);
        }
    }
}
