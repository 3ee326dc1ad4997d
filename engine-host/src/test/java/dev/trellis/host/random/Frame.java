package dev.trellis.host.random;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The variables of an instance or of one turn of a loop, which sees those around it and writes its own. */
record Frame(@Nullable Frame outer, Map<String, @Nullable Object> own) {
    static Frame of(Map<String, ? extends @Nullable Object> variables) {
        return new Frame(null, new HashMap<>(variables));
    }

    Frame turn(String element, @Nullable Object value) {
        Frame inner = new Frame(this, new HashMap<>());
        inner.own.put(element, value);
        return inner;
    }

    Frame root() {
        return outer == null ? this : outer.root();
    }

    boolean has(String name) {
        return own.containsKey(name) || outer != null && outer.has(name);
    }

    @Nullable
    Object get(String name) {
        return own.containsKey(name) || outer == null ? own.get(name) : outer.get(name);
    }

    int number(String name) {
        if (get(name) instanceof Integer number) {
            return number;
        }
        throw new IllegalStateException(name + " is no number: " + get(name));
    }

    /** Those of some variables that exist. */
    Map<String, @Nullable Object> pick(List<String> names) {
        Map<String, @Nullable Object> picked = new LinkedHashMap<>();
        names.stream().filter(this::has).forEach(name -> picked.put(name, get(name)));
        return picked;
    }
}
