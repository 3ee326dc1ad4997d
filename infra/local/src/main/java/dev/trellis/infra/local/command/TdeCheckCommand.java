package dev.trellis.infra.local.command;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.trellis.contract.json.Json;
import dev.trellis.contract.port.PortUnavailableException;
import dev.trellis.contract.wire.JsonText;
import dev.trellis.contract.wire.WireFormatException;
import dev.trellis.infra.aws.AwsPlatform;
import dev.trellis.tde.kit.Bench;
import dev.trellis.tde.kit.ClaimServer;
import dev.trellis.tde.kit.Claims;
import dev.trellis.tde.kit.CommandTransport;
import dev.trellis.tde.kit.ConformanceKit;
import dev.trellis.tde.kit.Finding;
import dev.trellis.tde.kit.Finding.State;
import dev.trellis.tde.kit.HttpTransport;
import dev.trellis.tde.kit.QueueTransport;
import dev.trellis.tde.kit.Samples;
import dev.trellis.tde.kit.Transport;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Checks an executor against the contract, one line a check. */
@Command(name = "check", description = "Checks an executor of any language against the contract (docs/contract.md).")
final class TdeCheckCommand implements Callable<Integer> {

    private static final String QUEUE = "queue:";

    @Mixin
    private Place place;

    @Parameters(
            paramLabel = "CMD|URL|queue:NAME",
            description =
                    "A command (request on standard input, outcome on standard output), an address (POST), or a queue "
                            + "of the local platform started by 'up --no-host'.")
    private String target;

    @Option(names = "--inputs", paramLabel = "FILE", description = "Inputs with which it succeeds (default: {}).")
    private @Nullable Path inputs;

    @Option(names = "--failing", paramLabel = "FILE", description = "Inputs with which it fails.")
    private @Nullable Path failing;

    @Option(names = "--slow", paramLabel = "FILE", description = "Inputs with which it takes longer than 10 s.")
    private @Nullable Path slow;

    @Option(
            names = "--request",
            paramLabel = "FILE",
            description = "Members for every request, such as adapter and settings.")
    private @Nullable Path request;

    @Option(names = "--only", paramLabel = "CHECK", split = ",", description = "Make these checks only.")
    private List<String> only = List.of();

    @Option(names = "--patience", paramLabel = "SECONDS", description = "For one message (default: ${DEFAULT-VALUE}).")
    private int patience = 20;

    @Option(
            names = "--claims-port",
            paramLabel = "PORT",
            description = "Where the kit serves large inputs; a command is told by TRELLIS_S3_ENDPOINT.")
    private int claimsPort;

    @Override
    public Integer call() throws InterruptedException, IOException {
        try (ClaimServer claims = ClaimServer.start(claimsPort)) {
            return findings(claims);
        } catch (IllegalArgumentException
                | IllegalStateException
                | WireFormatException
                | PortUnavailableException wrong) {
            System.err.println("trellis: " + wrong.getMessage());
            return ExitCode.FAILED;
        }
    }

    private int findings(ClaimServer claims) throws InterruptedException, IOException {
        Samples samples = new Samples(
                object(request).orElseGet(JsonText::object),
                object(inputs).orElseGet(JsonText::object),
                object(failing).orElse(null),
                object(slow).orElse(null));
        try (AwsPlatform cloud = target.startsWith(QUEUE) ? LocalPorts.of(place.state()) : null) {
            boolean told = cloud == null && (!isAddress() || claimsPort != 0);
            Bench bench = new Bench(
                    transport(claims, cloud),
                    samples,
                    told ? claims : stored(cloud),
                    Duration.ofSeconds(patience),
                    InstantSource.system());
            List<Finding> findings = ConformanceKit.run(bench, only, this::show);
            return end(findings);
        }
    }

    private boolean isAddress() {
        return target.startsWith("http://") || target.startsWith("https://");
    }

    private Transport transport(ClaimServer claims, @Nullable AwsPlatform cloud) {
        if (cloud != null) {
            return new QueueTransport(cloud.queues(), target.substring(QUEUE.length()));
        }
        return isAddress()
                ? new HttpTransport(URI.create(target))
                : new CommandTransport(
                        target, Path.of("").toAbsolutePath(), Map.of("TRELLIS_S3_ENDPOINT", claims.endpoint()));
    }

    private static Claims stored(@Nullable AwsPlatform cloud) {
        return cloud == null
                ? Claims.NONE
                : content -> Optional.of(cloud.artifacts()
                        .put("check/inputs-" + content.length + ".json", content)
                        .uri());
    }

    private static Optional<ObjectNode> object(@Nullable Path file) throws IOException {
        return file == null ? Optional.empty() : Optional.of(JsonText.parseObject(new Json(Files.readString(file))));
    }

    private void show(Finding finding) {
        if (!place.json()) {
            String sign =
                    switch (finding.state()) {
                        case PASSED -> "✓";
                        case FAILED -> "✗";
                        case SKIPPED -> "-";
                    };
            System.out.printf("  %s %-19s %s%n", sign, finding.check(), finding.detail());
        }
    }

    private int end(List<Finding> findings) {
        long failed = count(findings, State.FAILED);
        if (place.json()) {
            ObjectNode result = new ObjectMapper().createObjectNode();
            ArrayNode checks = result.putArray("checks");
            findings.forEach(finding -> checks.addObject()
                    .put("check", finding.check())
                    .put("state", finding.state().word())
                    .put("detail", finding.detail()));
            result.put("passed", count(findings, State.PASSED))
                    .put("failed", failed)
                    .put("skipped", count(findings, State.SKIPPED));
            System.out.println(result.toPrettyString());
        } else {
            System.out.printf(
                    "%d passed, %d failed, %d skipped%n",
                    count(findings, State.PASSED), failed, count(findings, State.SKIPPED));
        }
        return failed == 0 ? ExitCode.DONE : ExitCode.FAILED;
    }

    private static long count(List<Finding> findings, State state) {
        return findings.stream().filter(finding -> finding.state() == state).count();
    }
}
