package dev.trellis.host.instance;

import dev.trellis.contract.event.EventTypes;
import dev.trellis.contract.registry.ProcessEntry;
import dev.trellis.contract.wire.Sha256;
import dev.trellis.host.audit.AuditEntry;
import dev.trellis.host.audit.Chronicle;
import dev.trellis.host.command.Refusal;
import dev.trellis.host.command.RefusedException;
import dev.trellis.host.dataclass.LabelTable;
import dev.trellis.host.dataclass.Labels;
import dev.trellis.host.db.Ids;
import dev.trellis.host.definition.Catalog;
import dev.trellis.host.definition.DefinitionTable;
import dev.trellis.host.definition.DefinitionView;
import dev.trellis.host.definition.Definitions;
import dev.trellis.host.definition.LockFile;
import dev.trellis.host.flowable.Engine;
import dev.trellis.host.flowable.EngineTransaction;
import dev.trellis.host.flowable.ProcessRuns.Start;
import dev.trellis.host.instance.InstanceTable.Earlier;
import dev.trellis.host.instance.InstanceTable.NewInstance;
import dev.trellis.host.json.JsonValues;
import dev.trellis.host.outbox.Event;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Starts instances: the keys of a submission are unique in the very transaction that starts it. */
public final class Starts {
    private final Engine engine;
    private final Catalog catalog;
    private final Definitions definitions;
    private final Ids ids;
    private final Chronicle chronicle;

    public Starts(Engine engine, Catalog catalog, Definitions definitions, Ids ids, Chronicle chronicle) {
        this.engine = engine;
        this.catalog = catalog;
        this.definitions = definitions;
        this.ids = ids;
        this.chronicle = chronicle;
    }

    Started start(StartCommand command) {
        checkKey(command);
        Map<String, @Nullable Object> variables = variables(command);
        ProcessEntry entry = catalog.process(command.process(), command.versionRange());
        DefinitionView definition = definitions.ensureDeployed(entry.name(), entry.version());
        LockFile lock = catalog.lock(definition, definitions::ensureDeployed);
        NewInstance instance =
                new NewInstance(ids.get(), entry.version(), hash(command), lock, command, entry.dataClasses());
        return engine.transact(transaction -> start(instance, variables, transaction));
    }

    private Started start(
            NewInstance instance, Map<String, @Nullable Object> variables, EngineTransaction transaction) {
        StartCommand command = instance.command();
        UnitOf unit = command.unit();
        if (unit != null && !unit.hold(transaction.sql())) {
            throw new RefusedException(
                    Refusal.CONFLICT, "attempt " + unit.attempt().number() + " of its task is not under way any more");
        }
        InstanceTable table = new InstanceTable(transaction.sql());
        if (!table.insert(instance)) {
            return earlier(instance, table);
        }
        String engineId = new DefinitionTable(transaction.sql())
                .engineId(command.process(), instance.version())
                .orElseThrow();
        Map<String, Object> details = Map.of(
                "process", command.process(),
                "version", instance.version(),
                "lock", JsonValues.object(instance.lock().toJson()),
                "request_sha256", instance.requestHash());
        chronicle.note(
                new AuditEntry(
                        instance.id(), "instance.started", command.caller().name(), JsonValues.json(details)),
                new Event(
                        EventTypes.INSTANCE_STARTED,
                        instance.id(),
                        command.caller().tenant(),
                        JsonValues.json(Map.of("process", command.process(), "version", instance.version())),
                        command.contextOf(instance.id())),
                transaction);
        new LabelTable(transaction).add(instance.id(), Labels.declared(instance.dataClasses()));
        if (unit != null) {
            unit.insert(instance.id(), transaction.sql());
            new LabelTable(transaction).add(instance.id(), unit.labels());
        }
        transaction
                .runs()
                .start(new Start(engineId, instance.id(), command.keys().businessKey(), variables));
        return new Started.Fresh(
                table.find(command.caller().tenant(), instance.id()).orElseThrow());
    }

    private static Started earlier(NewInstance instance, InstanceTable table) {
        StartCommand command = instance.command();
        String tenant = command.caller().tenant();
        String key = command.keys().idempotencyKey();
        Optional<Earlier> same = key == null ? Optional.empty() : table.byIdempotencyKey(tenant, key);
        if (same.isPresent()) {
            Earlier earlier = same.get();
            return instance.requestHash().equals(earlier.requestHash())
                    ? new Started.Duplicate(earlier.instance())
                    : new Started.KeyConflict(earlier.instance(), String.valueOf(key));
        }
        String businessKey = command.keys().businessKey();
        return Optional.ofNullable(businessKey)
                .flatMap(business -> table.byBusinessKey(tenant, command.process(), business))
                .<Started>map(Started.Duplicate::new)
                .orElseThrow(() -> new RefusedException(
                        Refusal.CONFLICT,
                        "the keys of this start are taken by an instance that just ended; try again"));
    }

    private static void checkKey(StartCommand command) {
        String key = command.keys().idempotencyKey();
        if (command.unit() == null && key != null && UnitOf.isKey(key)) {
            throw new RefusedException(
                    Refusal.INVALID,
                    "idempotency_key: task/ID/N is the key of an attempt of a task that is a process; take another one");
        }
    }

    private static Map<String, @Nullable Object> variables(StartCommand command) {
        try {
            return JsonValues.object(command.variables());
        } catch (IllegalArgumentException e) {
            throw new RefusedException(Refusal.INVALID, "variables: " + e.getMessage());
        }
    }

    private static String hash(StartCommand command) {
        return Sha256.hexOf(JsonValues.text(Arrays.asList(
                command.process(),
                command.versionRange(),
                JsonValues.object(command.variables()),
                command.keys().businessKey())));
    }
}
