package dev.trellis.tde.runtime;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.trellis.contract.task.Payload;
import dev.trellis.contract.task.Result;
import dev.trellis.contract.wire.JsonText;
import java.util.List;

/** The kind {@code java}: a {@link TaskHandler} behind the JSON of the platform. */
final class TypedKind<I, O> implements TaskKind {
    private final TaskHandler<I, O> handler;
    private final ObjectMapper mapper;
    private final JavaType inputType;

    private TypedKind(TaskHandler<I, O> handler, ObjectMapper mapper) {
        this.handler = handler;
        this.mapper = mapper;
        JavaType[] types = mapper.getTypeFactory().findTypeParameters(handler.getClass(), TaskHandler.class);
        if (types == null || types.length != 2) {
            throw new IllegalArgumentException(handler.getClass().getName()
                    + " must name its input and output types: implements TaskHandler<Input, Output>");
        }
        this.inputType = types[0];
    }

    /** A handler as a kind. */
    static <I, O> TaskKind of(TaskHandler<I, O> handler, ObjectMapper mapper) {
        return new TypedKind<>(handler, mapper);
    }

    @Override
    public String adapter() {
        return "java";
    }

    @Override
    public Result execute(TaskScope scope) throws Exception {
        return succeeded(handler.execute(inputs(mapper.readerFor(inputType), scope), scope));
    }

    /** The outputs of what is undone stand beside its inputs; a handler's type of inputs need not know them. */
    @Override
    public Result compensate(TaskScope scope) throws Exception {
        ObjectReader reader = mapper.readerFor(inputType).without(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);
        return succeeded(handler.compensate(inputs(reader, scope), scope));
    }

    private I inputs(ObjectReader reader, TaskScope scope) throws TaskFailedException {
        try {
            return reader.readValue(JsonText.write(scope.inputs()));
        } catch (JsonProcessingException mismatch) {
            throw TaskFailedException.permanent(
                    "invalid_input", "the inputs do not fit the handler: " + mismatch.getOriginalMessage(), mismatch);
        }
    }

    private Result succeeded(O outputs) throws TaskFailedException {
        JsonNode tree = mapper.valueToTree(outputs);
        if (!(tree instanceof ObjectNode object)) {
            throw TaskFailedException.permanent(
                    "invalid_output", "a handler must return what Jackson writes as a JSON object");
        }
        return new Result.Succeeded(new Payload.Inline(JsonText.json(object)), List.of());
    }
}
