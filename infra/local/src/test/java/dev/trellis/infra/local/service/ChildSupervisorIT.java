package dev.trellis.infra.local.service;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trellis.infra.local.platform.ChildJournal;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A child that ended unasked runs again, however often its start fails. */
class ChildSupervisorIT {
    private static final Duration PAUSE = Duration.ofMillis(10);

    @TempDir
    Path folder;

    private final BlockingQueue<Process> started = new LinkedBlockingQueue<>();
    private final AtomicInteger failures = new AtomicInteger();
    private ChildSupervisor supervisor;

    @BeforeEach
    void supervise() {
        supervisor = new ChildSupervisor("sleeper", this::launch, new ChildJournal(folder), PAUSE);
    }

    @AfterEach
    void end() {
        supervisor.release().ifPresent(Process::destroyForcibly);
    }

    private Process launch() throws IOException {
        if (failures.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
            throw new IOException("no process can be made just now");
        }
        Process process = new ProcessBuilder("sleep", "60").start();
        started.add(process);
        return process;
    }

    @Test
    void shouldStartAgainWhenStartsFailBetween() throws Exception {
        // given
        supervisor.start();
        supervisor.proven();
        Process first = next();
        failures.set(3);

        // when
        first.destroyForcibly();
        Process second = next();

        // then
        assertThat(failures).hasValue(0);
        assertThat(second.isAlive()).isTrue();
    }

    @Test
    void shouldLeaveAnEndAloneWhenTheChildWasReleased() throws Exception {
        // given
        supervisor.start();
        supervisor.proven();
        Process first = next();

        // when
        Optional<Process> released = supervisor.release();
        first.destroyForcibly();

        // then
        assertThat(released).contains(first);
        assertThat(started.poll(10 * PAUSE.toMillis(), TimeUnit.MILLISECONDS)).isNull();
    }

    private Process next() throws InterruptedException {
        Process process = started.poll(20, TimeUnit.SECONDS);
        assertThat(process).as("a started process").isNotNull();
        return process;
    }
}
