package dev.trellis.host.trace;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;

/** Attributes that several spans share, named by OpenTelemetry's semantic conventions (1.37) where they have a name. */
final class Words {
    /** On every span about a message. */
    static final AttributeKey<String> OPERATION = AttributeKey.stringKey("messaging.operation.name");

    /** What carries messages; known where spans are exported. */
    static final AttributeKey<String> SYSTEM = AttributeKey.stringKey("messaging.system");

    private Words() {}

    /** The host records the spans of all parts, by what they told it. */
    static AttributesBuilder recorded() {
        return Attributes.builder().put("trellis.recorded_by", "engine-host");
    }

    /** What is done with a message of a queue. */
    static AttributesBuilder messaging(AttributesBuilder attributes, String operation, String queue) {
        return attributes
                .put(OPERATION, operation)
                .put("messaging.operation.type", operation)
                .put("messaging.destination.name", queue);
    }
}
