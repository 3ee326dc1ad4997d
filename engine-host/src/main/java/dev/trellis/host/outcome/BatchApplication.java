package dev.trellis.host.outcome;

import dev.trellis.contract.json.Json;
import dev.trellis.contract.task.Outcome;
import dev.trellis.contract.task.TaskLifecycle;
import dev.trellis.contract.wire.OutcomeJson;
import dev.trellis.host.expression.Scope;
import dev.trellis.host.flowable.EngineTransaction;
import dev.trellis.host.gate.ServiceTaskUse;
import dev.trellis.host.outcome.Inbox.Key;
import dev.trellis.host.task.TaskRow;
import dev.trellis.host.task.TaskTable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The application of one batch in one transaction: instances are locked in the order of their ids, then tasks. */
final class BatchApplication {
    private final OutcomeSteps steps;
    private final OutputMapping mapping;
    private final Absorption absorption;
    private final EngineTransaction at;
    private final TaskTable tasks;
    private final Inbox inbox;
    private final Map<String, ServiceTaskUse> uses = new HashMap<>();
    private final Set<Key> reopened = new HashSet<>();
    /** Tasks of which the batch holds more than one outcome. */
    private final Set<String> repeated = new HashSet<>();

    /** What is known of a message before its transaction. */
    record Received(OutcomeMessage message, Map<String, @Nullable Object> outputs) {
        Key key() {
            return Key.of(message.outcome().attempt());
        }

        Json json() {
            return new Json(OutcomeJson.write(message.outcome()));
        }
    }

    BatchApplication(OutcomeSteps steps, OutputMapping mapping, Absorption absorption, EngineTransaction at) {
        this.steps = steps;
        this.mapping = mapping;
        this.absorption = absorption;
        this.at = at;
        this.tasks = new TaskTable(at.sql());
        this.inbox = new Inbox(at.sql());
    }

    /** Applies the batch; the answers are in its order. */
    List<Applied> apply(List<Received> batch) {
        Map<String, TaskRow> rows = new BatchTasks(at, absorption).lock(batch);
        Set<String> seen = new HashSet<>();
        batch.stream()
                .map(received -> received.key().taskId())
                .filter(id -> !seen.add(id))
                .forEach(repeated::add);
        Set<Key> fresh = inbox.enter(batch.stream()
                .map(Received::key)
                .filter(key -> rows.containsKey(key.taskId()))
                .distinct()
                .toList());
        Map<Received, Applied> answers = new IdentityHashMap<>();
        for (Received received : byInstance(batch, rows)) {
            if (fresh.remove(received.key()) || countsAgain(received.key())) {
                answers.put(received, one(received, rows));
            }
        }
        return answers(batch, rows, answers);
    }

    /** Whether an outcome under the same token came before it in the batch and was not the last word. */
    private boolean countsAgain(Key key) {
        return reopened.remove(key) && inbox.enter(List.of(key)).contains(key);
    }

    private void reopen(Key key) {
        inbox.reopen(key);
        reopened.add(key);
    }

    private static List<Received> byInstance(List<Received> batch, Map<String, TaskRow> rows) {
        return batch.stream()
                .filter(received -> rows.containsKey(received.key().taskId()))
                .sorted(Comparator.comparing(
                        received -> row(rows, received).place().rootId()))
                .toList();
    }

    private static TaskRow row(Map<String, TaskRow> rows, Received received) {
        TaskRow row = rows.get(received.key().taskId());
        if (row == null) {
            throw new IllegalStateException("the task of an outcome is not loaded");
        }
        return row;
    }

    private static List<Applied> answers(
            List<Received> batch, Map<String, TaskRow> rows, Map<Received, Applied> answers) {
        List<Applied> all = new ArrayList<>();
        for (Received received : batch) {
            String id = received.message().messageId();
            if (rows.containsKey(received.key().taskId())) {
                all.add(answers.getOrDefault(received, new Applied.Duplicate(id)));
            } else {
                all.add(new Applied.Unknown(id));
            }
        }
        return all;
    }

    private Applied one(Received received, Map<String, TaskRow> rows) {
        if (at.tellGone()) {
            tasks.lock(rows.keySet()).forEach(row -> rows.put(row.id(), row));
        }
        TaskRow task = row(rows, received);
        Received told = ErrorScrubbing.of(received, task, at);
        Applied applied = carryOut(decide(task, told), task, told);
        if (repeated.contains(task.id())) {
            tasks.lock(task.id()).ifPresent(row -> rows.put(row.id(), row));
        }
        return applied;
    }

    private Decision decide(TaskRow task, Received received) {
        Outcome outcome = received.message().outcome();
        Predicate<String> caught = code -> at.waiting().catches(task.place().executionId(), code);
        Decision decision = OutcomeDecider.decide(task, outcome, caught);
        if (!ModelledErrors.mayReplace(decision) || use(task).errors().isEmpty()) {
            return decision;
        }
        Scope seen = OutputMapping.seen(task, received.outputs(), at);
        return ModelledErrors.instead(
                decision, task, outcome, new ModelledErrors.Model(use(task).errors(), seen, caught));
    }

    private ServiceTaskUse use(TaskRow task) {
        return uses.computeIfAbsent(task.id(), id -> mapping.use(task, at));
    }

    private Applied carryOut(Decision decision, TaskRow task, Received received) {
        String id = received.message().messageId();
        switch (decision) {
            case Decision.Advance advance -> advance(task, advance.end(), received);
            case Decision.Retry retry ->
                steps.retry(task, retry.next(), retry.delay(), "failed", retry.error(), null, at);
            case Decision.Raise raise -> steps.raise(task, raise.end(), raise.error(), received.json(), at);
            case Decision.Ask ask -> steps.ask(task, ask.incident(), ask.code(), ask.error(), at);
            case Decision.HandOver over -> handOver(task, over, received);
            case Decision.Hold hold -> {
                inbox.keep(received.key(), "held", received.json());
                return new Applied.Held(id);
            }
            case Decision.LateEffect late -> {
                inbox.verdict(received.key(), "late_effect");
                steps.lateEffect(task, received.json(), at);
                return new Applied.LateEffect(id);
            }
            case Decision.Ignore ignore -> {
                reopen(received.key());
                return new Applied.Fenced(id, ignore.reason());
            }
            case Decision.Fence fence -> {
                inbox.verdict(received.key(), "fenced");
                return new Applied.Fenced(id, fence.reason());
            }
        }
        return new Applied.Accepted(id);
    }

    private void advance(TaskRow task, TaskLifecycle.Succeeded end, Received received) {
        mapping.apply(task, use(task), received.outputs(), at);
        steps.succeed(task, end, received.json(), at);
        at.waiting().advance(task.place().executionId());
    }

    /** The final outcome of a hand-over comes under the same token, so its inbox row is free again. */
    private void handOver(TaskRow task, Decision.HandOver over, Received received) {
        tasks.move(task.id(), over.running(), "handed over until " + over.to().deadline());
        new HandOvers(at.sql()).open(task, over.to());
        reopen(received.key());
    }
}
