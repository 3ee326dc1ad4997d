package dev.trellis.infra.local.command;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.trellis.contract.json.Json;
import dev.trellis.contract.wire.JsonText;
import dev.trellis.infra.aws.AwsPlatform;
import dev.trellis.infra.local.platform.StateFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.util.HashMap;
import java.util.Map;

/** The ports of the local platform that runs, as its file describes it. */
final class LocalPorts {

    /** @throws IllegalStateException when none runs */
    static AwsPlatform of(StateFolder state) throws IOException {
        if (!Files.exists(state.platformFile())) {
            throw new IllegalStateException("no platform runs in " + state.root() + "; start it: ./trellis up");
        }
        ObjectNode platform = JsonText.parseObject(new Json(Files.readString(state.platformFile())));
        Map<String, String> environment = new HashMap<>(System.getenv());
        platform.path("environment")
                .properties()
                .forEach(variable ->
                        environment.put(variable.getKey(), variable.getValue().asText()));
        return AwsPlatform.fromEnvironment(environment);
    }

    private LocalPorts() {}
}
