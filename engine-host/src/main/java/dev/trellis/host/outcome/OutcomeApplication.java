package dev.trellis.host.outcome;

import dev.trellis.contract.task.Outcome;
import dev.trellis.contract.task.TaskLifecycle;
import dev.trellis.host.expression.Scope;
import dev.trellis.host.flowable.EngineTransaction;
import dev.trellis.host.gate.ServiceTaskUse;
import dev.trellis.host.outcome.Inbox.Key;
import dev.trellis.host.task.TaskRow;
import dev.trellis.host.task.TaskTable;
import dev.trellis.host.unit.UnitErrors;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** Decides what outcomes mean for their tasks, and carries it out. */
final class OutcomeApplication {
    private final OutcomeSteps steps;
    private final OutputMapping mapping;
    private final UndoSteps undos;
    private final PromisedOutputs promised;
    private final Inbox inbox;
    private final Consumer<Key> reopen;
    private final EngineTransaction at;
    private final Map<String, ServiceTaskUse> uses = new HashMap<>();

    /** @param reopen lets another outcome under the same token count */
    OutcomeApplication(Effects effects, Inbox inbox, Consumer<Key> reopen, EngineTransaction at) {
        this.steps = effects.steps();
        this.mapping = effects.mapping();
        this.undos = new UndoSteps(effects, at);
        this.promised = effects.promised();
        this.inbox = inbox;
        this.reopen = reopen;
        this.at = at;
    }

    /** Applies an outcome to its task, which is locked. */
    Applied apply(TaskRow task, Received received) {
        Received held = promised.of(received, task, at);
        if (PromisedOutputs.isEffectOf(task, received, held)) {
            undos.keepBroken(task, received);
        }
        Received told = ErrorScrubbing.of(held, task, at);
        return carryOut(decide(task, told), task, told);
    }

    private Decision decide(TaskRow task, Received received) {
        Outcome outcome = received.message().outcome();
        Predicate<String> caught = code -> at.waiting().catches(task.place().executionId(), code)
                || UnitErrors.catchesOutside(task.place().rootId(), code, at);
        Decision decision = OutcomeDecider.decide(task, outcome, caught);
        boolean modelled = !task.isUndo()
                && ModelledErrors.mayReplace(decision)
                && !use(task).errors().isEmpty();
        if (!modelled) {
            return decision;
        }
        Scope seen = OutputMapping.seen(task.place().executionId(), received.outputs(), at);
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
            case Decision.Raise raise ->
                caused(task, () -> steps.raise(task, raise.end(), raise.error(), received.json(), at));
            case Decision.Compensate compensate -> {
                if (!undos.required(compensate, task, received)) {
                    return carryOut(compensate.otherwise(), task, received);
                }
            }
            case Decision.Ask ask -> steps.ask(task, ask.incident(), ask.code(), ask.error(), at);
            case Decision.HandOver over -> handOver(task, over, received);
            case Decision.Hold hold -> {
                inbox.keep(received.key(), "held", received.json());
                return new Applied.Held(id);
            }
            case Decision.LateEffect late -> {
                inbox.verdict(received.key(), "late_effect");
                steps.lateEffect(task, received.json(), at);
                caused(task, () -> undos.lateEffect(task, received));
                return new Applied.LateEffect(id);
            }
            case Decision.Ignore ignore -> {
                reopen.accept(received.key());
                return new Applied.Fenced(id, ignore.reason());
            }
            case Decision.Fence fence -> {
                inbox.verdict(received.key(), "fenced");
                return new Applied.Fenced(id, fence.reason());
            }
        }
        return new Applied.Accepted(id, decision instanceof Decision.Retry);
    }

    private void advance(TaskRow task, TaskLifecycle.Succeeded end, Received received) {
        if (task.isUndo()) {
            caused(task, () -> undos.undone(task, end, received));
            return;
        }
        mapping.apply(task, use(task), received.outputs(), at);
        undos.keep(task, received);
        steps.succeed(task, end, received.json(), at);
        caused(task, () -> at.waiting().advance(task.place().executionId()));
    }

    private void caused(TaskRow task, Runnable step) {
        at.causes().during(task.place().rootId(), task.state().token(), step);
    }

    /** The final outcome of a hand-over comes under the same token, so its inbox row is free again. */
    private void handOver(TaskRow task, Decision.HandOver over, Received received) {
        new TaskTable(at.sql())
                .move(
                        task.id(),
                        over.running(),
                        "handed over until " + over.to().deadline());
        new HandOvers(at.sql()).open(task, over.to());
        reopen.accept(received.key());
    }
}
