package dev.trellis.tde.http;

import com.fasterxml.jackson.databind.JsonNode;
import dev.trellis.contract.wire.JsonFields;
import dev.trellis.contract.wire.JsonText;
import dev.trellis.contract.wire.WireFormatException;
import dev.trellis.tde.runtime.TaskFailedException;
import dev.trellis.tde.runtime.TaskScope;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Makes the call that an entry and its inputs describe. */
final class CallBuilder {
    private static final String SECRET = "secret://";
    private static final Set<String> METHODS = Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE");
    private static final Set<String> WITH_BODY = Set.of("POST", "PUT", "PATCH");
    private static final Set<String> OWN_HEADERS =
            Set.of("host", "content-length", "transfer-encoding", "connection", "idempotency-key");

    private final Map<String, String> environment;

    /** @param environment holds the secrets: {@code secret://NAME} is {@code TRELLIS_SECRET_NAME} */
    CallBuilder(Map<String, String> environment) {
        this.environment = environment;
    }

    HttpCall of(TaskScope scope) throws TaskFailedException {
        JsonFields settings = scope.settings();
        Template template = new Template(scope.inputs());
        String method = settings.text("method", "GET").toUpperCase(Locale.ROOT);
        if (!METHODS.contains(method)) {
            throw new WireFormatException("$.settings.method", "expected one of " + METHODS + ", found " + method);
        }
        Map<String, String> headers = new LinkedHashMap<>();
        Map<String, String> secrets = new LinkedHashMap<>();
        byte[] body = body(settings, scope, method);
        if (body != null) {
            headers.put("Content-Type", "application/json");
        }
        headers.put("Accept", "application/json, */*;q=0.5");
        headers.put("Idempotency-Key", idempotencyKey(scope));
        for (Map.Entry<String, String> header : settings.textMap("headers").entrySet()) {
            addHeader(header.getKey(), header.getValue(), template, headers, secrets);
        }
        return new HttpCall(method, address(scope, settings, template), headers, secrets, body);
    }

    private void addHeader(
            String name, String value, Template template, Map<String, String> headers, Map<String, String> secrets)
            throws TaskFailedException {
        if (!name.matches("[A-Za-z0-9-]+") || OWN_HEADERS.contains(name.toLowerCase(Locale.ROOT))) {
            throw new WireFormatException("$.settings.headers", "the header " + name + " cannot be set");
        }
        if (value.startsWith(SECRET)) {
            secrets.put(name, secret(value.substring(SECRET.length())));
            return;
        }
        String filled = template.text(value);
        if (filled.chars().anyMatch(character -> character < ' ')) {
            throw TaskFailedException.permanent(
                    "invalid_input", "the header " + name + " would hold a control character");
        }
        headers.put(name, filled);
    }

    private String secret(String name) throws TaskFailedException {
        String value = environment.get("TRELLIS_SECRET_" + name);
        if (value == null) {
            throw TaskFailedException.permanent(
                    "secret_missing",
                    "this function has no secret " + name + "; give it TRELLIS_SECRET_" + name + " in its environment");
        }
        return value;
    }

    /** The submitter's own key, else the task's identity: all attempts at a task share it. */
    private static String idempotencyKey(TaskScope scope) {
        String own = scope.request().context().idempotencyKey();
        return own != null
                ? own
                : scope.request().context().tenant() + "/"
                        + scope.request().attempt().taskId() + "/"
                        + scope.request().action().name().toLowerCase(Locale.ROOT);
    }

    private static URI address(TaskScope scope, JsonFields settings, Template template) throws TaskFailedException {
        StringBuilder address =
                new StringBuilder(template.address(scope.request().executor().ref()));
        for (Map.Entry<String, String> part : settings.textMap("query").entrySet()) {
            address.append(address.indexOf("?") < 0 ? '?' : '&')
                    .append(Template.encoded(part.getKey()))
                    .append('=')
                    .append(template.component(part.getValue()));
        }
        try {
            return new URI(address.toString());
        } catch (URISyntaxException broken) {
            throw TaskFailedException.permanent(
                    "invalid_input", "the address is malformed: " + broken.getReason(), broken);
        }
    }

    /** The inputs unless {@code body} says {@code none} or names one of them. */
    private static byte @Nullable [] body(JsonFields settings, TaskScope scope, String method)
            throws TaskFailedException {
        String what = settings.text("body", "inputs");
        if (!WITH_BODY.contains(method) || what.equals("none")) {
            return null;
        }
        JsonNode body = what.equals("inputs") ? scope.inputs() : scope.inputs().get(what);
        if (body == null) {
            throw TaskFailedException.permanent(
                    "invalid_input", "$.inputs." + what + " is missing; it is the body of the call");
        }
        return JsonText.write(body).getBytes(StandardCharsets.UTF_8);
    }
}
