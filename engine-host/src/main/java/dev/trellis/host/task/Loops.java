package dev.trellis.host.task;

import dev.trellis.host.definition.ProcessModels;
import dev.trellis.host.flowable.EngineTransaction;
import dev.trellis.host.flowable.LoopBegins;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Gathers the outputs of a loop in one variable of the instance, in the order of the loop. */
public final class Loops {
    /** The property of an element that names the variable. */
    public static final String COLLECT = "trellis.collect";

    /** Empties the variable when the loop begins. */
    public static void begin(LoopBegins loop, ProcessModels models, EngineTransaction transaction) {
        models.serviceTask(loop.definitionId(), loop.element(), transaction.sql())
                .map(use -> use.properties().get(COLLECT))
                .ifPresent(
                        variable -> transaction.waiting().setInstanceVariable(loop.executionId(), variable, List.of()));
    }

    /** Puts the outputs of one turn in their place; outside of a loop, at the end. */
    public static void collect(
            TaskRow task, String variable, Map<String, @Nullable Object> outputs, EngineTransaction transaction) {
        String execution = task.place().executionId();
        List<@Nullable Object> gathered = new ArrayList<>();
        if (transaction.waiting().instanceVariable(execution, variable) instanceof List<?> former) {
            gathered.addAll(former);
        }
        Integer index = task.kind().loopIndex();
        int place = index == null ? gathered.size() : index;
        while (gathered.size() <= place) {
            gathered.add(null);
        }
        gathered.set(place, outputs);
        transaction.waiting().setInstanceVariable(execution, variable, gathered);
    }

    private Loops() {}
}
