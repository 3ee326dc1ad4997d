package dev.trellis.infra.knative;

import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where events go and where they come in.
 *
 * @param sink where each queue's events are posted
 * @param mailbox where deliveries are taken; null for a process that takes none
 * @param admission who may deliver
 * @param pdoQueue where nudges go
 */
record KnativeSettings(SinkAddress sink, @Nullable InetSocketAddress mailbox, Admission admission, String pdoQueue) {
    private static final String TOKEN = "TRELLIS_MAILBOX_TOKEN";

    /**
     * An address, or one for each queue.
     *
     * @param template an address in which {@code {queue}} stands for the name of a queue
     */
    record SinkAddress(String template) {
        private static final String PLACE = "{queue}";

        SinkAddress {
            String sample = template.replace(PLACE, "q");
            try {
                URI uri = new URI(sample);
                if (uri.getHost() == null || !String.valueOf(uri.getScheme()).matches("https?")) {
                    throw new IllegalArgumentException(notAnAddress(template));
                }
            } catch (URISyntaxException malformed) {
                throw new IllegalArgumentException(notAnAddress(template), malformed);
            }
        }

        URI of(String queue) {
            if (!queue.matches("[A-Za-z0-9_-]{1,80}")) {
                throw new IllegalArgumentException("not the name of a queue: " + queue);
            }
            return URI.create(template.replace(PLACE, queue));
        }

        private static String notAnAddress(String template) {
            return "TRELLIS_SINK (or K_SINK) is not an address such as http://broker.example/ns/default or "
                    + "http://{queue}-kn-channel.ns.svc, but " + template;
        }
    }

    static KnativeSettings from(Map<String, String> environment) {
        String sink = sink(environment);
        if (sink.isBlank()) {
            throw new IllegalArgumentException(
                    "TRELLIS_SINK is not set: set it to the address of the broker, or let a SinkBinding set K_SINK");
        }
        return new KnativeSettings(
                new SinkAddress(sink),
                mailbox(environment),
                admission(environment),
                environment.getOrDefault("TRELLIS_PDO_QUEUE", "trellis-pdo"));
    }

    static boolean namesSink(Map<String, String> environment) {
        return !sink(environment).isBlank();
    }

    private static String sink(Map<String, String> environment) {
        String own = environment.getOrDefault("TRELLIS_SINK", "");
        return own.isBlank() ? environment.getOrDefault("K_SINK", "") : own;
    }

    /** A secret that came out empty must not open the door that it was to shut. */
    private static Admission admission(Map<String, String> environment) {
        Optional<String> token = Optional.ofNullable(environment.get(TOKEN));
        if (token.filter(String::isBlank).isPresent()) {
            throw new IllegalArgumentException(
                    TOKEN + " is set but blank: give it a token, or unset it to let in everybody who reaches the port");
        }
        return new Admission(token);
    }

    private static @Nullable InetSocketAddress mailbox(Map<String, String> environment) {
        String port = environment.getOrDefault("TRELLIS_MAILBOX_PORT", "");
        if (port.isBlank()) {
            return null;
        }
        if (!port.matches("\\d{1,5}") || Integer.parseInt(port) > 65_535) {
            throw new IllegalArgumentException("TRELLIS_MAILBOX_PORT is not a port from 0 to 65535, but " + port);
        }
        String host = environment.getOrDefault("TRELLIS_MAILBOX_HOST", "0.0.0.0");
        return new InetSocketAddress(host, Integer.parseInt(port));
    }
}
