package dev.trellis.tde.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.trellis.contract.task.Payload;
import dev.trellis.contract.task.Result;
import dev.trellis.contract.wire.JsonText;
import dev.trellis.tde.runtime.TaskKind;
import dev.trellis.tde.runtime.TaskScope;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;

/** Calls a service once: the address from a template, the inputs as body, the answer as outputs. */
@Singleton
public final class HttpKind implements TaskKind {
    private static final int MOST_PATIENCE_SECONDS = 30;

    private final Map<String, String> environment;
    private final DnsResolver names;

    @Inject
    HttpKind() {
        this(System.getenv(), SystemDefaultDnsResolver.INSTANCE);
    }

    HttpKind(Map<String, String> environment, DnsResolver names) {
        this.environment = environment;
        this.names = names;
    }

    @Override
    public String adapter() {
        return "http";
    }

    @Override
    public Result execute(TaskScope scope) throws Exception {
        int timeout = scope.request().limits().timeoutSeconds();
        int patience =
                scope.settings().integer("response_timeout_s", 1, timeout, Math.min(timeout, MOST_PATIENCE_SECONDS));
        AnswerVerdict verdict = new AnswerVerdict(scope.settings());
        HttpCall call = new CallBuilder(environment).of(scope);
        HttpGuard guard = HttpGuard.of(scope.guardRails("http"));
        HttpAnswer answer = new Caller(guard, names, scope, patience).call(call);
        scope.metric("response_bytes", answer.body().length);
        ObjectNode outputs = verdict.outputs(answer);
        return new Result.Succeeded(new Payload.Inline(JsonText.json(outputs)), List.of());
    }
}
