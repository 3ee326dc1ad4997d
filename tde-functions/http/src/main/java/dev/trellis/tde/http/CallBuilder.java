package dev.trellis.tde.http;

import com.fasterxml.jackson.databind.JsonNode;
import dev.trellis.contract.wire.JsonFields;
import dev.trellis.contract.wire.WireFormatException;
import dev.trellis.tde.runtime.TaskFailedException;
import dev.trellis.tde.runtime.TaskScope;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Makes the call that an entry and its inputs describe. */
final class CallBuilder {
    private static final Set<String> METHODS = Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS");
    private static final Set<String> WITH_BODY = Set.of("POST", "PUT", "PATCH");

    private final OpenApiDocuments documents;

    CallBuilder(OpenApiDocuments documents) {
        this.documents = documents;
    }

    HttpCall of(TaskScope scope) throws TaskFailedException, IOException {
        JsonFields settings = scope.settings();
        Target target = settings.has("openapi") ? described(scope, settings) : templated(scope, settings);
        Headers headers = Headers.of(scope, target);
        JsonNode body = target.body();
        return new HttpCall(
                target.method(),
                AddressParts.join(target.address(), query(scope, settings)),
                headers.open(),
                headers.secret(),
                body == null ? null : target.form().entity(body, scope));
    }

    private Target described(TaskScope scope, JsonFields settings) throws TaskFailedException, IOException {
        for (String name : List.of("method", "body", "body_form")) {
            if (settings.has(name)) {
                throw new WireFormatException(
                        "$.settings." + name, "the operation of the OpenAPI document says this; leave it out");
            }
        }
        return documents
                .operation(scope, settings)
                .target(scope.request().executor().ref(), scope.inputs());
    }

    private static Target templated(TaskScope scope, JsonFields settings) throws TaskFailedException {
        String method = settings.text("method", "GET").toUpperCase(Locale.ROOT);
        if (!METHODS.contains(method)) {
            throw new WireFormatException("$.settings.method", "expected one of " + METHODS + ", found " + method);
        }
        String address =
                new Template(scope.inputs()).address(scope.request().executor().ref());
        BodyForm form = settings.word("body_form", BodyForm.class, BodyForm.JSON);
        return new Target(method, address, Map.of(), body(settings, scope, method), form);
    }

    private static List<Map.Entry<String, String>> query(TaskScope scope, JsonFields settings)
            throws TaskFailedException {
        Template template = new Template(scope.inputs());
        List<Map.Entry<String, String>> query = new ArrayList<>();
        for (Map.Entry<String, String> part : settings.textMap("query").entrySet()) {
            query.add(Map.entry(part.getKey(), template.text(part.getValue())));
        }
        return query;
    }

    /** The inputs unless {@code body} says {@code none} or names one of them. */
    private static @Nullable JsonNode body(JsonFields settings, TaskScope scope, String method)
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
        return body;
    }
}
