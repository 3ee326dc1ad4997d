package dev.trellis.host.kernel;

import dev.trellis.contract.engine.LeasedTask;
import dev.trellis.contract.task.Payload;
import dev.trellis.host.json.JsonValues;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Objects;

/**
 * The effects of one instance, as its executors write them down, and what is wrong with them. Once something has failed, the last
 * effect that stands is undone; when it is, the last one that stands then.
 */
final class Ledger {
    private final Deque<String> standing = new ArrayDeque<>();
    private final List<String> lines = new ArrayList<>();
    private final List<String> wrong = new ArrayList<>();
    private String atWork = "";
    private boolean failed;

    /** Something was done; its effect is named by the task. */
    void done(LeasedTask task) {
        lines.add("+" + id(task));
        standing.push(id(task));
        goOn();
    }

    /** Something failed for good, so that what was done is to be undone. */
    void fails() {
        failed = true;
        goOn();
    }

    private void goOn() {
        if (failed && atWork.isEmpty() && !standing.isEmpty()) {
            atWork = standing.peek();
        }
    }

    /** An executor is asked to undo. */
    void undoing(LeasedTask task) {
        check(effect(task).equals(atWork), task, "is asked for, and that of '" + atWork + "' is due");
    }

    void undone(LeasedTask task) {
        String effect = effect(task);
        lines.add("-" + effect);
        check(standing.remove(effect), task, "comes twice");
        atWork = "";
        goOn();
    }

    private void check(boolean right, LeasedTask task, String what) {
        if (!right) {
            wrong.add("the undo " + task.context().tags().get("element") + " of " + effect(task) + " " + what);
        }
    }

    boolean failed() {
        return failed;
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
