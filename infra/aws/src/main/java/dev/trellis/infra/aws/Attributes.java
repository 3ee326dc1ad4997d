package dev.trellis.infra.aws;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Values of DynamoDB items. */
final class Attributes {

    static AttributeValue text(String value) {
        return AttributeValue.fromS(value);
    }

    static AttributeValue number(long value) {
        return AttributeValue.fromN(Long.toString(value));
    }

    static AttributeValue flag(boolean value) {
        return AttributeValue.fromBool(value);
    }

    static @Nullable String textOf(Map<String, AttributeValue> item, String name) {
        AttributeValue value = item.get(name);
        return value == null ? null : value.s();
    }

    static String requiredText(Map<String, AttributeValue> item, String name) {
        String value = textOf(item, name);
        if (value == null) {
            throw new IllegalStateException("a DynamoDB item lacks the attribute " + name);
        }
        return value;
    }

    static @Nullable Instant instantOf(Map<String, AttributeValue> item, String name) {
        String value = textOf(item, name);
        return value == null ? null : Instant.parse(value);
    }

    static @Nullable Integer integerOf(Map<String, AttributeValue> item, String name) {
        AttributeValue value = item.get(name);
        return value == null ? null : Integer.valueOf(value.n());
    }

    static long numberOf(Map<String, AttributeValue> item, String name) {
        AttributeValue value = item.get(name);
        return value == null ? 0 : Long.parseLong(value.n());
    }

    static boolean flagOf(Map<String, AttributeValue> item, String name) {
        AttributeValue value = item.get(name);
        return value != null && Boolean.TRUE.equals(value.bool());
    }

    private Attributes() {}
}
