package dev.trellis.bench.platform;

import com.fasterxml.jackson.databind.JsonNode;
import dev.trellis.contract.wire.JsonText;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/** The host's REST interface. */
public final class HostClient {
    private final HttpClient http = HttpClient.newHttpClient();
    private final String base;
    private final String token;

    public HostClient(String base, String token) {
        this.base = base;
        this.token = token;
    }

    /** Starts an instance and returns its id. */
    String start(String process) throws IOException, InterruptedException {
        return post("/v1/instances", JsonText.object().put("process", process))
                .path("instance_id")
                .asText();
    }

    /** The answer to a GET of a path with its query. */
    public JsonNode get(String path) throws IOException, InterruptedException {
        return send(request(path).GET());
    }

    /** The answer to a POST of a JSON document. */
    public JsonNode post(String path, JsonNode body) throws IOException, InterruptedException {
        return send(request(path)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(JsonText.write(body))));
    }

    JsonNode instance(String id) throws IOException, InterruptedException {
        return get("/v1/instances/" + id + "?variables=false");
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(base + path))
                .timeout(Duration.ofSeconds(30))
                .header("Authorization", "Bearer " + token);
    }

    private JsonNode send(HttpRequest.Builder request) throws IOException, InterruptedException {
        HttpResponse<String> response = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        if (response.statusCode() >= 300) {
            throw new IllegalStateException(
                    response.uri() + " answered " + response.statusCode() + ": " + response.body());
        }
        return JsonText.parse(response.body());
    }
}
