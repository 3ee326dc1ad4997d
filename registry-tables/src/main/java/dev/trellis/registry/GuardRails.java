package dev.trellis.registry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.trellis.contract.wire.JsonText;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * The merging of guard-rails. A number is an upper limit, so the smaller one holds; a flag is a permission, so both must
 * grant it; a list is an allow-list, so what both allow remains.
 */
final class GuardRails {

    /** What holds when both say something; a member that one of them lacks comes from the other. */
    static JsonNode strictest(JsonNode one, JsonNode other) {
        if (one instanceof ObjectNode left && other instanceof ObjectNode right) {
            ObjectNode merged = left.deepCopy();
            right.properties().forEach(member -> {
                JsonNode mine = left.get(member.getKey());
                merged.set(member.getKey(), mine == null ? member.getValue() : strictest(mine, member.getValue()));
            });
            return merged;
        }
        if (one.isNumber() && other.isNumber()) {
            return one.decimalValue().compareTo(other.decimalValue()) <= 0 ? one : other;
        }
        if (one.isBoolean() && other.isBoolean()) {
            return one.booleanValue() ? other : one;
        }
        if (one.isArray() && other.isArray()) {
            return bothAllow(one, other);
        }
        if (one.equals(other)) {
            return one;
        }
        throw new IllegalArgumentException("guard-rails contradict each other: " + one + " and " + other);
    }

    /** The first, with what only the second says added. */
    static JsonNode completed(JsonNode stated, JsonNode fallback) {
        if (!(stated instanceof ObjectNode left) || !(fallback instanceof ObjectNode right)) {
            return stated;
        }
        ObjectNode merged = left.deepCopy();
        right.properties().forEach(member -> {
            JsonNode mine = left.get(member.getKey());
            merged.set(member.getKey(), mine == null ? member.getValue() : completed(mine, member.getValue()));
        });
        return merged;
    }

    private static ArrayNode bothAllow(JsonNode one, JsonNode other) {
        Set<JsonNode> kept = new LinkedHashSet<>();
        one.forEach(item -> {
            if (covered(item, other)) {
                kept.add(item);
            }
        });
        other.forEach(item -> {
            if (covered(item, one)) {
                kept.add(item);
            }
        });
        ArrayNode merged = JsonText.array();
        kept.forEach(merged::add);
        return merged;
    }

    private static boolean covered(JsonNode item, JsonNode list) {
        for (JsonNode allowed : list) {
            if (allowed.equals(item) || allowed.isTextual() && item.isTextual() && wider(allowed.textValue(), item)) {
                return true;
            }
        }
        return false;
    }

    /** {@code *.example.org} covers the hosts below it; a text that ends in a slash is a prefix of addresses. */
    private static boolean wider(String allowed, JsonNode item) {
        String text = item.textValue();
        return allowed.equals("*")
                || allowed.startsWith("*.") && text.endsWith(allowed.substring(1))
                || allowed.endsWith("/") && text.startsWith(allowed);
    }

    private GuardRails() {}
}
