package dev.trellis.host.kernel;

import dev.trellis.host.audit.Chronicle;
import dev.trellis.host.audit.HashChain;
import dev.trellis.host.callback.CallbackDesk;
import dev.trellis.host.cancel.Cancellations;
import dev.trellis.host.cancel.Tombstones;
import dev.trellis.host.compensation.Compensations;
import dev.trellis.host.db.Database;
import dev.trellis.host.db.Ids;
import dev.trellis.host.definition.Catalog;
import dev.trellis.host.definition.Definitions;
import dev.trellis.host.definition.DeployedDefinitions;
import dev.trellis.host.definition.ProcessModels;
import dev.trellis.host.flowable.Engine;
import dev.trellis.host.flowable.EngineSettings;
import dev.trellis.host.gate.BpmnGate;
import dev.trellis.host.incident.FailedSteps;
import dev.trellis.host.incident.IncidentLog;
import dev.trellis.host.incident.OpenIncidents;
import dev.trellis.host.instance.Correlations;
import dev.trellis.host.instance.Heritages;
import dev.trellis.host.instance.InstanceHooks;
import dev.trellis.host.instance.InstanceVariables;
import dev.trellis.host.instance.Instances;
import dev.trellis.host.instance.Interventions;
import dev.trellis.host.instance.RunningInstances;
import dev.trellis.host.instance.Starts;
import dev.trellis.host.lease.Attendance;
import dev.trellis.host.lease.LeaseParts;
import dev.trellis.host.lease.WaitingRoom;
import dev.trellis.host.limit.LimitSweep;
import dev.trellis.host.limit.Limits;
import dev.trellis.host.outbox.OutboxTable;
import dev.trellis.host.outcome.AttemptLosses;
import dev.trellis.host.outcome.Effects;
import dev.trellis.host.outcome.OutcomeBatches;
import dev.trellis.host.outcome.OutcomeParts;
import dev.trellis.host.outcome.OutcomeSteps;
import dev.trellis.host.outcome.TaskRulings;
import dev.trellis.host.task.Activations;
import dev.trellis.host.task.TaskLedger;
import dev.trellis.host.task.UndoOrders;
import dev.trellis.host.unit.UnitDesk;
import dev.trellis.host.unit.UnitEnds;
import dev.trellis.host.unit.UnitTypes;
import dev.trellis.host.usertask.EngineUserTasks;
import dev.trellis.host.watch.Observations;

/** The kernel of one host, by constructors alone. Several hosts may share a database. */
public final class Kernel implements AutoCloseable {
    private final Engine engine;
    private final Sweeps sweeps;
    private final Database database;
    private final Tombstones tombstones;
    private final WaitingRoom room;
    private final Services services;

    private Kernel(Built built, Services services, Sweeps sweeps) {
        this.engine = built.engine();
        this.database = built.database();
        this.tombstones = built.tombstones();
        this.room = built.room();
        this.services = services;
        this.sweeps = sweeps;
    }

    private record Built(Engine engine, Database database, Tombstones tombstones, WaitingRoom room) {}

    /** Starts the engine and the sweeps. */
    public static Kernel open(KernelPorts ports, KernelSettings settings) {
        Database database = new Database(ports.dataSource());
        Ids ids = new Ids(ports.clock());
        HashChain audit = new HashChain(database);
        OutboxTable outbox = new OutboxTable(ids, ports.clock());
        Chronicle chronicle = new Chronicle(audit, outbox);
        IncidentLog log = new IncidentLog(ids, chronicle);
        Limits limits = new Limits(ports.registry());
        UnitDesk units = new UnitDesk(new UnitTypes(ports.registry()), database, ids);
        var beginnings = new LeaseParts.Beginnings(limits, units);
        LeaseParts leases = new LeaseParts(database, outbox, log, beginnings, settings.leases(), settings.lingering());
        ProcessModels models = new ProcessModels(new BpmnGate());
        Catalog catalog = new Catalog(ports.registry());
        Heritages heritages = new Heritages();
        Later tombstonesDue = new Later();
        var wiring = new Activations.Wiring(ids, leases.handOver(), heritages);
        Activations activations = new Activations(catalog, models, ports.approvals(), chronicle, log, wiring);
        Cancellations cancellations = new Cancellations(chronicle, log, tombstonesDue);
        Compensations compensations =
                new Compensations(activations, new UndoOrders(catalog, models, heritages), chronicle, ids);
        Hooks hooks = new Hooks(
                activations,
                cancellations,
                compensations,
                new InstanceHooks(chronicle, heritages, tombstonesDue),
                models,
                chronicle);
        Engine engine = Engine.open(
                new EngineSettings(ports.dataSource(), ids, settings.timers(), 2, settings.timerWait()), hooks);
        OutcomeSteps steps = new OutcomeSteps(chronicle, log, ids, leases.handOver());
        Effects effects = Effects.of(steps, models, compensations, catalog);
        OutcomeBatches outcomes =
                OutcomeParts.batches(engine, database, ports.artifacts(), effects, leases.absorption());
        TaskRulings rulings = new TaskRulings(engine, steps, outcomes, compensations);
        Definitions definitions = new DeployedDefinitions(database, engine, ports.artifacts(), catalog, models);
        FailedSteps failedSteps = new FailedSteps(engine, database, log);
        Instances instances = new RunningInstances(
                database,
                engine,
                new Starts(engine, catalog, definitions, ids, chronicle),
                new Interventions(engine, chronicle, root -> {
                    outcomes.resumed(root);
                    leases.room().run();
                }),
                new Correlations(engine, chronicle),
                new InstanceVariables(models, chronicle));
        Observations observations = new Observations(engine, outcomes, new AttemptLosses(steps));
        CallbackDesk callbacks = new CallbackDesk(engine, database, outcomes, new AttemptLosses(steps));
        Tombstones tombstones = new Tombstones(database, ports.executions(), ports.clock());
        LimitSweep waiting = new LimitSweep(limits, leases.gate(), database, ports.clock(), leases.room());
        Sweeps sweeps = new Sweeps(
                new Sweeps.Chores(
                        tombstones,
                        failedSteps,
                        callbacks,
                        leases.heldWork(),
                        waiting,
                        new UnitEnds(ports.registry(), database, units)),
                database,
                outbox,
                settings.retention());
        tombstonesDue.set(sweeps::soon);
        units.open(instances, outcomes);
        sweeps.start();
        return new Kernel(
                new Built(engine, database, tombstones, leases.room()),
                new Services(
                        instances,
                        new TaskLedger(database),
                        rulings,
                        leases.conversation(observations),
                        outcomes,
                        new OpenIncidents(database, log, rulings, failedSteps),
                        definitions,
                        new EngineUserTasks(engine, chronicle),
                        audit,
                        outbox,
                        callbacks),
                sweeps);
    }

    public Services services() {
        return services;
    }

    /** The kernel's own tables. */
    public Database database() {
        return database;
    }

    /** Whether a cancelled task is known to have stopped. */
    public Tombstones tombstones() {
        return tombstones;
    }

    /** Whether orchestrators are about on this host. */
    public Attendance attendance() {
        return room;
    }

    /** Wakes the orchestrators that wait on this host. */
    public void wake() {
        room.run();
    }

    /** One turn of the regular work now, for tests and drivers. */
    public void sweep() {
        sweeps.tick();
    }

    /** Forgets now what is kept no longer, for tests and drivers. */
    public void clean() {
        sweeps.clean();
    }

    @Override
    public void close() {
        sweeps.close();
        engine.close();
    }
}
