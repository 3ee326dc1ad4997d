package dev.trellis.infra.knative;

import dev.trellis.infra.knative.KnativeSettings.SinkAddress;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Posts messages to their queues' sinks, one event a request since brokers take no batches, several at a time. It uses the JDK's plain HTTP
 * connection, which costs a cold function less than the newer client.
 */
final class EventSink {
    private static final int AT_ONCE = 8;
    private static final int CONNECT_MILLIS = 2_000;
    private static final int ANSWER_MILLIS = 20_000;

    private final SinkAddress address;
    private final RetryPauses retries;

    EventSink(SinkAddress address, RetryPauses retries) {
        this.address = address;
        this.retries = retries;
    }

    /** Sends messages and tells of each, in their order, what came of it. */
    List<Answer> send(String queue, List<String> messages) {
        URI sink = address.of(queue);
        List<Envelope> envelopes = messages.stream()
                .map(message -> Envelope.of(queue, message, UUID.randomUUID().toString()))
                .toList();
        return envelopes.size() == 1 ? List.of(send(sink, envelopes.getFirst())) : together(sink, envelopes);
    }

    private List<Answer> together(URI sink, List<Envelope> envelopes) {
        int threads = Math.max(1, Math.min(AT_ONCE, envelopes.size()));
        try (ExecutorService senders =
                Executors.newFixedThreadPool(threads, Thread.ofVirtual().factory())) {
            List<Future<Answer>> sent = envelopes.stream()
                    .map(envelope -> senders.submit(() -> send(sink, envelope)))
                    .toList();
            List<Answer> answers = new ArrayList<>();
            for (Future<Answer> one : sent) {
                answers.add(one.get());
            }
            return answers;
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return envelopes.stream()
                    .map(envelope -> (Answer) new Answer.Away("interrupted"))
                    .toList();
        } catch (ExecutionException bug) {
            throw new IllegalStateException(bug.getCause());
        }
    }

    private Answer send(URI sink, Envelope envelope) {
        if (!envelope.fits()) {
            return new Answer.Refused("empty or too large");
        }
        Answer answer = post(sink, envelope);
        for (Duration pause : retries.pauses()) {
            if (!(answer instanceof Answer.Away)) {
                return answer;
            }
            retries.waiter().accept(pause);
            answer = post(sink, envelope);
        }
        return answer;
    }

    private static Answer post(URI sink, Envelope envelope) {
        try {
            HttpURLConnection connection = (HttpURLConnection) sink.toURL().openConnection();
            connection.setConnectTimeout(CONNECT_MILLIS);
            connection.setReadTimeout(ANSWER_MILLIS);
            connection.setRequestMethod("POST");
            connection.setInstanceFollowRedirects(false);
            connection.setDoOutput(true);
            envelope.headers().forEach(connection::setRequestProperty);
            try (OutputStream out = connection.getOutputStream()) {
                out.write(envelope.body());
            }
            int status = connection.getResponseCode();
            drain(connection, status);
            return Answer.of(status);
        } catch (IOException unreachable) {
            return new Answer.Away(String.valueOf(unreachable));
        }
    }

    /** What is read to its end lets the connection be used again. */
    private static void drain(HttpURLConnection connection, int status) throws IOException {
        try (InputStream body = status < 400 ? connection.getInputStream() : connection.getErrorStream()) {
            if (body != null) {
                long unused = body.transferTo(OutputStream.nullOutputStream());
            }
        }
    }
}
