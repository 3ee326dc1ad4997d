package dev.trellis.tde.http;

import com.fasterxml.jackson.databind.JsonNode;
import dev.trellis.contract.task.ArtifactRef;
import dev.trellis.contract.wire.JsonText;
import dev.trellis.tde.runtime.LocalArtifact;
import dev.trellis.tde.runtime.TaskFailedException;
import dev.trellis.tde.runtime.TaskScope;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.hc.client5.http.entity.UrlEncodedFormEntity;
import org.apache.hc.client5.http.entity.mime.MultipartEntityBuilder;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.NameValuePair;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.http.io.entity.FileEntity;
import org.apache.hc.core5.http.message.BasicNameValuePair;

/** The forms in which a body is sent. */
enum BodyForm {
    /** Any JSON value. */
    JSON {
        @Override
        HttpEntity entity(JsonNode body, TaskScope scope) {
            return new ByteArrayEntity(
                    JsonText.write(body).getBytes(StandardCharsets.UTF_8), ContentType.APPLICATION_JSON);
        }
    },

    /** The members of an object, as a web form sends them; an array repeats its name. */
    FORM {
        @Override
        HttpEntity entity(JsonNode body, TaskScope scope) throws TaskFailedException {
            List<NameValuePair> pairs = new ArrayList<>();
            for (Map.Entry<String, JsonNode> field : fields(body)) {
                for (String value : Values.texts(field.getKey(), field.getValue())) {
                    pairs.add(new BasicNameValuePair(field.getKey(), value));
                }
            }
            return new UrlEncodedFormEntity(pairs, StandardCharsets.UTF_8);
        }
    },

    /** The members of an object as parts; {@code {"artifact": "s3://…"}} is sent as a file. */
    MULTIPART {
        @Override
        HttpEntity entity(JsonNode body, TaskScope scope) throws TaskFailedException, IOException {
            MultipartEntityBuilder parts = MultipartEntityBuilder.create();
            for (Map.Entry<String, JsonNode> field : fields(body)) {
                if (!field.getKey().matches("[A-Za-z0-9_.\\[\\]-]{1,100}")) {
                    throw TaskFailedException.permanent(
                            "invalid_input", "a part cannot be called " + JsonText.quote(field.getKey()));
                }
                JsonNode file = field.getValue().get("artifact");
                if (file != null && file.isTextual()) {
                    LocalArtifact copy = scope.fetch(ArtifactRef.of(file.textValue()));
                    parts.addBinaryBody(
                            field.getKey(),
                            copy.path().toFile(),
                            ContentType.APPLICATION_OCTET_STREAM,
                            copy.path().getFileName().toString());
                } else {
                    for (String value : Values.texts(field.getKey(), field.getValue())) {
                        parts.addTextBody(field.getKey(), value, ContentType.TEXT_PLAIN.withCharset("UTF-8"));
                    }
                }
            }
            return parts.build();
        }
    },

    /** The content of the artifact whose address the body is. */
    ARTIFACT {
        @Override
        HttpEntity entity(JsonNode body, TaskScope scope) throws TaskFailedException, IOException {
            if (!body.isTextual()) {
                throw TaskFailedException.permanent(
                        "invalid_input", "the body of the call is an artifact: expected an address such as s3://…");
            }
            LocalArtifact copy = scope.fetch(ArtifactRef.of(body.textValue()));
            return new FileEntity(copy.path().toFile(), ContentType.APPLICATION_OCTET_STREAM);
        }
    };

    /** The body as it goes over the wire; it can be sent more than once. */
    abstract HttpEntity entity(JsonNode body, TaskScope scope) throws TaskFailedException, IOException;

    private static Iterable<Map.Entry<String, JsonNode>> fields(JsonNode body) throws TaskFailedException {
        if (!body.isObject()) {
            throw TaskFailedException.permanent("invalid_input", "the body of the call is a form: expected an object");
        }
        return body.properties();
    }
}
