package dev.trellis.host.dataclass;

import dev.trellis.host.json.JsonValues;
import dev.trellis.registry.ClassAnnotations;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The stored form of annotations: {@code {"properties": {"name": ["class"]}, "everywhere": ["class"]}}. */
public final class AnnotationsJson {
    private AnnotationsJson() {}

    /** Null when there is nothing to say. */
    public static @Nullable Map<String, Object> of(ClassAnnotations annotations) {
        if (annotations.isEmpty()) {
            return null;
        }
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("properties", new Labels(annotations.byProperty()).toMap());
        members.put("everywhere", Labels.words(annotations.everywhere()));
        return members;
    }

    /** Reads the stored form. */
    public static ClassAnnotations read(@Nullable Object stored) {
        return stored instanceof Map<?, ?> members
                ? new ClassAnnotations(
                        Labels.of(members.get("properties")).byName(),
                        Labels.classes(JsonValues.strings(members.get("everywhere"))))
                : ClassAnnotations.NONE;
    }
}
