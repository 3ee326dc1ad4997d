package dev.trellis.tde.child;

import com.fasterxml.jackson.databind.JsonNode;
import dev.trellis.contract.task.TaskError;
import dev.trellis.contract.wire.JsonFields;
import dev.trellis.contract.wire.WireFormatException;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the exit statuses of a program mean, by the entry's table; 0 is success and the others failures unless it says otherwise. */
public final class ExitCodes {
    private static final int HIGHEST = 255;

    private final String what;
    private final Map<Integer, Meaning> table = new HashMap<>();

    private record Meaning(boolean ok, String code, boolean retryable) {}

    /** @param what how the program is called in codes and messages, for example {@code command} */
    public ExitCodes(String what, JsonFields settings) {
        this.what = what;
        JsonFields declared = settings.optionalFields("exit_codes");
        if (declared != null) {
            declared.forEach((status, meaning) ->
                    table.put(status(declared, status), meaning(declared.pathOf(status), meaning)));
        }
    }

    private static int status(JsonFields declared, String text) {
        int status = text.matches("[0-9]{1,3}") ? Integer.parseInt(text) : -1;
        if (status < 1 || status > HIGHEST) {
            throw new WireFormatException(declared.pathOf(text), "an exit status is from 1 to 255");
        }
        return status;
    }

    private static Meaning meaning(String path, JsonNode node) {
        JsonFields fields = JsonFields.at(path, node);
        boolean ok = fields.flag("ok", false);
        Meaning meaning = new Meaning(ok, ok ? "" : fields.text("code"), fields.flag("retryable", false));
        fields.refuseRest();
        return meaning;
    }

    /** Whether the table names a status. */
    public boolean knows(int status) {
        return table.containsKey(status);
    }

    /**
     * The error of an end; null when it is a success.
     *
     * @param tail the end of standard error, as the end of a sentence
     */
    public @Nullable TaskError error(int status, String tail) {
        Meaning meaning = table.get(status);
        if (status == 0 || (meaning != null && meaning.ok())) {
            return null;
        }
        String message = "the " + what + " ended with exit status " + status + tail;
        return meaning == null
                ? new TaskError(what + "_failed", message, false)
                : new TaskError(meaning.code(), message, meaning.retryable());
    }
}
