package dev.trellis.host.usertask;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A task for a person.
 *
 * @param candidates groups (as {@code group:NAME}) and people (as {@code user:NAME}) who may claim it; empty for anybody
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
        Instant createdAt) {}
