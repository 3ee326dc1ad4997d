package dev.trellis.contract.registry;

import dev.trellis.contract.json.Json;
import dev.trellis.contract.task.ArtifactRef;
import java.util.Map;

/**
 * A process in the registry.
 *
 * @param bpmn the author's file; always with its sha256
 * @param dataClasses classes of variables by name, whoever sets them
 * @param decisionFrame what decision the process serves; a JSON object, empty when not given
 * @param valueMeasures how its worth is measured; a JSON array, empty when not given
 */
public record ProcessEntry(
        String name,
        String version,
        ArtifactRef bpmn,
        String owner,
        Map<String, String> tags,
        Map<String, String> dataClasses,
        Json decisionFrame,
        Json valueMeasures) {
    public ProcessEntry {
        tags = Map.copyOf(tags);
        dataClasses = Map.copyOf(dataClasses);
    }
}
