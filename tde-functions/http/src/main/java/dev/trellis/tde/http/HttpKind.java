package dev.trellis.tde.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.trellis.contract.task.ArtifactRef;
import dev.trellis.contract.task.Payload;
import dev.trellis.contract.task.Result;
import dev.trellis.contract.wire.JsonFields;
import dev.trellis.contract.wire.JsonText;
import dev.trellis.registry.SchemaCheck;
import dev.trellis.tde.runtime.TaskFailedException;
import dev.trellis.tde.runtime.TaskKind;
import dev.trellis.tde.runtime.TaskScope;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;
import org.jspecify.annotations.Nullable;

/** Calls a service: the address from a template or an OpenAPI operation, the inputs as body, the answer as outputs. */
@Singleton
public final class HttpKind implements TaskKind {
    private static final int MOST_PATIENCE_SECONDS = 30;

    private final SchemaCheck schemas = new SchemaCheck();
    private final CallBuilder calls;
    private final DnsResolver names;
    private final InstantSource clock;

    @Inject
    HttpKind() {
        this(SystemDefaultDnsResolver.INSTANCE, InstantSource.system());
    }

    HttpKind(DnsResolver names, InstantSource clock) {
        this.calls = new CallBuilder(new OpenApiDocuments(schemas));
        this.names = names;
        this.clock = clock;
    }

    @Override
    public String adapter() {
        return "http";
    }

    @Override
    public Result execute(TaskScope scope) throws Exception {
        JsonFields settings = scope.settings();
        int timeout = scope.request().limits().timeoutSeconds();
        int patience = settings.integer("response_timeout_s", 1, timeout, Math.min(timeout, MOST_PATIENCE_SECONDS));
        Patience time = new Patience(clock, scope.stop(), clock.instant().plusSeconds(timeout));
        Download download = settings.has("save_as") ? Download.of(settings, scope.folder()) : null;
        AnswerVerdict verdict = new AnswerVerdict(settings, schemas);
        HttpCall call = calls.of(scope);
        Retries retries = Retries.of(settings, call.method());
        HttpGuard guard = HttpGuard.of(scope.guardRails("http"));
        Caller caller = new Caller(guard, names, scope.stop(), patience, new Sink(guard, verdict, download));
        HttpAnswer answer = new PersistentCall(caller, verdict, retries, time).make(call, scope);
        return result(scope, verdict, answer, download);
    }

    private static Result result(TaskScope scope, AnswerVerdict verdict, HttpAnswer answer, @Nullable Download download)
            throws TaskFailedException {
        Path saved = answer.saved();
        if (saved == null || download == null) {
            scope.metric("response_bytes", answer.body().length);
            return new Result.Succeeded(new Payload.Inline(JsonText.json(verdict.outputs(answer))), List.of());
        }
        ArtifactRef stored = scope.upload(download.name(), saved);
        ObjectNode outputs = JsonText.object()
                .put("status", answer.status())
                .put("artifact", stored.uri())
                .put("sha256", stored.sha256())
                .put("size", stored.sizeBytes())
                .put("content_type", answer.head().contentType());
        return new Result.Succeeded(new Payload.Inline(JsonText.json(outputs)), List.of(stored));
    }
}
