package dev.trellis.tde.http;

import dev.trellis.contract.wire.JsonFields;
import dev.trellis.contract.wire.WireFormatException;
import dev.trellis.tde.runtime.TaskFailedException;
import dev.trellis.tde.runtime.TaskScope;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * The headers of a call.
 *
 * @param open may be shown
 * @param secret must not, and do not leave the host that is called first
 */
record Headers(Map<String, String> open, Map<String, String> secret) {
    /** What frames a message or belongs to the connection; whoever sets these speaks for the transport. */
    private static final Set<String> OF_THE_TRANSPORT = Set.of(
            "host",
            "content-length",
            "transfer-encoding",
            "connection",
            "keep-alive",
            "proxy-connection",
            "upgrade",
            "te",
            "trailer",
            "expect");

    private static final String NONE = "none";

    /** What the settings say, with the inputs filled in. */
    static Headers of(TaskScope scope, Target target) throws TaskFailedException {
        JsonFields settings = scope.settings();
        Headers headers = new Headers(new LinkedHashMap<>(), new LinkedHashMap<>());
        headers.open.put("Accept", "application/json, */*;q=0.5");
        String idempotency = settings.text("idempotency_header", "Idempotency-Key");
        if (!idempotency.equals(NONE)) {
            headers.open.put(
                    settable("$.settings.idempotency_header", idempotency),
                    Values.header(idempotency, idempotencyKey(scope)));
        }
        for (Map.Entry<String, String> header : target.headers().entrySet()) {
            headers.open.put(header.getKey(), Values.header(header.getKey(), header.getValue()));
        }
        Template template = new Template(scope.inputs());
        for (Map.Entry<String, String> header : settings.textMap("headers").entrySet()) {
            String name = settable("$.settings.headers", header.getKey());
            boolean framesParts = name.equalsIgnoreCase("content-type") && target.form() == BodyForm.MULTIPART;
            if (framesParts || name.equalsIgnoreCase(idempotency)) {
                throw new WireFormatException("$.settings.headers", "the header " + name + " cannot be set");
            }
            if (TaskScope.isSecret(header.getValue())) {
                headers.secret.put(name, Values.header(name, scope.secret(header.getValue())));
            } else {
                headers.open.put(name, Values.header(name, template.text(header.getValue())));
            }
        }
        headers.secret.putAll(Credentials.authorization(scope));
        return headers;
    }

    /** Complains about a name that is none, or that only the transport may set. */
    static String settable(String path, String name) {
        if (!name.matches("[A-Za-z0-9-]{1,100}") || OF_THE_TRANSPORT.contains(name.toLowerCase(Locale.ROOT))) {
            throw new WireFormatException(path, "the header " + name + " cannot be set");
        }
        return name;
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
}
