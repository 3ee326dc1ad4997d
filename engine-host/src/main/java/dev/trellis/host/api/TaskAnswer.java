package dev.trellis.host.api;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.trellis.contract.engine.CycleRequest.Route;
import dev.trellis.contract.json.Json;
import dev.trellis.host.task.TaskDetail;
import dev.trellis.host.task.TaskDetail.AttemptView;
import dev.trellis.host.task.TaskView;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All that is known of a task.
 *
 * @param holdReason why it waits; absent when nothing holds it
 * @param route where its last attempt went and why; absent while it was not dispatched
 * @param outcome the accepted outcome message; absent while there is none
 * @param attempts oldest first
 */
public record TaskAnswer(
        @JsonUnwrapped TaskView task,
        @Nullable String holdReason,
        @Nullable Route route,
        List<AttemptView> attempts,
        Json inputs,
        @Nullable Json outcome) {
    static TaskAnswer of(TaskDetail detail) {
        return new TaskAnswer(
                detail.task(),
                detail.holdReason(),
                detail.route(),
                detail.attempts(),
                detail.inputs(),
                detail.outcome());
    }
}
