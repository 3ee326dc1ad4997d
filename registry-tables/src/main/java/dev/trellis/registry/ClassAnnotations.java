package dev.trellis.registry;

import com.fasterxml.jackson.databind.JsonNode;
import dev.trellis.contract.json.Json;
import dev.trellis.contract.task.DataClass;
import dev.trellis.contract.wire.JsonText;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * The data classes that a JSON Schema names by {@value #KEYWORD}: a word, or a list of words. What stands anywhere below a
 * property counts for the property, since a mapping may hand on the whole of it.
 *
 * @param byProperty classes by property of the described object
 * @param everywhere classes of every property, whether the schema names it or not
 */
public record ClassAnnotations(Map<String, Set<DataClass>> byProperty, Set<DataClass> everywhere) {
    /** The annotation. */
    public static final String KEYWORD = "x-data-class";

    /** No annotation. */
    public static final ClassAnnotations NONE = new ClassAnnotations(Map.of(), Set.of());

    public ClassAnnotations {
        Map<String, Set<DataClass>> copy = new TreeMap<>();
        byProperty.forEach((name, classes) -> copy.put(name, Set.copyOf(classes)));
        byProperty = Map.copyOf(copy);
        everywhere = Set.copyOf(everywhere);
    }

    /** Reads a schema; words that are no classes are left out, see {@link #problems}. */
    public static ClassAnnotations of(Json schema) {
        if (!schema.text().contains(KEYWORD)) {
            return NONE;
        }
        Walk walk = new Walk(JsonText.parse(schema));
        return new ClassAnnotations(walk.byProperty, walk.everywhere);
    }

    /** What is wrong with the annotations of a schema, each with its path. */
    static List<SchemaCheck.Violation> problems(Json schema) {
        return schema.text().contains(KEYWORD) ? new Walk(JsonText.parse(schema)).problems : List.of();
    }

    /** The classes of a property; empty when nothing is said of it. */
    public Set<DataClass> of(String property) {
        Set<DataClass> classes = EnumSet.noneOf(DataClass.class);
        classes.addAll(everywhere);
        classes.addAll(byProperty.getOrDefault(property, Set.of()));
        return classes;
    }

    /** All classes that are named. */
    public Set<DataClass> all() {
        Set<DataClass> classes = EnumSet.noneOf(DataClass.class);
        classes.addAll(everywhere);
        byProperty.values().forEach(classes::addAll);
        return classes;
    }

    public boolean isEmpty() {
        return byProperty.isEmpty() && everywhere.isEmpty();
    }

    /** One reading of one schema. */
    private static final class Walk {
        private static final Set<String> WHOLE = Set.of("allOf", "anyOf", "oneOf", "if", "then", "else", "not");
        private static final Set<String> NO_SCHEMAS =
                Set.of("const", "enum", "default", "examples", "$defs", "definitions");

        private final JsonNode root;
        private final Map<String, Set<DataClass>> byProperty = new TreeMap<>();
        private final Set<DataClass> everywhere = EnumSet.noneOf(DataClass.class);
        private final List<SchemaCheck.Violation> problems = new ArrayList<>();

        Walk(JsonNode root) {
            this.root = root;
            whole(root, "$", new HashSet<>());
        }

        /** A schema of the object itself. */
        private void whole(JsonNode schema, String path, Set<String> followed) {
            read(schema, path, everywhere);
            target(schema, followed).ifPresent(found -> whole(found, path, followed));
            schema.properties().forEach(member -> {
                String at = path + "." + member.getKey();
                if (member.getKey().equals("properties")) {
                    member.getValue()
                            .properties()
                            .forEach(property -> value(
                                    property.getValue(),
                                    at + "." + property.getKey(),
                                    byProperty.computeIfAbsent(
                                            property.getKey(), name -> EnumSet.noneOf(DataClass.class)),
                                    new HashSet<>()));
                } else if (WHOLE.contains(member.getKey())) {
                    each(member.getValue(), at, (part, where) -> whole(part, where, followed));
                } else if (!NO_SCHEMAS.contains(member.getKey())) {
                    each(member.getValue(), at, (part, where) -> value(part, where, everywhere, new HashSet<>()));
                }
            });
            byProperty.values().removeIf(Set::isEmpty);
        }

        /** A schema of a value inside, with all that it holds. */
        private void value(JsonNode schema, String path, Set<DataClass> into, Set<String> followed) {
            read(schema, path, into);
            target(schema, followed).ifPresent(found -> value(found, path, into, followed));
            schema.properties().forEach(member -> {
                if (!NO_SCHEMAS.contains(member.getKey())) {
                    each(
                            member.getValue(),
                            path + "." + member.getKey(),
                            (part, where) -> value(part, where, into, followed));
                }
            });
        }

        private interface Visitor {
            void visit(JsonNode schema, String path);
        }

        private static void each(JsonNode node, String path, Visitor visitor) {
            if (node.isObject()) {
                visitor.visit(node, path);
            } else if (node.isArray()) {
                for (int i = 0; i < node.size(); i++) {
                    each(node.get(i), path + "[" + i + "]", visitor);
                }
            }
        }

        /** What a reference inside the schema means, once on each way. */
        private Optional<JsonNode> target(JsonNode schema, Set<String> followed) {
            String ref = schema.path("$ref").asText("");
            if (!ref.startsWith("#/") || !followed.add(ref)) {
                return Optional.empty();
            }
            JsonNode found = root.at(ref.substring(1));
            return found.isObject() ? Optional.of(found) : Optional.empty();
        }

        /** A property may bear the name of the annotation: its schema is an object, which no annotation is. */
        private void read(JsonNode schema, String path, Set<DataClass> into) {
            JsonNode said = schema.path(KEYWORD);
            if (said.isTextual()) {
                word(said.textValue(), path, into);
            } else if (said.isArray()) {
                said.forEach(word -> word(word.asText(""), path, into));
            } else if (!said.isMissingNode() && !said.isObject()) {
                word(said.toString(), path, into);
            }
        }

        private void word(String word, String path, Set<DataClass> into) {
            DataClass.of(word)
                    .ifPresentOrElse(
                            into::add,
                            () -> problems.add(new SchemaCheck.Violation(
                                    path + "." + KEYWORD, "expected one of " + DataClass.WORDS + ", found " + word)));
        }
    }
}
