package dev.trellis.infra.local.daemon;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.trellis.infra.local.platform.ProcessIdentity;
import dev.trellis.infra.local.platform.StateFolder;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** What a command can ask the daemon of a state folder. */
public final class CloudClient {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final PlatformFile file;
    private final StateFolder state;
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(PATIENCE).build();

    /** A client for the platform of this folder, running or not. */
    public CloudClient(StateFolder state) {
        this.file = new PlatformFile(state.platformFile());
        this.state = state;
    }

    /** The platform's description, whether it still runs or not. */
    public Optional<JsonNode> platform() {
        return file.read();
    }

    /** The daemon's process, when it runs. */
    public Optional<ProcessHandle> daemon() {
        return platform().flatMap(platform -> new ProcessIdentity(
                        platform.path("pid").asLong(),
                        Instant.parse(platform.path("started_at").asText()))
                .find());
    }

    /** What the daemon says of itself; empty when it does not run or does not answer. */
    public Optional<JsonNode> status() {
        if (daemon().isEmpty()) {
            return Optional.empty();
        }
        return platform().flatMap(platform -> ask(platform, "GET", "/status"));
    }

    /** What the engine host says of itself; empty when it does not run or does not answer. */
    public Optional<JsonNode> host() {
        return platform()
                .map(platform -> platform.at("/services/engine/endpoint").asText())
                .filter(endpoint -> !endpoint.isEmpty() && Files.exists(state.tokensFile()))
                .flatMap(endpoint -> send(HttpRequest.newBuilder(URI.create(endpoint + "/v1/status"))
                        .header("Authorization", "Bearer " + new HostTokens(state.tokensFile()).of("viewer"))
                        .timeout(PATIENCE)
                        .build()));
    }

    /** Asks the daemon to stop; false when it could not be asked. */
    public boolean stop() {
        return daemon().isPresent()
                && platform()
                        .flatMap(platform -> ask(platform, "POST", "/stop"))
                        .isPresent();
    }

    private Optional<JsonNode> ask(JsonNode platform, String method, String path) {
        JsonNode control = platform.path("control");
        var request = HttpRequest.newBuilder(URI.create(control.path("url").asText() + path))
                .header(ControlApi.HEADER, control.path("token").asText())
                .timeout(PATIENCE)
                .method(method, HttpRequest.BodyPublishers.noBody())
                .build();
        return send(request);
    }

    private Optional<JsonNode> send(HttpRequest request) {
        try {
            var answer = http.send(request, HttpResponse.BodyHandlers.ofString());
            return answer.statusCode() < 300 ? Optional.of(JSON.readTree(answer.body())) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }
}
