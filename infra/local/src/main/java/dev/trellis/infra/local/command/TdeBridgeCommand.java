package dev.trellis.infra.local.command;

import dev.trellis.contract.port.MessageQueues;
import dev.trellis.contract.registry.TdeEntry;
import dev.trellis.infra.aws.AwsPlatform;
import dev.trellis.tde.bridge.BridgeKind;
import dev.trellis.tde.bridge.QueueWorker;
import dev.trellis.tde.bridge.WorkLoop;
import dev.trellis.tde.kit.CommandTransport;
import dev.trellis.tde.kit.HttpTransport;
import dev.trellis.tde.kit.Transport;
import dev.trellis.tde.runtime.Ports;
import dev.trellis.tde.runtime.TaskRunner;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Serves a task type of the adapter {@code container} by a worker whose code is not touched. */
@Command(
        name = "bridge",
        description =
                "Serves a task type (adapter: container) by a worker that knows nothing of Trellis: inputs in, outputs out.")
final class TdeBridgeCommand implements Callable<Integer> {

    private static final Duration WAIT = Duration.ofSeconds(20);

    @Mixin
    private Place place;

    @Parameters(paramLabel = "TYPE", description = "The task type, such as demo.convert.")
    private String type;

    @ArgGroup(multiplicity = "1")
    private Worker worker;

    @Option(
            names = "--queue",
            paramLabel = "NAME",
            description = "Its queue, where the entry names another than the usual.")
    private @Nullable String queue;

    @Option(
            names = "--aws",
            description = "On AWS, by the AWS_* and TRELLIS_* variables, instead of the local platform.")
    private boolean aws;

    @Option(names = "--once", description = "End after one task.")
    private boolean once;

    /** Where the worker is; one of these. */
    static final class Worker {
        @Option(
                names = "--cmd",
                paramLabel = "CMD",
                description = "A command: inputs on standard input, outputs on standard output.")
        @Nullable
        String command;

        @Option(
                names = "--post",
                paramLabel = "URL",
                description = "An address: inputs are posted, the answer is the outputs.")
        @Nullable
        URI address;

        @ArgGroup(exclusive = false)
        @Nullable
        Queues queues;
    }

    /** The two queues of a worker that consumes one. */
    static final class Queues {
        @Option(
                names = "--questions",
                required = true,
                paramLabel = "QUEUE",
                description = "The queue that the worker consumes.")
        String questions;

        @Option(
                names = "--answers",
                required = true,
                paramLabel = "QUEUE",
                description = "The queue on which it answers.")
        String answers;

        @Option(
                names = "--id",
                paramLabel = "NAME",
                description = "The member that it gives back (default: ${DEFAULT-VALUE}).")
        String id = "correlation_id";
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        try (AwsPlatform cloud = aws ? AwsPlatform.fromEnvironment(System.getenv()) : LocalPorts.of(place.state())) {
            MessageQueues queues = cloud.queues();
            Ports ports = new Ports(queues, cloud.executionStore(), cloud.artifacts());
            TaskRunner runner = new TaskRunner(
                    ports, new BridgeKind(transport(queues)), InstantSource.system(), TdeBridgeCommand::owner);
            String source = queue == null ? TdeEntry.queueOf(type) : queue;
            WorkLoop loop = new WorkLoop(queues, source, runner);
            System.err.println("serving " + type + " from " + source + (once ? "" : "; end it with Ctrl-C"));
            boolean any = loop.once(WAIT);
            while (!once || !any) {
                any = loop.once(WAIT);
            }
            return ExitCode.DONE;
        } catch (IllegalStateException absent) {
            System.err.println("trellis: " + absent.getMessage());
            return ExitCode.NOT_RUNNING;
        }
    }

    private static String owner() {
        return "bridge-" + UUID.randomUUID();
    }

    private Transport transport(MessageQueues queues) {
        if (worker.command != null) {
            return new CommandTransport(worker.command, Path.of("").toAbsolutePath(), Map.of());
        }
        if (worker.address != null) {
            return new HttpTransport(worker.address);
        }
        Queues named = worker.queues;
        if (named == null) {
            throw new IllegalStateException("picocli asks for one of the three");
        }
        return new QueueWorker(queues, named.questions, named.answers, named.id);
    }
}
