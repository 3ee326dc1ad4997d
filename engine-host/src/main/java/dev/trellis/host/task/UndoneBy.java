package dev.trellis.host.task;

import dev.trellis.host.definition.Pin;
import dev.trellis.host.gate.GatedModel;
import org.jspecify.annotations.Nullable;

/** What undoes a task once it has succeeded. Looked up when the task is made: first the diagram, then the registry. */
public sealed interface UndoneBy {
    /** The handler that the diagram joins to the task by a compensation boundary event. */
    record Handler(String element) implements UndoneBy {
        @Override
        public String text() {
            return "element:" + element;
        }
    }

    /** The task type that the entry of the task's own type names. */
    record Type(String taskType) implements UndoneBy {
        @Override
        public String text() {
            return "type:" + taskType;
        }
    }

    /** The same executor, asked to compensate: the entry names its own task type. */
    record Itself() implements UndoneBy {
        @Override
        public String text() {
            return "itself";
        }
    }

    /** The stored form. */
    String text();

    static @Nullable UndoneBy of(GatedModel model, String element, String taskType, Pin pin) {
        String handler = model.compensation().handlers().get(element);
        if (handler != null) {
            return new Handler(handler);
        }
        String type = pin.compensatingTaskType();
        if (type == null) {
            return null;
        }
        return type.equals(taskType) ? new Itself() : new Type(type);
    }

    /** Reads the stored form. */
    static @Nullable UndoneBy of(@Nullable String text) {
        if (text == null) {
            return null;
        }
        String name = text.substring(text.indexOf(':') + 1);
        return switch (text.substring(0, text.length() - name.length())) {
            case "element:" -> new Handler(name);
            case "type:" -> new Type(name);
            default -> new Itself();
        };
    }
}
