package dev.trellis.tde.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.trellis.contract.wire.JsonText;
import dev.trellis.tde.child.ChildEnd;
import dev.trellis.tde.child.PrintedJson;
import dev.trellis.tde.runtime.TaskFailedException;
import dev.trellis.tde.runtime.TaskScope;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** What a program's standard output becomes. */
enum Printed {
    /** One JSON object, the outputs; any other JSON becomes the output {@code result}. */
    JSON {
        @Override
        ObjectNode outputs(ChildEnd end, TaskScope scope) throws TaskFailedException {
            JsonNode value = PrintedJson.read(text(end), scope);
            return value instanceof ObjectNode object
                    ? object
                    : JsonText.object().set("result", value);
        }
    },

    /** The output {@code text}. */
    TEXT {
        @Override
        ObjectNode outputs(ChildEnd end, TaskScope scope) throws TaskFailedException {
            return JsonText.object().put("text", text(end));
        }
    },

    /** A file among the artifacts, named by the setting {@code stdout_name}. */
    ARTIFACT,

    /** Nothing. */
    IGNORE;

    ObjectNode outputs(ChildEnd end, TaskScope scope) throws TaskFailedException {
        return JsonText.object();
    }

    private static String text(ChildEnd end) throws TaskFailedException {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(end.output()))
                    .toString();
        } catch (CharacterCodingException binary) {
            throw TaskFailedException.permanent(
                    "output_not_text", "standard output is no UTF-8; take it as stdout: artifact", binary);
        }
    }
}
