package dev.trellis.host.flowable;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An instance is over.
 *
 * @param reason the engine's word for an end before the model's; null for an ordinary end
 * @param variables at the end
 */
public record InstanceEnd(String instanceId, @Nullable String reason, Map<String, @Nullable Object> variables) {}
