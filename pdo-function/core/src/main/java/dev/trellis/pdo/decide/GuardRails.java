package dev.trellis.pdo.decide;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.trellis.contract.wire.JsonText;
import dev.trellis.registry.RegistrySnapshot;
import java.util.HashMap;
import java.util.Map;

/** What policy allows the executors of each task type, merged once for a plan. */
final class GuardRails {
    private final RegistrySnapshot registry;
    private final Map<String, ObjectNode> merged = new HashMap<>();

    GuardRails(RegistrySnapshot registry) {
        this.registry = registry;
    }

    ObjectNode of(String taskType) {
        return merged.computeIfAbsent(
                taskType, type -> JsonText.parseObject(registry.policyFor(type).guardRails()));
    }

    /** The largest inputs in bytes: the guard-rail {@code payload.max_bytes} where it is tighter than the platform's. */
    long maxPayloadBytes(String taskType, long platformLimit) {
        JsonNode max = of(taskType).at("/payload/max_bytes");
        return max.isNumber() ? Math.min(max.longValue(), platformLimit) : platformLimit;
    }
}
