package dev.trellis.contract.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaId;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SpecVersion.VersionFlag;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class SchemaTest {

    static Stream<Arguments> goldenFiles() {
        return Golden.kinds().stream()
                .flatMap(kind -> Golden.files(kind).stream().map(file -> Arguments.of(kind, file)));
    }

    static Stream<String> kinds() {
        return Golden.kinds().stream();
    }

    @ParameterizedTest
    @MethodSource("goldenFiles")
    void shouldAcceptTheGoldenFileWhenItIsOfTheSchemasKind(String kind, Path file) {
        // given
        String text = Golden.text(file);

        // when
        var violations = Golden.violations(kind, text);

        // then
        assertThat(violations).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void shouldBeADraft202012SchemaWhenPublished(String kind) {
        // given
        var metaSchema =
                JsonSchemaFactory.getInstance(VersionFlag.V202012).getSchema(SchemaLocation.of(SchemaId.V202012));

        // when
        var schema = Golden.schema(kind);

        // then
        assertThat(metaSchema.validate(schema)).isEmpty();
        assertThat(schema.get("$id").textValue()).isEqualTo("https://trellis.dev/schema/v1/" + kind + ".schema.json");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            task-spec     | {"task_type":"a.b","priorty":"high"}                                    | priorty
            task-spec     | {"task_type":"A.B"}                                                     | task_type
            task-spec     | {"task_type":"a.b","policy":{"retries":101}}                            | retries
            task-spec     | {"inputs":{}}                                                           | task_type
            policy-entry  | {"kind":"policy","name":"p","version":"1.0","task_types":["*"]}         | version
            policy-entry  | {"kind":"policy","name":"p","version":"1.0.0","task_types":[]}          | task_types
            tde-entry     | {"kind":"tde","name":"t","version":"1.0.0","adapter":"perl","ref":"x"}  | adapter
            process-entry | {"kind":"process","name":"p","version":"1.0.0","owner":"o","bpmn":"x"}  | bpmn
            event         | {"specversion":"1.0","id":"1","source":"/x","type":"other","time":"2026-01-31T11:00:00Z","data":{}} | type
            """)
    void shouldNameThePlaceWhenADocumentIsWrong(String kind, String text, String place) {
        // given
        // when
        var violations = Golden.violations(kind, text);

        // then
        assertThat(violations)
                .anySatisfy(violation -> assertThat(violation.getMessage()).contains(place));
    }
}
