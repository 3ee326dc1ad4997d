package dev.trellis.tde.bridge;

import dev.trellis.contract.port.MessageQueues;
import dev.trellis.contract.port.MessageQueues.Received;
import dev.trellis.contract.port.PortUnavailableException;
import dev.trellis.contract.wire.WireFormatException;
import dev.trellis.tde.runtime.TaskRunner;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;

/** Takes the requests of one queue, one after the other, as the cloud does for a function. */
public final class WorkLoop {
    /** A delivery that comes again meanwhile finds in the execution store that its twin runs. */
    private static final Duration HIDDEN = Duration.ofMinutes(5);

    private static final System.Logger LOG = System.getLogger(WorkLoop.class.getName());

    private final MessageQueues queues;
    private final String queue;
    private final TaskRunner runner;

    public WorkLoop(MessageQueues queues, String queue, TaskRunner runner) {
        this.queues = queues;
        this.queue = queue;
        this.runner = runner;
    }

    /** Takes at most one message and says whether there was one. */
    public boolean once(Duration wait) throws InterruptedException {
        List<Received> received = queues.receive(queue, 1, wait, HIDDEN);
        for (Received message : received) {
            handle(message);
        }
        return !received.isEmpty();
    }

    /** What is not settled is left on its queue: it comes again, and in the end lies among the dead letters. */
    private void handle(Received message) throws InterruptedException {
        try {
            runner.run(message.body());
            queues.delete(queue, List.of(message.receipt()));
        } catch (WireFormatException unreadable) {
            LOG.log(Level.ERROR, "message refused, it is no task request: {0}", unreadable.getMessage());
            queues.hide(queue, message.receipt(), Duration.ZERO);
        } catch (PortUnavailableException | IOException away) {
            LOG.log(Level.ERROR, "message not handled, it comes again", away);
            queues.hide(queue, message.receipt(), Duration.ZERO);
        }
    }
}
