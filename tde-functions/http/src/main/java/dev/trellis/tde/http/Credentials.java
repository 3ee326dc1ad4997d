package dev.trellis.tde.http;

import dev.trellis.contract.wire.JsonFields;
import dev.trellis.contract.wire.WireFormatException;
import dev.trellis.tde.runtime.TaskFailedException;
import dev.trellis.tde.runtime.TaskScope;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;

/** How a call says who it is. */
final class Credentials {
    /** The header that {@code auth} asks for: {@code {scheme: bearer | basic, secret: secret://NAME}}. */
    static Map<String, String> authorization(TaskScope scope) throws TaskFailedException {
        JsonFields auth = scope.settings().optionalFields("auth");
        if (auth == null) {
            return Map.of();
        }
        String scheme = auth.text("scheme");
        String reference = auth.text("secret");
        auth.refuseRest();
        if (!TaskScope.isSecret(reference)) {
            throw new WireFormatException(auth.pathOf("secret"), "expected a reference such as secret://NAME");
        }
        String value =
                switch (scheme) {
                    case "bearer" -> "Bearer " + scope.secret(reference);
                    case "basic" -> "Basic " + base64(scope.secret(reference));
                    default ->
                        throw new WireFormatException(
                                auth.pathOf("scheme"), "expected bearer or basic (a secret of the form user:password)");
                };
        return Map.of("Authorization", Values.header("Authorization", value));
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private Credentials() {}
}
