package dev.trellis.host.outcome;

import dev.trellis.contract.json.Json;
import dev.trellis.contract.task.Outcome;
import dev.trellis.contract.task.Result;
import dev.trellis.contract.wire.OutcomeJson;
import dev.trellis.host.trace.Execution;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What is known of a message before its transaction. */
record Received(OutcomeMessage message, Map<String, @Nullable Object> outputs) {
    Inbox.Key key() {
        return Inbox.Key.of(message.outcome().attempt());
    }

    /** The same message, as if it had told another result. */
    Received with(Result result) {
        Outcome told = message.outcome();
        Outcome instead = new Outcome(
                told.attempt(),
                told.action(),
                result,
                told.metrics(),
                told.startedAt(),
                told.finishedAt(),
                told.traceparent(),
                told.extensions());
        return new Received(new OutcomeMessage(message.messageId(), instead), outputs);
    }

    Inbox.Entry entry() {
        return new Inbox.Entry(key(), Execution.of(message.outcome()).toJson());
    }

    Json json() {
        return new Json(OutcomeJson.write(message.outcome()));
    }
}
