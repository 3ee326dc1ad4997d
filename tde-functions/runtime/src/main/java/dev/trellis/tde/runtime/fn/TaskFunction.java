package dev.trellis.tde.runtime.fn;

import dev.trellis.contract.wire.WireFormatException;
import dev.trellis.tde.runtime.Ports;
import dev.trellis.tde.runtime.TaskKind;
import dev.trellis.tde.runtime.TaskRunner;
import io.quarkus.funqy.Funq;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.time.InstantSource;
import java.util.UUID;

/** The one function of every package: the message in, the outcome on its queue, nothing returned. */
@Singleton
public class TaskFunction {
    private static final System.Logger LOG = System.getLogger(TaskFunction.class.getName());

    private final TaskRunner runner;

    @Inject
    TaskFunction(Ports ports, TaskKind kind) {
        this.runner = new TaskRunner(
                ports, kind, InstantSource.system(), () -> UUID.randomUUID().toString());
    }

    /** Handles one task request; what it throws makes the transport deliver the message again. */
    @Funq("task")
    public void task(TaskMessage message) throws InterruptedException, IOException {
        try {
            runner.run(message.text());
        } catch (WireFormatException unreadable) {
            LOG.log(Level.ERROR, "message refused, it is no task request: {0}", unreadable.getMessage());
            throw unreadable;
        } catch (RuntimeException | IOException broken) {
            // No binding logs what a function throws, and without this line a dead letter would have no reason.
            LOG.log(Level.ERROR, "message not handled, it comes again", broken);
            throw broken;
        }
    }
}
