package dev.trellis.tde.runtime.fn;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import java.io.IOException;
import java.io.StringWriter;

/**
 * A message as it came, whatever it says: a binding hands over parsed objects only, the contract's reader wants the text with
 * every digit and every unknown field.
 *
 * @param text one JSON value
 */
@JsonDeserialize(using = TaskMessage.Verbatim.class)
public record TaskMessage(String text) {

    static final class Verbatim extends JsonDeserializer<TaskMessage> {
        @Override
        public TaskMessage deserialize(JsonParser parser, DeserializationContext context) throws IOException {
            StringWriter text = new StringWriter();
            try (JsonGenerator copy = parser.getCodec().getFactory().createGenerator(text)) {
                copy.copyCurrentStructureExact(parser);
            }
            return new TaskMessage(text.toString());
        }
    }
}
