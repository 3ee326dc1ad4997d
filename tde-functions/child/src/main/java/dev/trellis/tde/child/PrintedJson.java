package dev.trellis.tde.child;

import com.fasterxml.jackson.databind.JsonNode;
import dev.trellis.contract.wire.JsonText;
import dev.trellis.contract.wire.WireFormatException;
import dev.trellis.tde.runtime.TaskFailedException;
import dev.trellis.tde.runtime.TaskScope;

/** The JSON that a child printed on standard output. */
public final class PrintedJson {
    /** The value; what is none is refused with the code {@code output_not_json}. */
    public static JsonNode read(String printed, TaskScope scope) throws TaskFailedException {
        try {
            return JsonText.parse(printed);
        } catch (WireFormatException garbage) {
            // The complaint quotes the beginning of what cannot be read, and half a secret would not be known as one;
            // so the text that
            // it quotes from is one without secrets, and the first complaint is no cause of the second.
            throw TaskFailedException.permanent(
                    "output_not_json",
                    "standard output must be JSON and nothing else (logs belong on standard error): "
                            + complaint(scope.withoutSecrets(printed)));
        }
    }

    private static String complaint(String printed) {
        try {
            return "at $: found " + JsonText.parse(printed).getNodeType();
        } catch (WireFormatException garbage) {
            return "at " + garbage.path() + ": " + garbage.problem();
        }
    }

    private PrintedJson() {}
}
