package dev.trellis.infra.local.daemon;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.trellis.infra.local.function.AotCache;
import dev.trellis.infra.local.function.FunctionStatus;
import dev.trellis.infra.local.platform.PortChoice;
import dev.trellis.infra.local.platform.ProcessIdentity;
import java.util.List;
import java.util.Locale;

/** The platform as JSON: what the platform file holds and what the control endpoint answers. */
final class PlatformView {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final CloudSettings settings;
    private final Endpoints endpoints;
    private final ServiceBoard board;
    private final String controlToken;

    PlatformView(CloudSettings settings, Endpoints endpoints, ServiceBoard board, String controlToken) {
        this.settings = settings;
        this.endpoints = endpoints;
        this.board = board;
        this.controlToken = controlToken;
    }

    /** What does not change while the daemon runs, the token of the control endpoint included. */
    ObjectNode file() {
        var self = ProcessIdentity.of(ProcessHandle.current());
        ObjectNode platform = JSON.createObjectNode();
        platform.put("pid", self.pid());
        platform.put("started_at", self.startedAt().toString());
        platform.put("state", settings.state().root().toString());
        platform.put("host_url", endpoints.url("engine"));
        for (String service : List.of("sqs", "s3", "dynamodb", "lambda")) {
            platform.put(service + "_endpoint", endpoints.url(service));
        }
        platform.put("packages", settings.packages().toString());
        platform.put("tokens_file", settings.state().tokensFile().toString());
        platform.putObject("control").put("url", endpoints.url("control")).put("token", controlToken);
        ObjectNode logs = platform.putObject("logs");
        logs.put("cloud", settings.state().logs().resolve("cloud.log").toString());
        logs.put("engine", settings.state().logs().resolve("engine-host.log").toString());
        logs.put("postgres", settings.state().logs().resolve("postgres.log").toString());
        logs.put("functions", settings.state().logs().resolve("functions").toString());
        ObjectNode services = platform.putObject("services");
        endpoints.ports().choices().forEach(choice -> addEndpoint(services, choice));
        ObjectNode environment = platform.putObject("environment");
        endpoints.cloudEnvironment().forEach(environment::put);
        environment.put("TRELLIS_LAMBDA_ENDPOINT", endpoints.url("lambda"));
        environment.put("TRELLIS_ENGINE_URL", endpoints.url("engine"));
        return platform;
    }

    private void addEndpoint(ObjectNode services, PortChoice choice) {
        ObjectNode service = services.putObject(choice.service());
        service.put("port", choice.port());
        service.put("default_port", choice.wanted());
        service.put(
                "endpoint",
                choice.service().equals("postgres")
                        ? "jdbc:postgresql://127.0.0.1:" + choice.port() + "/trellis"
                        : endpoints.url(choice.service()));
    }

    /** What it does now. */
    ObjectNode status(String phase, String failure, List<FunctionStatus> functions, List<String> problems) {
        ObjectNode status = JSON.createObjectNode();
        status.put("phase", phase);
        if (!failure.isEmpty()) {
            status.put("failure", failure);
        }
        status.put("pid", ProcessHandle.current().pid());
        ObjectNode services = status.putObject("services");
        board.lines().forEach((name, line) -> services.putObject(name)
                .put("state", line.state().name().toLowerCase(Locale.ROOT))
                .put("detail", line.detail()));
        ArrayNode list = status.putArray("functions");
        functions.forEach(function -> add(list.addObject(), function));
        ArrayNode notices = status.putArray("notices");
        endpoints.ports().notices().forEach(notices::add);
        problems.forEach(notices::add);
        return status;
    }

    private static void add(ObjectNode node, FunctionStatus function) {
        node.put("name", function.name());
        node.put("processes", function.processes().live());
        node.put("idle", function.processes().idle());
        node.put("starting", function.processes().starting());
        node.put("waiting", function.waiting());
        node.put("starts", function.totals().starts());
        node.put("invocations", function.totals().invocations());
        node.put("errors", function.totals().errors());
        node.put("last_start_ms", function.totals().lastStartMillis());
        node.put("aot_cache", cache(function.cache()));
        if (!function.lastError().isEmpty()) {
            node.put("last_error", function.lastError());
        }
    }

    private static String cache(AotCache cache) {
        return switch (cache) {
            case AotCache.Usable usable -> "used";
            case AotCache.ClassArchive archive -> "class archive (this JDK has no AOT caches)";
            case AotCache.Missing missing -> "none (%s): starts about 2 times slower".formatted(missing.reason());
        };
    }
}
