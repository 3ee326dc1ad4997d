package dev.trellis.host.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trellis.contract.engine.LeasedTask;
import dev.trellis.host.instance.InstanceView;
import dev.trellis.host.outcome.Applied;
import dev.trellis.host.task.ApprovalPolicy;
import dev.trellis.host.testkit.Eventually;
import dev.trellis.host.testkit.KernelDriver;
import dev.trellis.host.testkit.TestDatabase;
import dev.trellis.host.testkit.TestRegistry;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The database may be killed at any moment; the kernel goes on when it is back. */
final class DatabaseRestartIT {
    @TempDir
    Path folder;

    private @Nullable EmbeddedPostgres second;

    /** After the kernel, which looks into the database when it is closed. */
    @AfterEach
    void stop() throws IOException {
        if (second != null) {
            second.close();
        }
    }

    @Test
    void shouldEndTheRunWhenTheDatabaseIsKilledAndComesBack() throws Exception {
        // given
        EmbeddedPostgres first = start(0);
        int port = first.getPort();
        TestRegistry registry = new TestRegistry();
        registry.process("test.chain", "1.0.0", "chain.bpmn");
        try (var connections = TestDatabase.prepared(first.getJdbcUrl("postgres", "postgres"));
                KernelDriver driver = KernelDriver.on(connections, registry, ApprovalPolicy.NONE)) {
            InstanceView instance = driver.start("test.chain", Map.of());
            LeasedTask one = driver.lease().getFirst();

            // when
            kill();
            first.close();
            assertThatThrownBy(() -> driver.succeed(one, Map.of("x", 1))).isInstanceOf(RuntimeException.class);
            second = start(port);
            Applied applied = Eventually.get(
                            () -> applied(driver, one), answer -> answer.filter(Applied.Accepted.class::isInstance)
                                    .isPresent())
                    .orElseThrow();
            driver.runToRest(task -> Map.of());

            // then
            assertThat(applied).isInstanceOf(Applied.Accepted.class);
            assertThat(driver.state(instance)).isEqualTo("completed");
            assertThat(driver.variables(instance)).containsEntry("x", 1);
            assertThat(driver.tasks(instance)).hasSize(3);
        }
    }

    private static Optional<Applied> applied(KernelDriver driver, LeasedTask task) {
        try {
            return Optional.of(driver.deliver(KernelDriver.success(task.attempt(), Map.of("x", 1))));
        } catch (RuntimeException e) {
            return Optional.empty();
        }
    }

    private EmbeddedPostgres start(int port) throws IOException {
        var builder = EmbeddedPostgres.builder()
                .setDataDirectory(folder.resolve("data"))
                .setServerConfig("fsync", "on")
                .setServerConfig("synchronous_commit", "on")
                .setServerConfig("full_page_writes", "on")
                .setCleanDataDirectory(false);
        return (port == 0 ? builder : builder.setPort(port)).start();
    }

    /** Kills the server as {@code pg_ctl stop -m immediate} would, without a word to its clients. */
    private void kill() throws Exception {
        Path pidFile = folder.resolve("data").resolve("postmaster.pid");
        long pid = Long.parseLong(Files.readAllLines(pidFile).getFirst().strip());
        ProcessHandle server = ProcessHandle.of(pid).orElseThrow();
        var children = server.descendants().toList();
        assertThat(server.destroyForcibly()).isTrue();
        server.onExit().join();
        children.forEach(child -> child.onExit().join());
    }
}
