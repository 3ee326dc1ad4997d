package dev.trellis.infra.knative;

import dev.trellis.contract.port.MessageQueues;
import dev.trellis.contract.port.PdoTrigger;
import dev.trellis.contract.port.PortUnavailableException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The ports that a CloudEvents broker serves: the queues, and the trigger of the orchestrator. The others are stores, for which Knative has
 * none. Safe for use by several threads until {@link #close()}.
 */
public final class KnativePlatform implements AutoCloseable {

    private final KnativeQueues queues;
    private final @Nullable Mailbox mailbox;
    private final String pdoQueue;

    private KnativePlatform(KnativeSettings settings, @Nullable Mailbox mailbox) {
        this.queues = new KnativeQueues(new EventSink(settings.sink(), RetryPauses.REAL), mailbox);
        this.mailbox = mailbox;
        this.pdoQueue = settings.pdoQueue();
    }

    /**
     * The platform that environment variables name: {@code TRELLIS_SINK}, the address that events are posted to, in which {@code {queue}}
     * stands for the queue's name (unset: {@code K_SINK}, as a SinkBinding gives it); {@code TRELLIS_MAILBOX_PORT} and {@code
     * TRELLIS_MAILBOX_HOST}, where this process takes deliveries (no port: it takes none, as functions do; no host: at every address), and {@code TRELLIS_MAILBOX_TOKEN}, by which
     * deliveries are known (unset: all are taken; blank: refused); {@code TRELLIS_PDO_QUEUE}, to which nudges are sent (unset: {@code trellis-pdo}).
     *
     * @throws IllegalArgumentException when a value is malformed or the sink is missing
     */
    public static KnativePlatform fromEnvironment(Map<String, String> environment) {
        KnativeSettings settings = KnativeSettings.from(environment);
        InetSocketAddress address = settings.mailbox();
        // Which queues exist is known to the broker alone, so a process takes whatever it is sent.
        return new KnativePlatform(
                settings, address == null ? null : Mailbox.at(address, queue -> true, settings.admission()));
    }

    /** Whether an environment names a sink. */
    public static boolean isNamedIn(Map<String, String> environment) {
        return KnativeSettings.namesSink(environment);
    }

    /** Queues behind the broker; without a mailbox they send only. */
    public MessageQueues queues() {
        return queues;
    }

    /** Sends an event to the orchestrator's queue. */
    public PdoTrigger pdoTrigger() {
        return () -> {
            if (!queues.send(pdoQueue, List.of("{\"source\":\"trellis.nudge\"}"))
                    .isEmpty()) {
                throw new PortUnavailableException("the sink of " + pdoQueue + " did not take the nudge");
            }
        };
    }

    /** Gives back what the mailbox holds, so that the broker delivers it elsewhere. */
    @Override
    public void close() {
        if (mailbox != null) {
            mailbox.close();
        }
    }
}
