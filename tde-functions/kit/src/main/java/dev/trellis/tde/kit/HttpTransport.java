package dev.trellis.tde.kit;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;

/**
 * An address to which the request is posted and that answers with the outcome: a status from 200 to 299 means that the message is
 * settled, any other that it should come again; an empty body says nothing.
 */
public final class HttpTransport implements Transport {
    private static final int OK = 200;
    private static final int NO_MORE_OK = 300;

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final URI address;

    public HttpTransport(URI address) {
        this.address = address;
    }

    @Override
    public Reply deliver(String message, Duration patience) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(address)
                .timeout(patience)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(message))
                .build();
        try {
            HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() < OK || answer.statusCode() >= NO_MORE_OK) {
                return new Reply.Refused("status " + answer.statusCode());
            }
            return answer.body().isBlank() ? new Reply.Silent() : new Reply.Said(answer.body());
        } catch (HttpTimeoutException late) {
            return new Reply.TooLate();
        }
    }
}
