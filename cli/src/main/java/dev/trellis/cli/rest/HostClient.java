package dev.trellis.cli.rest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.trellis.cli.frame.CommandFailure;
import dev.trellis.cli.frame.Documents;
import dev.trellis.cli.frame.ExitCode;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A client of the engine host's REST interface; every refusal becomes a {@link CommandFailure}. */
public final class HostClient {
    private static final Duration CONNECT = Duration.ofSeconds(5);
    private static final Duration ANSWER = Duration.ofSeconds(60);

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT)
            .build();
    private final PlatformAddress address;

    public HostClient(PlatformAddress address) {
        this.address = address;
    }

    /** Reads a resource. */
    public JsonNode get(String path) {
        return json(send(request(path).GET()), path);
    }

    /** Reads a resource as text, whatever its media type. */
    public String text(String path) {
        return send(request(path).setHeader("Accept", "*/*").GET());
    }

    /** Reads a resource that may not be there. */
    public @Nullable JsonNode find(String path) {
        try {
            return get(path);
        } catch (CommandFailure failure) {
            if (failure.exitCode() == ExitCode.NOT_FOUND) {
                return null;
            }
            throw failure;
        }
    }

    /** Sends a document. */
    public JsonNode post(String path, ObjectNode body) {
        HttpRequest.Builder request = request(path).header("Content-Type", "application/json");
        return json(send(request.POST(BodyPublishers.ofString(body.toString()))), path);
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(address.host().resolve(address.host().getRawPath() + path))
                .timeout(ANSWER)
                .header("Authorization", "Bearer " + address.token())
                .header("Accept", "application/json, application/problem+json");
    }

    private String send(HttpRequest.Builder request) {
        HttpResponse<String> answer;
        try {
            answer = http.send(request.build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new CommandFailure(
                    ExitCode.UNAVAILABLE,
                    "the platform at " + address + " does not answer: " + describe(e),
                    "See what runs: ./trellis status",
                    "Start it: ./trellis up");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandFailure(ExitCode.FAILED, "interrupted");
        }
        if (answer.statusCode() >= 400) {
            throw refusal(answer.statusCode(), answer.body());
        }
        return answer.body();
    }

    private static String describe(IOException e) {
        String message = e.getMessage();
        return message == null ? e.getClass().getSimpleName() : message;
    }

    private static JsonNode json(String body, String path) {
        return body.isBlank() ? Documents.object() : Documents.read(body, "the answer of " + path);
    }

    private static CommandFailure refusal(int status, String body) {
        if (!body.stripLeading().startsWith("{")) {
            return CommandFailure.ofProblem(status, Documents.object().put("status", status), List.of());
        }
        JsonNode problem = Documents.read(body, "the answer");
        List<String> advice = new ArrayList<>();
        String detail = problem.path("detail").asText();
        for (JsonNode fault : problem.path("errors")) {
            String message = fault.path("message").asText();
            String line = fault.hasNonNull("path") ? fault.get("path").asText() + ": " + message : message;
            if (!detail.contains(line)) {
                advice.add(line);
            }
        }
        return CommandFailure.ofProblem(status, problem, advice);
    }
}
