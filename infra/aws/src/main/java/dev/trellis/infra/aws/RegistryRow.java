package dev.trellis.infra.aws;

import dev.trellis.contract.json.Json;
import dev.trellis.contract.registry.RegistryItem;
import dev.trellis.contract.registry.RegistryKey;
import dev.trellis.contract.registry.RegistryKind;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** How versions, pointers and the head lie in the tables of the registries. */
final class RegistryRow {

    static final String NAME = "name";
    static final String ITEM = "item";
    static final String VERSION = "version";
    static final String REVISION = "revision";
    static final String SHA256 = "sha256";
    static final String VERSION_PREFIX = "version#";
    static final String POINTER_PREFIX = "pointer#";

    /** The one item that carries the revision of all three registries. */
    static final Map<String, AttributeValue> HEAD = key("#head", "head");

    static Map<String, AttributeValue> key(String name, String item) {
        return Map.of(NAME, Attributes.text(name), ITEM, Attributes.text(item));
    }

    static Map<String, AttributeValue> versionKey(RegistryKey key) {
        return key(key.name(), VERSION_PREFIX + key.version());
    }

    static Map<String, AttributeValue> pointerKey(String name, String pointer) {
        return key(name, POINTER_PREFIX + pointer);
    }

    static Map<String, AttributeValue> write(RegistryItem item) {
        Map<String, AttributeValue> row = new HashMap<>(versionKey(item.key()));
        row.put("document", Attributes.text(item.document().text()));
        row.put(SHA256, Attributes.text(item.sha256()));
        row.put("created_at", Attributes.text(item.createdAt().toString()));
        row.put("created_by", Attributes.text(item.createdBy()));
        return row;
    }

    static RegistryItem read(RegistryKind kind, Map<String, AttributeValue> row) {
        String version = Attributes.requiredText(row, ITEM).substring(VERSION_PREFIX.length());
        return new RegistryItem(
                new RegistryKey(kind, Attributes.requiredText(row, NAME), version),
                new Json(Attributes.requiredText(row, "document")),
                Attributes.requiredText(row, SHA256),
                Instant.parse(Attributes.requiredText(row, "created_at")),
                Attributes.requiredText(row, "created_by"));
    }

    static String pointerOf(Map<String, AttributeValue> row) {
        return Attributes.requiredText(row, ITEM).substring(POINTER_PREFIX.length());
    }

    private RegistryRow() {}
}
