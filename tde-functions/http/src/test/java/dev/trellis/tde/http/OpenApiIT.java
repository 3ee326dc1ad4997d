package dev.trellis.tde.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trellis.contract.task.ArtifactRef;
import dev.trellis.contract.task.TaskError;
import dev.trellis.tde.http.RecordingServer.Reply;
import dev.trellis.tde.testkit.RequestBuilder;
import dev.trellis.tde.testkit.TaskBench;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Objects;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Calls made from an operation of an OpenAPI document. */
final class OpenApiIT {
    private final RecordingServer server = new RecordingServer("127.0.0.1", (seen, count) -> Reply.json("{\"id\":7}"));
    private final TaskBench bench =
            TaskBench.of(new HttpKind(SystemDefaultDnsResolver.INSTANCE, InstantSource.system()));
    private ArtifactRef document;

    @BeforeEach
    void storeDocument() throws IOException {
        try (InputStream in = Objects.requireNonNull(getClass().getResourceAsStream("/pets.openapi.json"))) {
            document = bench.store("pets.json", new String(in.readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void shouldPutEachInputWhereTheOperationSaysWhenItFits() throws Exception {
        // given
        var request = operation("updatePet")
                .inputs("{\"petId\":7,\"tags\":[\"a b\",\"c\"],\"X-Trace\":\"t\",\"name\":\"Rex\",\"owner\":null}");

        // when
        var outputs = bench.outputs(request.build());

        // then
        var seen = server.seen().getFirst();
        assertThat(seen.method()).isEqualTo("PUT");
        assertThat(seen.uri()).isEqualTo("/v1/pets/7?tags=a%20b&tags=c");
        assertThat(seen.headers()).containsEntry("x-trace", "t");
        assertThat(seen.body()).isEqualTo("{\"name\":\"Rex\",\"owner\":null}");
        assertThat(outputs.at("/body/id").intValue()).isEqualTo(7);
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            updatePet | {"name":"Rex"}                                   | invalid_input   | petId is missing
            updatePet | {"petId":"x","name":"Rex"}                       | invalid_input   | $.inputs.petId
            updatePet | {"petId":0,"name":"Rex"}                         | invalid_input   | $.inputs.petId
            updatePet | {"petId":7,"name":1}                             | invalid_input   | $.inputs.name
            updatePet | {"petId":7,"name":"Rex","colour":"red"}          | invalid_input   | colour
            updatePet | {"petId":7}                                      | invalid_input   | name
            updatePet | {"petId":7,"name":"Rex","X-Trace":"a\\r\\nB: c"} | invalid_input   | control character
            getPet    | {"petId":".."}                                   | invalid_input   | $.inputs.petId
            getFile   | {"path":".."}                                    | invalid_input   | path
            getPet    | {"petId":7,"more":1}                             | invalid_input   | more
            nowhere   | {}                                               | invalid_request | nowhere
            cookies   | {"session":"x"}                                  | invalid_request | cookie
            """)
    void shouldCallNobodyWhenInputsAreNotWhatTheOperationTakes(String id, String inputs, String code, String word)
            throws Exception {
        // given
        var request = operation(id).inputs(inputs.replace("\\\\", "\\"));

        // when
        TaskError error = bench.error(request.build());

        // then
        assertThat(error.code()).as(error.message()).isEqualTo(code);
        assertThat(error.message()).contains(word);
        assertThat(server.seen()).isEmpty();
    }

    private RequestBuilder operation(String id) {
        String host = "127.0.0.1:" + server.port();
        return bench.request()
                .ref("http://" + host + "/v1")
                .settings("{'openapi':{'uri':'%s','sha256':'%s'},'operation':'%s',"
                                .formatted(document.uri(), document.sha256(), id)
                        + "'guard_rails':{'http':{'allow_private':true,'allowed_hosts':['" + host + "']}}}");
    }
}
