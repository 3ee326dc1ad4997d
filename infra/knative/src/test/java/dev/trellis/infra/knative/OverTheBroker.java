package dev.trellis.infra.knative;

import dev.trellis.contract.port.MessageQueues;
import dev.trellis.contract.port.MessageQueues.Received;
import dev.trellis.contract.port.QueueNames;
import dev.trellis.tde.kit.Transport;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Posts requests to a function as a broker does, and takes its outcomes from the broker: an executor that answers on a queue. */
record OverTheBroker(URI function, Map<String, String> headers, MessageQueues queues, SmallBroker broker)
        implements Transport {
    private static final Duration WAIT = Duration.ofSeconds(5);
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @Override
    public Reply deliver(String message, Duration patience) throws IOException, InterruptedException {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(function).timeout(patience).POST(HttpRequest.BodyPublishers.ofString(message));
        headers.forEach(request::header);
        try {
            int status = HTTP.send(request.build(), HttpResponse.BodyHandlers.discarding())
                    .statusCode();
            return status == 204 ? said() : new Reply.Refused("status " + status);
        } catch (HttpTimeoutException late) {
            return new Reply.TooLate();
        }
    }

    /** A function answers after the broker has its outcome, so what the broker does not have now never comes. */
    private Reply said() throws InterruptedException {
        if (!broker.isBusyWith(QueueNames.OUTCOMES)) {
            return new Reply.Silent();
        }
        Received outcome = queues.receive(QueueNames.OUTCOMES, 1, WAIT, WAIT).getFirst();
        queues.delete(QueueNames.OUTCOMES, List.of(outcome.receipt()));
        broker.awaitRest(QueueNames.OUTCOMES);
        return new Reply.Said(outcome.body());
    }
}
