package dev.trellis.host.flowable;

import dev.trellis.host.json.JsonValues;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.flowable.variable.api.types.ValueFields;
import org.flowable.variable.api.types.VariableType;
import org.jspecify.annotations.Nullable;

/** Variables that are lists, maps or exact numbers, stored as JSON text. Their values are not changed in place. */
final class JsonValueType implements VariableType {
    private static final int TEXT_COLUMN = 4_000;

    @Override
    public String getTypeName() {
        return "trellis-json";
    }

    @Override
    public boolean isCachable() {
        return true;
    }

    @Override
    public boolean isAbleToStore(@Nullable Object value) {
        return value instanceof Map
                || value instanceof List
                || value instanceof BigDecimal
                || value instanceof BigInteger;
    }

    @Override
    @SuppressWarnings("NullAway") // the engine's fields take null
    public void setValue(@Nullable Object value, ValueFields fields) {
        String text = JsonValues.text(value);
        boolean small = text.length() <= TEXT_COLUMN;
        fields.setTextValue(small ? text : null);
        fields.setBytes(small ? null : text.getBytes(StandardCharsets.UTF_8));
        fields.setCachedValue(value);
    }

    @Override
    public @Nullable Object getValue(ValueFields fields) {
        if (fields.getCachedValue() == null) {
            fields.setCachedValue(JsonValues.value(stored(fields)));
        }
        return fields.getCachedValue();
    }

    private static String stored(ValueFields fields) {
        String text = fields.getTextValue();
        return text != null ? text : new String(fields.getBytes(), StandardCharsets.UTF_8);
    }
}
