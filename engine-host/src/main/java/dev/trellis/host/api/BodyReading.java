package dev.trellis.host.api;

import com.fasterxml.jackson.databind.JsonNode;
import dev.trellis.contract.wire.JsonFields;
import dev.trellis.contract.wire.JsonText;
import dev.trellis.contract.wire.WireFormatException;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.ext.MessageBodyReader;
import jakarta.ws.rs.ext.Provider;
import java.io.IOException;
import java.io.InputStream;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import java.util.Map;
import java.util.function.Function;

/**
 * Reads request bodies by the codecs of the contract: every complaint has its path, unknown members are refused, numbers
 * keep every digit and nothing is coerced.
 */
@Provider
@Consumes(MediaType.APPLICATION_JSON)
public final class BodyReading implements MessageBodyReader<RequestBody> {
    private static final Map<Class<?>, Function<JsonFields, RequestBody>> READERS = Map.ofEntries(
            Map.entry(StartInstanceBody.class, StartInstanceBody::read),
            Map.entry(ReasonBody.class, ReasonBody::read),
            Map.entry(MessageBody.class, MessageBody::read),
            Map.entry(SignalBody.class, SignalBody::read),
            Map.entry(TaskSpecBody.class, TaskSpecBody::read),
            Map.entry(RetryBody.class, RetryBody::read),
            Map.entry(ResolveBody.class, ResolveBody::read),
            Map.entry(VariablesBody.class, VariablesBody::read),
            Map.entry(CallbackBody.class, CallbackBody::read),
            Map.entry(ConsentBody.class, ConsentBody::read),
            Map.entry(ChangeBody.class, ChangeBody::read));

    @Override
    public boolean isReadable(Class<?> type, Type generic, Annotation[] annotations, MediaType mediaType) {
        return READERS.containsKey(type);
    }

    @Override
    public RequestBody readFrom(
            Class<RequestBody> type,
            Type generic,
            Annotation[] annotations,
            MediaType mediaType,
            MultivaluedMap<String, String> headers,
            InputStream body)
            throws IOException {
        Function<JsonFields, RequestBody> reader = READERS.get(type);
        if (reader == null) {
            throw new IllegalStateException("no reader for " + type);
        }
        JsonFields fields = JsonFields.of(parse(body.readAllBytes()));
        RequestBody read = reader.apply(fields);
        fields.refuseRest();
        return read;
    }

    /** An absent body is an empty object: what it lacks is then named member by member. */
    private static JsonNode parse(byte[] body) {
        if (body.length == 0) {
            return JsonText.object();
        }
        try {
            return JsonText.parse(body);
        } catch (WireFormatException notJson) {
            throw new MalformedBodyException("the body is " + notJson.problem());
        }
    }
}
