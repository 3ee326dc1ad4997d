package dev.trellis.host.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.trellis.contract.json.Json;
import dev.trellis.contract.wire.JsonFields;
import dev.trellis.contract.wire.JsonText;
import dev.trellis.contract.wire.WireFormatException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the holder of a callback token says.
 *
 * @param end how the work ended, as in an outcome; null while it goes on
 * @param percent how far it is
 * @param message for people
 */
public record CallbackBody(
        @Nullable Json end,
        @Nullable Integer percent,
        @Nullable String message) implements RequestBody {
    private static final List<String> ENDS = List.of("succeeded", "failed", "compensate_required");
    private static final int WHOLE = 100;
    private static final int LONGEST_MESSAGE = 200;

    static CallbackBody read(JsonFields fields) {
        String status = fields.text("status");
        if (status.equals("running")) {
            JsonFields progress = fields.optionalFields("progress");
            return progress == null ? new CallbackBody(null, null, null) : beat(progress);
        }
        if (!ENDS.contains(status)) {
            throw new WireFormatException(
                    fields.pathOf("status"),
                    "expected one of succeeded, failed, compensate_required, running, found " + status);
        }
        ObjectNode end = JsonText.object().put("status", status);
        for (String member : List.of("outputs", "outputs_ref", "error")) {
            if (fields.has(member)) {
                end.set(member, JsonText.parse(fields.object(member)));
            }
        }
        return new CallbackBody(JsonText.json(end), null, null);
    }

    private static CallbackBody beat(JsonFields progress) {
        Long percent = progress.optionalInteger("percent", 0, WHOLE);
        String message = progress.optionalText("message");
        String shown = message == null || message.length() <= LONGEST_MESSAGE
                ? message
                : message.substring(0, LONGEST_MESSAGE) + "…";
        progress.refuseRest();
        return new CallbackBody(null, percent == null ? null : percent.intValue(), shown);
    }
}
