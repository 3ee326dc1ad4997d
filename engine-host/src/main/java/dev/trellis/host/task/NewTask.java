package dev.trellis.host.task;

import dev.trellis.contract.json.Json;
import dev.trellis.contract.task.Priority;
import dev.trellis.host.task.TaskRow.Bond;
import dev.trellis.host.task.TaskRow.Kind;
import dev.trellis.host.task.TaskRow.Place;
import dev.trellis.host.task.TaskRow.State;
import dev.trellis.host.task.TaskRow.Terms;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A task about to be inserted. */
record NewTask(Place place, Kind kind, State state, Terms terms, Bond bond, Demand demand) {
    /**
     * What it asks for.
     *
     * @param inputs a JSON object
     * @param request the other parts of its requests, by {@link RequestParts}
     * @param holdReason why it waits, null when it does not
     * @param causes tokens of the attempts whose outcomes let the process come here, the last one first
     * @param labels classes of its data, by {@link dev.trellis.host.dataclass.TaskLabels}; null when there is nothing to say
     */
    record Demand(
            @Nullable String versionRange,
            Priority priority,
            Json inputs,
            Json request,
            @Nullable String holdReason,
            @Nullable Json labels,
            List<String> causes) {}
}
