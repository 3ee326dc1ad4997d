package dev.trellis.host.instance;

import dev.trellis.contract.json.Json;
import dev.trellis.host.audit.AuditEntry;
import dev.trellis.host.audit.Chronicle;
import dev.trellis.host.command.Caller;
import dev.trellis.host.command.Refusal;
import dev.trellis.host.command.RefusedException;
import dev.trellis.host.db.Locks;
import dev.trellis.host.flowable.Engine;
import dev.trellis.host.flowable.EngineTransaction;
import dev.trellis.host.flowable.ProcessRuns.Subscription;
import dev.trellis.host.json.JsonValues;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds the instances that wait for a message or a signal, within one tenant. */
public final class Correlations {
    private final Engine engine;
    private final Chronicle chronicle;

    public Correlations(Engine engine, Chronicle chronicle) {
        this.engine = engine;
        this.chronicle = chronicle;
    }

    String message(Correlation message) {
        Map<String, @Nullable Object> match = JsonValues.object(message.variableMatch());
        Map<String, @Nullable Object> variables = JsonValues.object(message.variables());
        return engine.transact(transaction -> {
            List<Subscription> waiting = transaction.runs().awaitingMessage(message.name()).stream()
                    .filter(place -> instance(message.caller(), place, transaction)
                            .filter(instance -> addressed(message, instance))
                            .isPresent())
                    .filter(place -> matches(match, place, transaction))
                    .toList();
            Subscription to = only(message, waiting);
            deliver(message.caller(), "message", message.name(), to, transaction);
            transaction.runs().deliverMessage(message.name(), to, variables);
            return to.instanceId();
        });
    }

    private static Subscription only(Correlation message, List<Subscription> waiting) {
        if (waiting.isEmpty()) {
            throw new RefusedException(
                    Refusal.NOT_FOUND, "no running instance that fits waits for the message " + message.name());
        }
        if (waiting.size() > 1) {
            throw new RefusedException(
                    Refusal.CONFLICT,
                    waiting.size() + " places wait for the message " + message.name()
                            + "; name the instance, its business key or a variable that tells them apart");
        }
        return waiting.getFirst();
    }

    private static boolean addressed(Correlation message, InstanceView instance) {
        boolean byId = message.instanceId() == null || message.instanceId().equals(instance.id());
        boolean byKey = message.businessKey() == null || message.businessKey().equals(instance.businessKey());
        return byId && byKey;
    }

    private static boolean matches(Map<String, @Nullable Object> match, Subscription place, EngineTransaction at) {
        if (match.isEmpty()) {
            return true;
        }
        Map<String, @Nullable Object> variables = at.runs().variables(place.instanceId());
        return match.entrySet().stream()
                .allMatch(member -> Objects.equals(
                        JsonValues.text(member.getValue()), JsonValues.text(variables.get(member.getKey()))));
    }

    int signal(Caller caller, String name, Json variables) {
        Map<String, @Nullable Object> values = JsonValues.object(variables);
        return engine.transact(transaction -> {
            List<Subscription> waiting = transaction.runs().awaitingSignal(name).stream()
                    .filter(place -> instance(caller, place, transaction).isPresent())
                    .sorted(Comparator.comparing(Subscription::instanceId))
                    .toList();
            waiting.forEach(place -> {
                deliver(caller, "signal", name, place, transaction);
                transaction.runs().deliverSignal(name, place, values);
            });
            return waiting.size();
        });
    }

    private static Optional<InstanceView> instance(Caller caller, Subscription place, EngineTransaction at) {
        return new InstanceTable(at.sql())
                .find(caller.tenant(), place.instanceId())
                .filter(instance -> instance.state() == InstanceState.RUNNING);
    }

    private void deliver(Caller caller, String what, String name, Subscription to, EngineTransaction at) {
        InstanceView instance = instance(caller, to, at).orElseThrow();
        Locks.instances(at.sql(), List.of(instance.rootId()));
        chronicle.note(
                new AuditEntry(instance.id(), what + ".received", caller.name(), JsonValues.json(Map.of("name", name))),
                at);
    }
}
