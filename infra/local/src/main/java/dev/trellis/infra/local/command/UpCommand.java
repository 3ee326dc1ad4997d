package dev.trellis.infra.local.command;

import com.fasterxml.jackson.databind.JsonNode;
import dev.trellis.infra.local.daemon.CloudClient;
import dev.trellis.infra.local.daemon.Elsewhere;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Starts the daemon detached from the terminal and shows what comes up until all of it is ready. */
@Command(name = "up", mixinStandardHelpOptions = true, description = "Starts the local cloud and the engine host.")
final class UpCommand implements Callable<Integer> {

    private static final Duration LIMIT = Duration.ofSeconds(120);
    private static final String LOCALSTACK = "http://127.0.0.1:4566";

    @Mixin
    private Place place;

    @Option(
            names = "--packages",
            description = "The folder of function packages (default: ROOT/.trellis-build/functions).")
    private @Nullable Path packages;

    @Option(names = "--host-jar", description = "The engine host (default: the one that was built below ROOT).")
    private @Nullable Path hostJar;

    @Option(names = "--no-host", description = "Start the cloud alone, without the engine host.")
    private boolean withoutHost;

    @Option(
            names = "--endpoint",
            paramLabel = "URL",
            description =
                    "Use the cloud at this address (such as LocalStack's, where Terraform made the platform's parts)"
                            + " and start the database and the engine host alone.")
    private @Nullable String endpoint;

    @Option(
            names = "--functions-here",
            description = "With --endpoint: run the functions on this machine, and make in that cloud what is missing.")
    private boolean functionsHere;

    @Option(
            names = "--localstack",
            description = "LocalStack on this machine: --endpoint " + LOCALSTACK + " --functions-here.")
    private boolean localstack;

    @Option(
            names = "--port-offset",
            defaultValue = "${env:TRELLIS_PORT_OFFSET:-0}",
            description = "Added to every default port.")
    private int portOffset;

    @Override
    public Integer call() throws IOException, InterruptedException {
        CloudClient client = place.client();
        Progress progress = new Progress(System.out, place.json());
        if (client.daemon().isEmpty()) {
            Optional<Path> host = host();
            if (host.isPresent() && !Files.exists(host.get())) {
                System.err.printf(
                        "the engine host was not built: there is no %s%nbuild it with: ./trellis build%n", host.get());
                return ExitCode.FAILED;
            }
            Map<String, String> cloud;
            try {
                cloud = cloud();
            } catch (IllegalArgumentException wrong) {
                System.err.println(wrong.getMessage());
                return ExitCode.FAILED;
            }
            Path code = packages == null ? place.defaultPackages() : packages;
            Process daemon = new DaemonLaunch(place.state(), code, host, portOffset, cloud).start();
            return await(client, progress, Optional.of(daemon));
        }
        return await(client, progress, Optional.empty());
    }

    /** Which cloud, as the daemon's settings. */
    private Map<String, String> cloud() {
        if (endpoint == null && functionsHere && !localstack) {
            throw new IllegalArgumentException(
                    "--functions-here says where functions of another cloud run: name that cloud by --endpoint URL");
        }
        String address = endpoint == null && localstack ? LOCALSTACK : endpoint;
        if (address == null) {
            return Map.of();
        }
        var unused = Elsewhere.address(address);
        return functionsHere || localstack
                ? Map.of("TRELLIS_ENDPOINT", address, "TRELLIS_FUNCTIONS", "here")
                : Map.of("TRELLIS_ENDPOINT", address);
    }

    private Optional<Path> host() {
        if (withoutHost) {
            return Optional.empty();
        }
        return Optional.of(hostJar == null ? place.defaultHostJar() : hostJar);
    }

    private int await(CloudClient client, Progress progress, Optional<Process> daemon) throws InterruptedException {
        long limit = System.nanoTime() + LIMIT.toNanos();
        while (System.nanoTime() < limit) {
            Optional<JsonNode> status = client.status();
            status.ifPresent(progress::show);
            String phase = status.map(now -> now.path("phase").asText()).orElse("");
            if (phase.equals("ready")) {
                progress.ready(client.platform().orElseThrow());
                return ExitCode.DONE;
            }
            if (phase.equals("failed")) {
                return failed(client, progress, status.get().path("failure").asText());
            }
            if (daemon.isPresent() && !daemon.get().isAlive()) {
                return failed(
                        client,
                        progress,
                        "the daemon ended with exit code " + daemon.get().exitValue());
            }
            TimeUnit.MILLISECONDS.sleep(50);
        }
        return failed(client, progress, "not ready within " + LIMIT.toSeconds() + " s");
    }

    private int failed(CloudClient client, Progress progress, String reason) {
        progress.failed(reason, place.state().logs().resolve("cloud.log"));
        new Shutdown(place.state(), client).run();
        return ExitCode.FAILED;
    }
}
