package dev.trellis.host.expression;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The variables that an expression may read.
 *
 * <p>Values are JSON-like: null, {@link Boolean}, any {@link Number}, {@link String}, {@link java.util.List} and
 * {@link Map} with string keys, nested at will. Whoever implements a scope converts other types (a tree of a JSON
 * library, a date) before they get here; an unknown type is an evaluation error.
 */
public interface Scope {

    /** Whether a variable of this name exists, even when its value is null. */
    boolean has(String name);

    /** The value of the variable; null when it is null or does not exist. */
    @Nullable
    Object get(String name);

    /** A scope over a map; later changes of the map are seen. */
    static Scope of(Map<String, ? extends @Nullable Object> variables) {
        return new Scope() {
            @Override
            public boolean has(String name) {
                return variables.containsKey(name);
            }

            @Override
            public @Nullable Object get(String name) {
                return variables.get(name);
            }
        };
    }

    /** A scope that looks here first and then in {@code outer}. */
    default Scope over(Scope outer) {
        Scope inner = this;
        return new Scope() {
            @Override
            public boolean has(String name) {
                return inner.has(name) || outer.has(name);
            }

            @Override
            public @Nullable Object get(String name) {
                return inner.has(name) ? inner.get(name) : outer.get(name);
            }
        };
    }
}
