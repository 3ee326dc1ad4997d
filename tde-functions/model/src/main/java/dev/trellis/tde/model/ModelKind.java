package dev.trellis.tde.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.langchain4j.data.embedding.Embedding;
import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.embedding.EmbeddingModel;
import dev.langchain4j.model.output.Response;
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
import java.math.BigDecimal;
import java.net.URI;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Asks a chat model, or has texts embedded, within the hosts, tokens and costs that policy allows. */
@Singleton
public final class ModelKind implements TaskKind {
    private final SchemaCheck schemas = new SchemaCheck();

    @Inject
    ModelKind() {}

    @Override
    public String adapter() {
        return "model";
    }

    @Override
    public Result execute(TaskScope scope) throws Exception {
        ModelRails rails = ModelRails.of(scope.guardRails("model"));
        ModelWork work = ModelWork.of(scope.settings(), rails.maxTokens());
        rails.check(work.service());
        Budget budget = new Budget(rails, work.price());
        ObjectNode outputs =
                switch (work.operation()) {
                    case CHAT -> chat(scope, work, budget);
                    case EMBED -> embed(scope, work, budget);
                };
        return new Result.Succeeded(new Payload.Inline(JsonText.json(outputs)), List.of());
    }

    private ObjectNode chat(TaskScope scope, ModelWork work, Budget budget) throws TaskFailedException {
        ModelWork.Question question = work.question();
        String prompt = Prompt.fill(question.prompt(), scope.inputs());
        List<String> sent = Stream.of(
                        question.system(), prompt, question.responseSchema().text())
                .filter(Objects::nonNull)
                .toList();
        budget.check(sent, question.maxTokens());
        ChatModel model = Models.chat(work, scope);
        ChatCall call = new ChatCall(schemas, question);
        ChatResponse response = called(work.service(), () -> model.chat(call.request(prompt)));
        budget.note(scope, response.tokenUsage());
        return call.outputs(response);
    }

    private ObjectNode embed(TaskScope scope, ModelWork work, Budget budget) throws TaskFailedException {
        List<String> texts = JsonFields.at("$.inputs", scope.inputs()).texts("texts");
        if (texts.isEmpty() || texts.stream().anyMatch(String::isBlank)) {
            throw TaskFailedException.permanent("invalid_input", "$.inputs.texts must be texts that are not blank");
        }
        budget.check(texts, 0);
        EmbeddingModel model = Models.embedding(work, scope);
        List<TextSegment> segments = texts.stream().map(TextSegment::from).toList();
        Response<List<Embedding>> response = called(work.service(), () -> model.embedAll(segments));
        budget.note(scope, response.tokenUsage());
        ObjectNode outputs = JsonText.object();
        ArrayNode vectors = outputs.putArray("embeddings");
        response.content().forEach(embedding -> vectors.add(vector(embedding)));
        return outputs;
    }

    private static JsonNode vector(Embedding embedding) {
        ArrayNode vector = JsonText.array();
        for (float part : embedding.vector()) {
            vector.add(new BigDecimal(Float.toString(part)));
        }
        return vector;
    }

    /** The edge: whatever the library throws becomes a code. */
    private static <T> T called(URI service, Supplier<T> call) throws TaskFailedException {
        try {
            return call.get();
        } catch (RuntimeException failure) {
            throw ModelFailure.of(service, failure);
        }
    }
}
