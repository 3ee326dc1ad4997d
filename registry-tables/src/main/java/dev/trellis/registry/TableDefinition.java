package dev.trellis.registry;

import dev.trellis.contract.wire.JsonFields;
import dev.trellis.contract.wire.JsonText;
import org.jspecify.annotations.Nullable;

/**
 * A DynamoDB table.
 *
 * @param name without the platform's prefix, for example {@code tde}
 * @param rangeKey null when the hash key alone identifies an item
 * @param ttlAttribute holds the epoch second after which an item may vanish, null when items stay
 */
public record TableDefinition(
        String name,
        KeyAttribute hashKey,
        @Nullable KeyAttribute rangeKey,
        @Nullable String ttlAttribute) {

    /**
     * A key attribute.
     *
     * @param type DynamoDB scalar type: {@code S}, {@code N} or {@code B}
     */
    public record KeyAttribute(String name, String type) {}

    /** The table's name in an account: prefix and name, for example {@code trellis-tde}. */
    public String nameWith(String prefix) {
        return prefix + name;
    }

    static TableDefinition read(String text) {
        JsonFields fields = JsonFields.of(JsonText.parse(text));
        JsonFields range = fields.optionalFields("range_key");
        TableDefinition table = new TableDefinition(
                fields.text("name"),
                readKey(fields.fields("hash_key")),
                range == null ? null : readKey(range),
                fields.optionalText("ttl_attribute"));
        fields.refuseRest();
        return table;
    }

    private static KeyAttribute readKey(JsonFields fields) {
        KeyAttribute key = new KeyAttribute(fields.text("name"), fields.text("type"));
        fields.refuseRest();
        return key;
    }
}
