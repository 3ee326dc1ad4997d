package dev.trellis.pdo.decide;

import dev.trellis.contract.engine.CycleRequest.Reason;
import dev.trellis.contract.engine.LeasedTask;
import dev.trellis.contract.registry.TdeEntry;
import dev.trellis.contract.task.TaskRequest;
import dev.trellis.pdo.decide.DispatchDecision.Defer;
import dev.trellis.pdo.decide.DispatchDecision.Park;
import dev.trellis.pdo.decide.DispatchDecision.Refusal;
import dev.trellis.pdo.decide.DispatchDecision.Reject;
import dev.trellis.pdo.decide.DispatchDecision.Send;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** One task before the rules, and what they have said so far. */
final class DispatchCase {
    private final LeasedTask task;
    private final List<Reason> reasons = new ArrayList<>(4);

    DispatchCase(LeasedTask task) {
        this.task = task;
    }

    LeasedTask task() {
        return task;
    }

    String taskType() {
        return task.demand().taskType();
    }

    /** Keeps what a rule found. */
    void note(Reason reason) {
        reasons.add(reason);
    }

    void note(String rule, String detail) {
        note(new Reason(rule, detail));
    }

    Send send(TaskRequest request, TdeEntry entry) {
        note("queue", entry.queue());
        return new Send(task, request, entry.queue(), reasons);
    }

    Defer defer(Duration delay, String rule, String detail) {
        note(rule, detail);
        return new Defer(task, Math.toIntExact(Math.max(1, delay.toSeconds())), reasons);
    }

    Park park(String code, String message) {
        note(code, message);
        return new Park(task, new Refusal(code, message), reasons);
    }

    Reject reject(String code, String message) {
        note(code, message);
        return new Reject(task, new Refusal(code, message), reasons);
    }
}
