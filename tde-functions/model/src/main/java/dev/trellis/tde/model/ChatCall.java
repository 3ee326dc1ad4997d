package dev.trellis.tde.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.SystemMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.request.ResponseFormat;
import dev.langchain4j.model.chat.request.ResponseFormatType;
import dev.langchain4j.model.chat.request.json.JsonRawSchema;
import dev.langchain4j.model.chat.request.json.JsonSchema;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.output.FinishReason;
import dev.trellis.contract.wire.JsonText;
import dev.trellis.contract.wire.WireFormatException;
import dev.trellis.registry.SchemaCheck;
import dev.trellis.tde.runtime.TaskFailedException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** One question to a chat model, and what its answer means. */
final class ChatCall {
    private final SchemaCheck schemas;
    private final ModelWork.Question question;

    ChatCall(SchemaCheck schemas, ModelWork.Question question) {
        this.schemas = schemas;
        this.question = question;
    }

    ChatRequest request(String prompt) {
        List<ChatMessage> messages = new ArrayList<>();
        if (question.system() != null) {
            messages.add(SystemMessage.from(question.system()));
        }
        messages.add(UserMessage.from(prompt));
        ChatRequest.Builder request = ChatRequest.builder().messages(messages);
        if (question.wantsJson()) {
            request.responseFormat(ResponseFormat.builder()
                    .type(ResponseFormatType.JSON)
                    .jsonSchema(JsonSchema.builder()
                            .name("answer")
                            .rootElement(
                                    JsonRawSchema.from(question.responseSchema().text()))
                            .build())
                    .build());
        }
        return request.build();
    }

    /**
     * {@code answer}, a text or what the schema says, and {@code finish_reason}. A model is no function: what is not as it was
     * asked for may be so the next time.
     */
    ObjectNode outputs(ChatResponse response) throws TaskFailedException {
        String text = String.valueOf(response.aiMessage().text());
        ObjectNode outputs = JsonText.object();
        if (question.wantsJson()) {
            if (response.finishReason() == FinishReason.LENGTH) {
                throw TaskFailedException.passing(
                        "model_answer_cut",
                        "the answer was cut at max_tokens " + question.maxTokens() + " and is no whole JSON");
            }
            outputs.set("answer", checked(text));
        } else {
            outputs.put("answer", text);
        }
        FinishReason reason = response.finishReason();
        return outputs.put(
                "finish_reason", reason == null ? "other" : reason.name().toLowerCase(Locale.ROOT));
    }

    private JsonNode checked(String text) throws TaskFailedException {
        JsonNode answer;
        try {
            answer = JsonText.parse(text);
        } catch (WireFormatException malformed) {
            throw TaskFailedException.passing("model_unexpected_answer", "the answer is no JSON", malformed);
        }
        List<SchemaCheck.Violation> violations = schemas.violations(question.responseSchema(), answer);
        if (!violations.isEmpty()) {
            throw TaskFailedException.passing(
                    "model_unexpected_answer",
                    "the answer is not what response_schema says %s".formatted(violations.getFirst()));
        }
        return answer;
    }
}
