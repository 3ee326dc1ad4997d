package dev.trellis.host.instance;

import dev.trellis.contract.json.Json;
import dev.trellis.host.command.Caller;
import dev.trellis.host.command.Refusal;
import dev.trellis.host.command.RefusedException;
import dev.trellis.host.db.Database;
import dev.trellis.host.flowable.Engine;
import dev.trellis.host.flowable.ProcessRuns.Standing;
import java.util.List;
import java.util.Optional;

/** The instances in the tables of the kernel and in the engine. */
public final class RunningInstances implements Instances {
    private final Database database;
    private final Engine engine;
    private final Starts starts;
    private final Interventions interventions;
    private final Correlations correlations;
    private final InstanceVariables variables;

    public RunningInstances(
            Database database,
            Engine engine,
            Starts starts,
            Interventions interventions,
            Correlations correlations,
            InstanceVariables variables) {
        this.database = database;
        this.engine = engine;
        this.starts = starts;
        this.interventions = interventions;
        this.correlations = correlations;
        this.variables = variables;
    }

    @Override
    public Started start(StartCommand command) {
        return starts.start(command);
    }

    @Override
    public Optional<InstanceView> find(String tenant, String instanceId) {
        return database.read(handle -> new InstanceTable(handle).find(tenant, instanceId));
    }

    @Override
    public List<InstanceView> list(InstanceQuery query) {
        return database.read(handle -> new InstanceTable(handle).list(query));
    }

    @Override
    public Json variables(String tenant, String instanceId) {
        return engine.transact(transaction -> variables.redacted(tenant, instanceId, transaction));
    }

    @Override
    public Json reveal(Caller caller, String instanceId) {
        return engine.transact(transaction -> variables.revealed(caller, instanceId, transaction));
    }

    @Override
    public List<CurrentActivity> activities(String tenant, String instanceId) {
        return engine.transact(transaction -> {
            InstanceTable table = new InstanceTable(transaction.sql());
            InstanceView instance = table.find(tenant, instanceId).orElseThrow(() -> missing(instanceId));
            return table.tree(instance.rootId()).stream()
                    .filter(each ->
                            instance.id().equals(instance.rootId()) || each.id().equals(instance.id()))
                    .flatMap(each -> transaction.runs().standing(each.id()).stream())
                    .map(RunningInstances::activity)
                    .toList();
        });
    }

    private static CurrentActivity activity(Standing standing) {
        return new CurrentActivity(standing.element(), standing.kind(), standing.name());
    }

    @Override
    public void cancel(Caller caller, String instanceId, String reason) {
        interventions.cancel(caller, instanceId, reason);
    }

    @Override
    public void suspend(Caller caller, String instanceId) {
        interventions.suspend(caller, instanceId);
    }

    @Override
    public void resume(Caller caller, String instanceId) {
        interventions.resume(caller, instanceId);
    }

    @Override
    public String message(Correlation correlation) {
        return correlations.message(correlation);
    }

    @Override
    public int signal(Caller caller, String name, Json variables) {
        return correlations.signal(caller, name, variables);
    }

    static RefusedException missing(String instanceId) {
        return new RefusedException(Refusal.NOT_FOUND, "no instance " + instanceId);
    }
}
