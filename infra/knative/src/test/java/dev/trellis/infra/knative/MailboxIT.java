package dev.trellis.infra.knative;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a broker is answered when its delivery is none. */
class MailboxIT {
    private static final String QUEUE = "trellis-outcomes";

    private final Mailbox mailbox = Mailbox.at(SmallBroker.LOOPBACK, QUEUE::equals, Admission.OPEN);
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @AfterEach
    void stop() {
        mailbox.close();
        http.shutdownNow();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "GET  | trellis-outcomes | application/json             | {}                   | 405",
                "POST | trellis-unknown  | application/json             | {}                   | 404",
                "POST | trellis-outcomes | application/json             | {}                   | 400",
                "POST | trellis-outcomes | application/cloudevents+json | no JSON              | 400",
                "POST | trellis-outcomes | application/cloudevents+json | {\"data\": {}}       | 400",
                "POST | trellis-outcomes | application/cloudevents+json | {\"id\": \"without\"} | 400",
            })
    void shouldRefuseForGoodWhatIsNoEventOfAQueueHere(
            String method, String queue, String mediaType, String body, int status)
            throws IOException, InterruptedException {
        // given
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + mailbox.port() + "/" + queue))
                .header("Content-Type", mediaType)
                .method(method, HttpRequest.BodyPublishers.ofString(body))
                .build();

        // when
        int answered = http.send(request, BodyHandlers.discarding()).statusCode();

        // then
        assertThat(answered).isEqualTo(status);
    }

    @ParameterizedTest
    @CsvSource({
        "'',               '',           401",
        "'',               ?token=wrong, 401",
        "Basic the+token&, '',           401",
        "Bearer the+token&, '',           400",
        "'',               ?a=b&token=the+token%26, 400",
        "'',               ?a=b%26token=the+token%26, 401",
        "Bearer of.the.broker, ?token=the+token%26, 400",
        "Bearer the+token&, ?token=other, 400"
    })
    void shouldAskForItsToken(String authorization, String query, int status) throws IOException, InterruptedException {
        // given
        try (Mailbox guarded =
                Mailbox.at(SmallBroker.LOOPBACK, QUEUE::equals, new Admission(Optional.of("the+token&")))) {
            HttpRequest.Builder request = HttpRequest.newBuilder(
                            URI.create("http://127.0.0.1:" + guarded.port() + "/" + QUEUE + query))
                    .POST(HttpRequest.BodyPublishers.ofString("{}"));
            if (!authorization.isEmpty()) {
                request = request.header("Authorization", authorization);
            }

            // when
            int answered = http.send(request.build(), BodyHandlers.discarding()).statusCode();

            // then: past the door, a body that is no event is refused as such
            assertThat(answered).isEqualTo(status);
        }
    }

    @Test
    void shouldRefuseForGoodWhatIsTooLarge() throws IOException, InterruptedException {
        // given
        byte[] large = new byte[1024 * 1024 + 1];
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + mailbox.port() + "/" + QUEUE))
                .header("ce-id", "large")
                .POST(HttpRequest.BodyPublishers.ofByteArrays(List.of(large)))
                .build();

        // when
        int answered = http.send(request, BodyHandlers.discarding()).statusCode();

        // then
        assertThat(answered).isEqualTo(413);
    }
}
