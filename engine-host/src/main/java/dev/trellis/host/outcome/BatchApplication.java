package dev.trellis.host.outcome;

import dev.trellis.host.flowable.EngineTransaction;
import dev.trellis.host.outcome.Inbox.Entry;
import dev.trellis.host.outcome.Inbox.Key;
import dev.trellis.host.task.TaskRow;
import dev.trellis.host.task.TaskTable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The application of one batch in one transaction: instances are locked in the order of their ids, then tasks. */
final class BatchApplication {
    private final OutcomeApplication outcomes;
    private final Absorption absorption;
    private final EngineTransaction at;
    private final TaskTable tasks;
    private final Inbox inbox;
    private final Set<Key> reopened = new HashSet<>();
    /** Tasks of which the batch holds more than one outcome. */
    private final Set<String> repeated = new HashSet<>();

    BatchApplication(Effects effects, Absorption absorption, EngineTransaction at) {
        this.absorption = absorption;
        this.at = at;
        this.tasks = new TaskTable(at.sql());
        this.inbox = new Inbox(at.sql());
        this.outcomes = new OutcomeApplication(effects, inbox, this::reopen, at);
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
                .filter(received -> rows.containsKey(received.key().taskId()))
                .map(Received::entry)
                .collect(Collectors.toMap(Entry::key, entry -> entry, (first, again) -> first))
                .values());
        Map<Received, Applied> answers = new IdentityHashMap<>();
        for (Received received : byInstance(batch, rows)) {
            if (fresh.remove(received.key()) || countsAgain(received.entry())) {
                answers.put(received, one(received, rows));
            }
        }
        return answers(batch, rows, answers);
    }

    /** Whether an outcome under the same token came before it in the batch and was not the last word. */
    private boolean countsAgain(Entry entry) {
        return reopened.remove(entry.key()) && inbox.enter(List.of(entry)).contains(entry.key());
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
        Applied applied = outcomes.apply(task, received);
        if (repeated.contains(task.id())) {
            tasks.lock(task.id()).ifPresent(row -> rows.put(row.id(), row));
        }
        return applied;
    }
}
