package dev.trellis.host.api;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.trellis.contract.json.Json;
import dev.trellis.host.incident.IncidentView;
import dev.trellis.host.instance.CurrentActivity;
import dev.trellis.host.instance.InstanceView;
import dev.trellis.host.task.TaskView;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An instance with what belongs to it.
 *
 * @param variables a JSON object; absent when not asked for
 * @param activities where it stands; empty once it has ended
 * @param tasks newest first
 * @param incidents open ones, newest first
 */
public record InstanceDetail(
        @JsonUnwrapped InstanceView instance,
        @Nullable Json variables,
        List<CurrentActivity> activities,
        List<TaskView> tasks,
        List<IncidentView> incidents) {}
