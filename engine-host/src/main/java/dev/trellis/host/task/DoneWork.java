package dev.trellis.host.task;

import dev.trellis.contract.json.Json;
import dev.trellis.contract.task.DataClass;
import dev.trellis.host.dataclass.HandleTable;
import dev.trellis.host.dataclass.Labels;
import dev.trellis.host.dataclass.Revealed;
import dev.trellis.host.dataclass.TaskLabels;
import dev.trellis.host.flowable.EngineTransaction;
import dev.trellis.host.json.JsonValues;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a task got and gave that succeeded. Handles are values again: who undoes it may see more than its executor, or less.
 *
 * @param labels of inputs and outputs, by name
 * @param range the version range of its type
 */
record DoneWork(
        Map<String, @Nullable Object> inputs,
        Map<String, @Nullable Object> outputs,
        Labels labels,
        RequestParts parts,
        @Nullable String range) {
    static DoneWork of(TaskRow task, Map<String, @Nullable Object> outputs, EngineTransaction at) {
        return at.sql()
                .createQuery("select inputs, request, version_range from task where id = :id")
                .bind("id", task.id())
                .map((row, context) -> of(
                        task,
                        revealed(JsonValues.object(new Json(row.getString(1))), task, at),
                        revealed(outputs, task, at),
                        RequestParts.of(new Json(row.getString(2))),
                        row.getString(3)))
                .one();
    }

    private static Revealed revealed(Map<String, @Nullable Object> values, TaskRow task, EngineTransaction at) {
        return Revealed.of(values, task.place().rootId(), new HandleTable(at.sql()));
    }

    private static DoneWork of(
            TaskRow task, Revealed inputs, Revealed outputs, RequestParts parts, @Nullable String range) {
        TaskLabels known = TaskLabels.of(task.labels());
        Map<String, Set<DataClass>> labels = new TreeMap<>();
        add(known.inputs(), labels);
        add(inputs.labels(), labels);
        add(known.outputLabels(outputs.outputs().keySet()), labels);
        add(outputs.labels(), labels);
        return new DoneWork(inputs.outputs(), outputs.outputs(), new Labels(labels), parts, range);
    }

    private static void add(Labels more, Map<String, Set<DataClass>> to) {
        more.byName().forEach((name, classes) -> to.computeIfAbsent(name, same -> EnumSet.noneOf(DataClass.class))
                .addAll(classes));
    }

    /** Inputs and outputs as one object; of what both name, the inputs or the outputs count. */
    Map<String, @Nullable Object> together(boolean inputsFirst) {
        Map<String, @Nullable Object> all = new LinkedHashMap<>(inputsFirst ? outputs : inputs);
        all.putAll(inputsFirst ? inputs : outputs);
        return all;
    }

    /** What is known of variables, of which these values hide some. */
    Labels over(Labels variables) {
        Map<String, Set<DataClass>> all = new TreeMap<>();
        add(variables, all);
        add(labels, all);
        return new Labels(all);
    }

    boolean names(String name) {
        return inputs.containsKey(name) || outputs.containsKey(name);
    }
}
