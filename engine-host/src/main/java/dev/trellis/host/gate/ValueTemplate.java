package dev.trellis.host.gate;

import dev.trellis.host.expression.Expression;
import dev.trellis.host.expression.Scope;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** How the value of a parameter is made from variables. */
public sealed interface ValueTemplate {

    /**
     * The value for these variables: null, boolean, number, string, list or map.
     *
     * @throws dev.trellis.host.expression.ExpressionEvaluationException when an expression in it has no value
     */
    @Nullable
    Object resolve(Scope scope);

    /** The names of the variables that it reads, sorted. */
    Set<String> variables();

    /** A constant text, or null. */
    record Literal(@Nullable String value) implements ValueTemplate {

        @Override
        public @Nullable Object resolve(Scope scope) {
            return value;
        }

        @Override
        public Set<String> variables() {
            return Set.of();
        }
    }

    /** A process variable by its name; null when it does not exist. */
    record Variable(String name) implements ValueTemplate {

        @Override
        public @Nullable Object resolve(Scope scope) {
            return scope.get(name);
        }

        @Override
        public Set<String> variables() {
            return Set.of(name);
        }
    }

    /** A text with expressions; one that is exactly one <code>${…}</code> keeps the type of its value. */
    record Text(Expression expression) implements ValueTemplate {

        @Override
        public @Nullable Object resolve(Scope scope) {
            return expression.evaluate(scope);
        }

        @Override
        public Set<String> variables() {
            return expression.variables();
        }
    }

    /** A map with its keys in the order of the file. */
    record MapOf(Map<String, ValueTemplate> entries) implements ValueTemplate {

        public MapOf {
            entries = Collections.unmodifiableMap(new LinkedHashMap<>(entries));
        }

        @Override
        public Object resolve(Scope scope) {
            Map<String, @Nullable Object> resolved = new LinkedHashMap<>();
            entries.forEach((key, template) -> resolved.put(key, template.resolve(scope)));
            return resolved;
        }

        @Override
        public Set<String> variables() {
            Set<String> names = new TreeSet<>();
            entries.values().forEach(template -> names.addAll(template.variables()));
            return names;
        }
    }

    record ListOf(List<ValueTemplate> elements) implements ValueTemplate {

        public ListOf {
            elements = List.copyOf(elements);
        }

        @Override
        public Object resolve(Scope scope) {
            List<@Nullable Object> resolved = new ArrayList<>();
            elements.forEach(template -> resolved.add(template.resolve(scope)));
            return resolved;
        }

        @Override
        public Set<String> variables() {
            Set<String> names = new TreeSet<>();
            elements.forEach(template -> names.addAll(template.variables()));
            return names;
        }
    }
}
