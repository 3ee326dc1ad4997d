package dev.trellis.host.approval;

import dev.trellis.contract.json.Json;
import dev.trellis.contract.wire.JsonText;
import dev.trellis.contract.wire.Sha256;
import org.jspecify.annotations.Nullable;

/** What a consent is bound to: a digest over the meaning of the inputs, the task type and its version. */
final class Binding {
    static String of(String taskType, @Nullable String version, Json inputs) {
        String pinned = version == null ? "null" : JsonText.quote(version);
        return Sha256.hexOf("[" + JsonText.quote(taskType) + "," + pinned + ","
                + JsonText.canonical(inputs).text() + "]");
    }

    private Binding() {}
}
