package dev.trellis.host.api;

import com.fasterxml.jackson.databind.JsonNode;
import dev.trellis.contract.wire.JsonText;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import org.eclipse.microprofile.config.ConfigProvider;
import org.jspecify.annotations.Nullable;

/** Speaks HTTP to the host under test, as one person. */
public final class Http {
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private final String token;

    private Http(String token) {
        this.token = token;
    }

    /** Somebody with a token. */
    public static Http as(String token) {
        return new Http(token);
    }

    /** Somebody without a token. */
    public static Http nobody() {
        return new Http("");
    }

    private static String base() {
        return ConfigProvider.getConfig().getValue("test.url", String.class);
    }

    /** The answer to a request without a body. */
    public Answer get(String path) {
        return send("GET", path, null, null);
    }

    /** The answer to a JSON body. */
    public Answer post(String path, String json) {
        return send("POST", path, json, "application/json");
    }

    /** The answer to a request; body and content type may be null. */
    public Answer send(String method, String path, @Nullable String body, @Nullable String contentType) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base() + path))
                .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        if (!token.isEmpty()) {
            request.header("Authorization", "Bearer " + token);
        }
        if (contentType != null) {
            request.header("Content-Type", contentType);
        }
        try {
            HttpResponse<String> response = CLIENT.send(request.build(), BodyHandlers.ofString());
            return new Answer(
                    response.statusCode(),
                    response.headers().firstValue("Content-Type").orElse(""),
                    response.body());
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(ended);
        }
    }

    /** What came back. */
    public record Answer(int status, String contentType, String body) {
        public JsonNode json() {
            return JsonText.parse(body);
        }

        /** The code of a problem document; empty when it is none. */
        public String problem() {
            return contentType.startsWith("application/problem+json")
                    ? json().path("code").asText()
                    : "";
        }
    }
}
