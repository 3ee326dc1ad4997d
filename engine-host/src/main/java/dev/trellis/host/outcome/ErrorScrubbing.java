package dev.trellis.host.outcome;

import dev.trellis.contract.json.Json;
import dev.trellis.contract.task.Outcome;
import dev.trellis.contract.task.Result;
import dev.trellis.contract.task.TaskError;
import dev.trellis.host.dataclass.Labels;
import dev.trellis.host.dataclass.Redaction;
import dev.trellis.host.dataclass.TaskLabels;
import dev.trellis.host.flowable.EngineTransaction;
import dev.trellis.host.task.TaskRow;

/** Takes classified inputs out of what an executor says of its failure, before it gets into events, trail and incidents. */
final class ErrorScrubbing {
    private ErrorScrubbing() {}

    static Received of(Received received, TaskRow task, EngineTransaction at) {
        Outcome outcome = received.message().outcome();
        if (task.labels() == null) {
            return received;
        }
        return switch (outcome.result()) {
            case Result.Failed failed -> received.with(new Result.Failed(scrubbed(failed.error(), task, at)));
            case Result.CompensateRequired required ->
                received.with(new Result.CompensateRequired(scrubbed(required.error(), task, at)));
            case Result.Succeeded succeeded -> received;
            case Result.HandedOver handed -> received;
        };
    }

    private static TaskError scrubbed(TaskError error, TaskRow task, EngineTransaction at) {
        Labels labels = TaskLabels.of(task.labels()).inputs();
        String message = Redaction.scrub(error.message(), inputs(task, at), labels);
        return new TaskError(error.code(), message, error.retryable());
    }

    private static Json inputs(TaskRow task, EngineTransaction at) {
        return at.sql()
                .createQuery("select inputs from task where id = :id")
                .bind("id", task.id())
                .map((row, context) -> new Json(row.getString(1)))
                .one();
    }
}
