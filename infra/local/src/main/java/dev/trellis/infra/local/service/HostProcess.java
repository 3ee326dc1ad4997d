package dev.trellis.infra.local.service;

import dev.trellis.infra.local.platform.ChildJournal;
import dev.trellis.infra.local.platform.ProcessTree;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** The engine host as a child process, started again when it ends unasked; ready when its readiness check says so. */
public final class HostProcess implements CloudService {

    private static final Duration START_LIMIT = Duration.ofSeconds(60);

    private final Launch launch;
    private final ChildSupervisor supervisor;

    /**
     * What to start.
     *
     * @param java the {@code java} program
     * @param options virtual machine options
     * @param jar the {@code quarkus-run.jar}
     * @param environment the whole environment that it gets
     * @param ready the address of its readiness check
     * @param log where its output goes
     */
    public record Launch(
            String java, List<String> options, Path jar, Map<String, String> environment, URI ready, Path log) {}

    /** A host that is written down among the {@code children}. */
    public HostProcess(Launch launch, ChildJournal children) {
        this.launch = launch;
        this.supervisor = new ChildSupervisor("engine-host", this::launchProcess, children);
    }

    @Override
    public String name() {
        return "engine";
    }

    /** The number of its process while it runs. */
    public Optional<Long> pid() {
        return supervisor.process().map(Process::pid);
    }

    @Override
    public void start() {
        try {
            supervisor.start();
            awaitReady();
            supervisor.proven();
        } catch (IOException e) {
            throw new ServiceStartException("engine: %s (log: %s)".formatted(e.getMessage(), launch.log()), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ServiceStartException("engine: interrupted while starting", e);
        }
    }

    private Process launchProcess() throws IOException {
        List<String> command = new ArrayList<>();
        command.add(launch.java());
        command.addAll(launch.options());
        command.addAll(List.of("-jar", launch.jar().toString()));
        var builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(launch.log().toFile()));
        builder.environment().clear();
        builder.environment().putAll(launch.environment());
        return builder.start();
    }

    private void awaitReady() throws IOException, InterruptedException {
        long limit = System.nanoTime() + START_LIMIT.toNanos();
        try (HttpClient http =
                HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(1)).build()) {
            while (!ready(http)) {
                Optional<Process> process = supervisor.process();
                if (process.isPresent() && !process.get().isAlive()) {
                    throw new IOException(
                            "ended with exit code " + process.get().exitValue());
                }
                if (System.nanoTime() > limit) {
                    throw new IOException("not ready within %d s".formatted(START_LIMIT.toSeconds()));
                }
                TimeUnit.MILLISECONDS.sleep(100);
            }
        }
    }

    private boolean ready(HttpClient http) throws InterruptedException {
        var request = HttpRequest.newBuilder(launch.ready())
                .timeout(Duration.ofSeconds(2))
                .build();
        try {
            return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException e) {
            return false;
        }
    }

    @Override
    public void close() {
        supervisor.release().ifPresent(process -> ProcessTree.end(process.toHandle(), Duration.ofSeconds(8)));
    }
}
