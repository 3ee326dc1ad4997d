package dev.trellis.host.dataclass;

import dev.trellis.contract.json.Json;
import dev.trellis.contract.task.DataClass;
import dev.trellis.host.json.JsonValues;
import dev.trellis.registry.ClassAnnotations;
import java.util.Collection;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The classes of what goes into a task and comes out of it. An output of which the schema says nothing carries the classes
 * of all inputs; one that the schema names carries what the schema says, which may be less.
 *
 * @param inputs by input
 * @param outputs what the output schema says
 */
public record TaskLabels(Labels inputs, ClassAnnotations outputs) {
    public static final TaskLabels NONE = new TaskLabels(Labels.NONE, ClassAnnotations.NONE);

    private static final String INPUTS = "inputs";
    private static final String OUTPUTS = "outputs";

    public boolean isEmpty() {
        return inputs.isEmpty() && outputs.isEmpty();
    }

    /** The stored form; null when there is nothing to say. */
    public @Nullable Json toJson() {
        if (isEmpty()) {
            return null;
        }
        Map<String, @Nullable Object> members = new LinkedHashMap<>();
        members.put(INPUTS, inputs.toMap());
        members.put(OUTPUTS, AnnotationsJson.of(outputs));
        return JsonValues.json(members);
    }

    /** Reads the stored form. */
    public static TaskLabels of(@Nullable String stored) {
        if (stored == null) {
            return NONE;
        }
        Map<String, @Nullable Object> members = JsonValues.object(new Json(stored));
        return new TaskLabels(Labels.of(members.get(INPUTS)), AnnotationsJson.read(members.get(OUTPUTS)));
    }

    /** The classes of outputs. */
    public Set<DataClass> ofOutputs(Collection<String> names) {
        Set<DataClass> classes = EnumSet.noneOf(DataClass.class);
        for (String name : names) {
            Set<DataClass> said = outputs.of(name);
            classes.addAll(said.isEmpty() ? inputs.all() : said);
        }
        return classes;
    }

    /** The labels of outputs. */
    public Labels outputLabels(Collection<String> names) {
        Map<String, Set<DataClass>> labels = new TreeMap<>();
        names.forEach(name -> labels.put(name, ofOutputs(List.of(name))));
        return new Labels(labels);
    }
}
