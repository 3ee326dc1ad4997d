package dev.trellis.host.usertask;

import dev.trellis.contract.json.Json;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A task for a person.
 *
 * @param candidates groups (as {@code group:NAME}) and people (as {@code user:NAME}) who may claim it; empty for anybody
 * @param inputs what the model's mapping gives the task; a JSON object
 */
public record UserTaskView(
        String id,
        String instanceId,
        String process,
        String element,
        String name,
        @Nullable String assignee,
        List<String> candidates,
        @Nullable String formKey,
        Json inputs,
        Instant createdAt) {}
