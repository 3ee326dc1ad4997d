package dev.trellis.tde.testkit;

import dev.trellis.contract.json.Json;
import dev.trellis.contract.task.Action;
import dev.trellis.contract.task.ArtifactRef;
import dev.trellis.contract.task.Attempt;
import dev.trellis.contract.task.ExecutorRef;
import dev.trellis.contract.task.Payload;
import dev.trellis.contract.task.TaskContext;
import dev.trellis.contract.task.TaskId;
import dev.trellis.contract.task.TaskRequest;
import dev.trellis.contract.task.TimeLimits;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A task request with everything that a test does not care about filled in. */
public final class RequestBuilder {
    private final String adapter;
    private final Instant now;
    private String taskId = "task-1";
    private int attempt = 1;
    private Action action = Action.EXECUTE;
    private String ref = "";
    private Json settings = Json.EMPTY_OBJECT;
    private Payload inputs = Payload.EMPTY;
    private List<ArtifactRef> artifactsIn = List.of();
    private int timeoutSeconds = 30;
    private String process = "test";
    private @Nullable String idempotencyKey;
    private @Nullable Instant notAfter;

    RequestBuilder(String adapter, Instant now) {
        this.adapter = adapter;
        this.now = now;
    }

    public RequestBuilder task(String id, int attemptNumber) {
        this.taskId = id;
        this.attempt = attemptNumber;
        return this;
    }

    public RequestBuilder action(Action what) {
        this.action = what;
        return this;
    }

    /** @param name the process that the task belongs to */
    public RequestBuilder process(String name) {
        this.process = name;
        return this;
    }

    public RequestBuilder ref(String text) {
        this.ref = text;
        return this;
    }

    /** @param json the settings, with guard-rails under {@code guard_rails}; single quotes may stand for double ones */
    public RequestBuilder settings(String json) {
        this.settings = new Json(json.replace('\'', '"'));
        return this;
    }

    public RequestBuilder settings(Json json) {
        this.settings = json;
        return this;
    }

    /** @param json the inputs, taken as it is */
    public RequestBuilder inputs(String json) {
        this.inputs = new Payload.Inline(new Json(json));
        return this;
    }

    public RequestBuilder inputs(Payload payload) {
        this.inputs = payload;
        return this;
    }

    public RequestBuilder artifactsIn(ArtifactRef... refs) {
        this.artifactsIn = List.of(refs);
        return this;
    }

    public RequestBuilder timeoutSeconds(int seconds) {
        this.timeoutSeconds = seconds;
        return this;
    }

    public RequestBuilder idempotencyKey(String key) {
        this.idempotencyKey = key;
        return this;
    }

    public RequestBuilder notAfter(Instant instant) {
        this.notAfter = instant;
        return this;
    }

    public TaskRequest build() {
        return new TaskRequest(
                new Attempt(new TaskId(taskId), attempt, "token-" + attempt),
                action,
                new ExecutorRef("test." + adapter, "1.0.0", adapter, ref, settings),
                inputs,
                artifactsIn,
                new TimeLimits(notAfter == null ? now.plusSeconds(3600) : notAfter, timeoutSeconds, 1),
                new TaskContext(
                        "default",
                        idempotencyKey,
                        List.of(),
                        Map.of("instance", "instance-1", "process", process),
                        null),
                Json.EMPTY_OBJECT);
    }
}
