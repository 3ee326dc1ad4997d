package dev.trellis.pdo.decide;

import dev.trellis.contract.engine.LeasedTask;
import dev.trellis.contract.engine.LeasedTask.Demand;
import dev.trellis.contract.registry.TdeEntry;
import dev.trellis.contract.task.Action;
import dev.trellis.contract.task.Payload;
import dev.trellis.registry.Clearance;
import dev.trellis.registry.RegistrySnapshot;
import dev.trellis.registry.Resolution;
import dev.trellis.registry.SchemaCheck;
import dev.trellis.registry.SchemaCheck.Violation;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Decides which leased tasks are sent, where and as what. A pure and total function: it reads nothing but its arguments,
 * and each task of any input gets exactly one decision with at least one reason.
 *
 * <p>The rules of one task, in their order: it is not past its time; its executor resolves; the executor provides what the
 * task asks for, and no more than policy allows; it is cleared for the task's data; the inputs are within the size limit; they keep the executor's input schema; the queue has room. The
 * first rule that objects decides.
 */
public final class DispatchPlanner {
    private static final int VIOLATIONS_SHOWN = 5;

    private final SchemaCheck schemas;

    /** @param schemas checks inputs; what it keeps between calls never changes its answers */
    public DispatchPlanner(SchemaCheck schemas) {
        this.schemas = schemas;
    }

    /**
     * Plans one batch.
     *
     * @param ready leased tasks, the most urgent first; where a queue has little room, the first ones get it
     * @param registry a view of the registries that does not change meanwhile
     */
    public DispatchPlan plan(List<LeasedTask> ready, RegistrySnapshot registry, DispatchLimits limits, Instant now) {
        Batch batch = new Batch(registry, limits, now);
        List<DispatchDecision> decisions = new ArrayList<>(ready.size());
        for (LeasedTask task : ready) {
            decisions.add(PoisonBarrier.decide(task, batch::decide));
        }
        return new DispatchPlan(decisions);
    }

    /** The rules over one batch, with what its tasks share. */
    private final class Batch {
        private final RegistrySnapshot registry;
        private final DispatchLimits limits;
        private final Instant now;
        private final QueueRoom room;
        private final GuardRails guardRails;
        private final RequestBuilder requests;

        Batch(RegistrySnapshot registry, DispatchLimits limits, Instant now) {
            this.registry = registry;
            this.limits = limits;
            this.now = now;
            this.room = new QueueRoom(limits);
            this.guardRails = new GuardRails(registry);
            this.requests = new RequestBuilder(registry, guardRails);
        }

        DispatchDecision decide(LeasedTask task) {
            DispatchCase one = new DispatchCase(task);
            return expired(one).orElseGet(() -> resolve(one));
        }

        private DispatchDecision resolve(DispatchCase one) {
            Demand demand = one.task().demand();
            return switch (registry.resolveTask(demand.taskType(), demand.versionRange(), demand.pinnedVersion())) {
                case Resolution.Missing<TdeEntry> missing -> unmet(one, missing);
                case Resolution.Found<TdeEntry> found -> {
                    found.reasons().forEach(one::note);
                    yield admit(one, found.entry());
                }
            };
        }

        private static DispatchDecision unmet(DispatchCase one, Resolution.Missing<TdeEntry> missing) {
            missing.reasons().forEach(one::note);
            String code = missing.code().equals("unknown_name") ? "task_type.unknown" : "version.unmet";
            return one.reject(code, missing.message());
        }

        private DispatchDecision admit(DispatchCase one, TdeEntry entry) {
            return CapabilityRule.objection(one, entry, registry.policyFor(one.taskType()))
                    .or(() -> uncleared(one, entry))
                    .or(() -> tooLarge(one))
                    .or(() -> malformed(one, entry))
                    .or(() -> crowded(one, entry))
                    .orElseGet(() -> send(one, entry));
        }

        private DispatchDecision send(DispatchCase one, TdeEntry entry) {
            DispatchDecision send = one.send(requests.build(one.task(), entry), entry);
            room.take(entry.queue());
            return send;
        }

        private Optional<DispatchDecision> expired(DispatchCase one) {
            Instant notAfter = one.task().limits().notAfter();
            if (!now.isAfter(notAfter.plus(limits.clockSkew()))) {
                return Optional.empty();
            }
            return Optional.of(one.reject(
                    "attempt.expired", "this attempt must not start after " + notAfter + ", and it is " + now));
        }

        private Optional<DispatchDecision> uncleared(DispatchCase one, TdeEntry entry) {
            List<String> classes = one.task().context().dataClasses();
            if (classes.isEmpty()) {
                return Optional.empty();
            }
            Set<String> missing =
                    Clearance.of(entry, registry.policyFor(one.taskType())).unseen(classes);
            if (missing.isEmpty()) {
                return Optional.empty();
            }
            return Optional.of(one.park(
                    "data_class.uncleared",
                    "the inputs hold data of class " + String.join(", ", missing) + ", and " + one.taskType() + " "
                            + entry.executor().version()
                            + " is not cleared for it; apply a version whose data_classes name it and a policy whose"
                            + " guard_rails.data.see allows it, then retry"));
        }

        private Optional<DispatchDecision> tooLarge(DispatchCase one) {
            long size = size(one.task().inputs());
            long limit = guardRails.maxPayloadBytes(one.taskType(), limits.maxPayloadBytes());
            if (size <= limit) {
                return Optional.empty();
            }
            return Optional.of(one.reject(
                    "payload.too_large",
                    "the inputs are " + size + " bytes and at most " + limit
                            + " are allowed; pass large data as artifacts_in"));
        }

        private static long size(Payload inputs) {
            return switch (inputs) {
                case Payload.Inline(var json) -> json.text().getBytes(StandardCharsets.UTF_8).length;
                case Payload.ClaimCheck(var ref) -> ref.sizeBytes() == null ? 0 : ref.sizeBytes();
            };
        }

        /**
         * Inputs that travel by claim check are checked where they are read, by the executor. What is to be undone was checked when it
         * was executed, and comes with its outputs beside it, which the schema of inputs does not know.
         */
        private Optional<DispatchDecision> malformed(DispatchCase one, TdeEntry entry) {
            if (!(one.task().inputs() instanceof Payload.Inline(var inputs))
                    || one.task().action() != Action.EXECUTE) {
                return Optional.empty();
            }
            List<Violation> violations = schemas.violations(entry.schemas().input(), inputs);
            if (violations.isEmpty()) {
                return Optional.empty();
            }
            String shown = violations.stream()
                    .limit(VIOLATIONS_SHOWN)
                    .map(Violation::toString)
                    .collect(Collectors.joining("; "));
            int more = violations.size() - VIOLATIONS_SHOWN;
            return Optional.of(one.reject("input.schema", more > 0 ? shown + "; and " + more + " more" : shown));
        }

        private Optional<DispatchDecision> crowded(DispatchCase one, TdeEntry entry) {
            if (!room.isFull(entry.queue())) {
                return Optional.empty();
            }
            return Optional.of(one.defer(
                    limits.deferFor(),
                    "queue.full",
                    entry.queue() + " holds " + room.depth(entry.queue()) + " messages, of at most "
                            + limits.maxQueueDepth()));
        }
    }
}
