package dev.trellis.registry;

import static dev.trellis.registry.Entries.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trellis.contract.json.Json;
import dev.trellis.registry.SchemaCheck.Violation;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SchemaCheckTest {

    private final SchemaCheck check = new SchemaCheck();

    @Test
    void shouldNameEveryPlaceWhenADocumentIsWrong() {
        // given
        Json schema = json(
                "{'type':'object','required':['a'],'properties':{'b':{'type':'array','items':{'type':'integer'}}}}");

        // when
        List<Violation> violations = check.violations(schema, json("{'b':[1,'two',3.5]}"));

        // then
        assertThat(violations).extracting(Violation::path).containsExactly("$", "$.b[1]", "$.b[2]");
        assertThat(violations.get(0).message()).contains("'a'");
        assertThat(violations.get(1).message())
                .contains("string found, integer expected")
                .doesNotContain("$.b[1]");
    }

    @Test
    void shouldSayNothingWhenADocumentFits() {
        // given
        Json schema = json(
                "{'$defs':{'n':{'type':'number','minimum':0}},'type':'object','properties':{'x':{'$ref':'#/$defs/n'}}}");

        // when
        List<Violation> fits = check.violations(schema, json("{'x':1.5}"));
        List<Violation> again = check.violations(schema, json("{'x':-1}"));

        // then
        assertThat(fits).isEmpty();
        assertThat(again).extracting(Violation::path).containsExactly("$.x");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'$ref':'https://example.org/other.json'}",
                "{'$ref':'file:///etc/passwd'}",
                "{'$ref':'classpath:logback.xml'}",
                "{'properties':{'a':{'$ref':'other.json'}}}",
                "{'$ref':'#/$defs/missing'}",
                "{'type':'strin'}",
                "{'minimum':'1'}",
                "{'$schema':'https://example.org/own-dialect'}",
                "{'pattern':'('}",
            })
    void shouldComplainWhenTheSchemaIsBrokenOrRefersToAnotherDocument(String schema) {
        // given
        Json text = json(schema);

        // when
        List<Violation> problems = check.schemaProblems(text);

        // then
        assertThat(problems).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{'type':'object','additionalProperties':false}",
                "{'$schema':'https://json-schema.org/draft/2020-12/schema','$defs':{'a':{'type':'string'}},'$ref':'#/$defs/a'}",
                "{'$defs':{'tree':{'type':'object','properties':{'left':{'$ref':'#/$defs/tree'}}}},'$ref':'#/$defs/tree'}",
            })
    void shouldSayNothingWhenTheSchemaIsSound(String schema) {
        // given
        Json text = json(schema);

        // when
        List<Violation> problems = check.schemaProblems(text);

        // then
        assertThat(problems).isEmpty();
    }
}
