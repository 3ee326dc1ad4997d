package dev.trellis.bench.kernel;

import dev.trellis.contract.engine.CycleReply;
import dev.trellis.contract.engine.CycleRequest;
import dev.trellis.contract.engine.CycleRequest.Ask;
import dev.trellis.contract.engine.CycleRequest.Confirmed;
import dev.trellis.contract.engine.CycleRequest.Route;
import dev.trellis.contract.engine.LeasedTask;
import dev.trellis.contract.json.Json;
import dev.trellis.contract.task.Action;
import dev.trellis.contract.task.Outcome;
import dev.trellis.contract.task.Payload;
import dev.trellis.contract.task.Result;
import dev.trellis.contract.task.SubmissionKeys;
import dev.trellis.host.command.Caller;
import dev.trellis.host.instance.StartCommand;
import dev.trellis.host.kernel.Kernel;
import dev.trellis.host.kernel.KernelPorts;
import dev.trellis.host.kernel.KernelSettings;
import dev.trellis.host.outcome.Applied;
import dev.trellis.host.outcome.OutcomeMessage;
import dev.trellis.host.retention.Retention;
import dev.trellis.host.task.ApprovalPolicy;
import dev.trellis.infra.memory.MemoryExecutionStore;
import dev.trellis.registry.RegistryCache;
import io.agroal.api.AgroalDataSource;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;

/** A kernel in this process, with everything around it in memory but its database. */
final class BareKernel implements AutoCloseable {
    private static final String USER = "benchmarks";
    private static final Caller CALLER = new Caller("default", USER);

    private final AgroalDataSource connections;
    private final Kernel kernel;

    BareKernel(Server server, String database, Registry registry, Retention retention) throws SQLException {
        String url = server.create(database);
        this.connections =
                Connections.to(url, server.access().user(), server.access().password());
        KernelSettings standard = KernelSettings.STANDARD;
        this.kernel = Kernel.open(
                new KernelPorts(
                        connections,
                        new RegistryCache(registry.store),
                        registry.artifacts,
                        new MemoryExecutionStore(),
                        ApprovalPolicy.NONE,
                        InstantSource.system()),
                new KernelSettings(standard.leases(), true, standard.timerWait(), standard.lingering(), retention));
    }

    /** Starts an instance and returns its id. */
    String start(String process, Json variables) {
        return start(CALLER, process, variables);
    }

    /** Starts an instance of a tenant without variables and returns its id. */
    String startFor(String tenant, String process) {
        return start(new Caller(tenant, USER), process, Json.EMPTY_OBJECT);
    }

    private String start(Caller caller, String process, Json variables) {
        return kernel.services()
                .instances()
                .start(new StartCommand(caller, process, null, variables, SubmissionKeys.NONE, null))
                .instance()
                .id();
    }

    List<LeasedTask> lease(String orchestrator, int most) {
        return cycle(new CycleRequest(orchestrator, new Ask(most, 0, 0, false), List.of(), List.of(), List.of(), 0))
                .tasks();
    }

    CycleReply cycle(CycleRequest request) {
        return kernel.services().pdoCycle().cycle(request);
    }

    /** Tells that a task is on its queue. */
    static Confirmed sent(LeasedTask task) {
        return new Confirmed(
                task.attempt().taskId().value(), task.attempt().token(), new Route("1.0.0", "queue", List.of()));
    }

    /** Lets tasks succeed, all in one batch; each must be taken. */
    void succeed(List<LeasedTask> tasks, Payload outputs) {
        List<OutcomeMessage> batch = tasks.stream()
                .map(task -> new OutcomeMessage(
                        task.attempt().taskId().value(),
                        new Outcome(
                                task.attempt(),
                                Action.EXECUTE,
                                new Result.Succeeded(outputs, List.of()),
                                Map.of(),
                                Instant.EPOCH,
                                Instant.EPOCH,
                                null,
                                Json.EMPTY_OBJECT)))
                .toList();
        for (Applied applied : kernel.services().outcomes().apply(batch)) {
            if (!(applied instanceof Applied.Accepted)) {
                throw new IllegalStateException("an outcome was not accepted: " + applied);
            }
        }
    }

    /** Forgets now what is kept no longer. */
    void clean() {
        kernel.clean();
    }

    @Override
    public void close() {
        kernel.close();
        connections.close();
    }
}
