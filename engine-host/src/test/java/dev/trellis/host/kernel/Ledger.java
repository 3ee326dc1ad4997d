package dev.trellis.host.kernel;

import dev.trellis.contract.engine.LeasedTask;
import dev.trellis.contract.task.Payload;
import dev.trellis.host.json.JsonValues;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The effects of one instance, as its executors write them down, and what is wrong with them. */
final class Ledger {
    private final Deque<String> standing = new ArrayDeque<>();
    private final Map<String, String> undos = new HashMap<>();
    private final List<String> lines = new ArrayList<>();
    private final List<String> wrong = new ArrayList<>();
    private String atWork = "";
    boolean failed;

    /** Something was done; its effect is named by the task. */
    void done(LeasedTask task) {
        lines.add("+" + id(task));
        standing.push(id(task));
    }

    /** An undo begins: it must be of the last effect that stands, and the only one. */
    void undoing(LeasedTask task) {
        String effect = effect(task);
        if (undos.putIfAbsent(id(task), effect) != null) {
            return;
        }
        check(atWork.isEmpty(), task, "begins while the undo of " + atWork + " is at work");
        check(effect.equals(standing.peek()), task, "is not of the last effect " + standing.peek());
        atWork = effect;
    }

    void undone(LeasedTask task) {
        String effect = effect(task);
        lines.add("-" + effect);
        check(standing.remove(effect), task, "comes twice");
        atWork = "";
    }

    private void check(boolean right, LeasedTask task, String what) {
        if (!right) {
            wrong.add("the undo " + task.context().tags().get("element") + " of " + effect(task) + " " + what);
        }
    }

    /** What is wrong at rest; empty when nothing is. */
    List<String> wrong() {
        if (failed && !standing.isEmpty()) {
            wrong.add("stands for ever: " + standing);
        }
        if (!failed && lines.stream().anyMatch(line -> line.startsWith("-"))) {
            wrong.add("undone although all went well: " + lines);
        }
        return wrong.isEmpty() ? wrong : List.of(wrong + " in " + lines);
    }

    static String id(LeasedTask task) {
        return task.attempt().taskId().value();
    }

    private static String effect(LeasedTask undo) {
        return Objects.toString(
                JsonValues.object(((Payload.Inline) undo.inputs()).json()).get("effect"));
    }
}
