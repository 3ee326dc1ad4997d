package dev.trellis.contract.wire;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.trellis.contract.json.Json;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WireErrorsTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            ``                                             | $                    | empty
            {                                              | $                    | not JSON at line 1
            {"task_type":"a"} {}                           | $                    | more text
            [1]                                            | $                    | expected a JSON object, found an array
            {"task_type":"a","task_type":"b"}              | $.task_type          | twice
            {"inputs":{"x":{"y":1,"y":2}}}                 | $.inputs.x.y         | twice
            {}                                             | $.task_type          | missing
            {"task_type":7}                                | $.task_type          | expected a string, found number
            {"task_type":" "}                              | $.task_type          | must not be empty
            {"task_type":"a","inputs":[]}                  | $.inputs             | expected a JSON object, found an array
            {"task_type":"a","priority":"urgent"}          | $.priority           | low, normal, high, critical
            {"task_type":"a","policy":{"retries":-1}}      | $.policy.retries     | from 0 to 100
            {"task_type":"a","policy":{"retries":1.5}}     | $.policy.retries     | whole number
            {"task_type":"a","policy":{"timeout_s":90000}} | $.policy.timeout_s   | from 1 to 86400
            {"task_type":"a","policy":{"human_gate":"no"}} | $.policy.human_gate  | true or false
            {"task_type":"a","policy":{"retry":1}}         | $.policy.retry       | unknown field
            {"task_type":"a","capabilities":["fast"]}      | $.capabilities       | name=value
            {"task_type":"a","capabilities":["mem=lots"]}  | $.capabilities       | mem=512Mi
            {"task_type":"a","artifacts_in":["x",{}]}      | $.artifacts_in[1].uri | missing
            {"task_type":"a","artifacts_in":[{"uri":"x","sha256":"ABC"}]} | $.artifacts_in[0].sha256 | 64 lower-case
            {"task_type":"a","tenant":"other"}             | $.tenant             | unknown field
            {"task_type":"a","odd name":1}                 | $['odd name']        | unknown field
            """)
    void shouldNameThePathWhenATaskSpecIsWrong(String text, String path, String problem) {
        // given
        // when
        // then
        assertThatThrownBy(() -> TaskSpecJson.read(text)).isInstanceOfSatisfying(WireFormatException.class, wrong -> {
            org.assertj.core.api.Assertions.assertThat(wrong.path()).isEqualTo(path);
            org.assertj.core.api.Assertions.assertThat(wrong.problem()).contains(problem);
        });
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            contract      | "trellis/v2"       | $.contract         | expected trellis/v1
            task_id       | "not an id"        | $.task_id          | not a task id
            attempt       | 0                  | $.attempt          | from 1
            attempt_token | null               | $.attempt_token    | missing
            action        | "destroy"          | $.action           | execute, compensate, cancel
            not_after     | "tomorrow"         | $.not_after        | RFC 3339
            timeout_s     | 0                  | $.timeout_s        | from 1
            inputs_ref    | {"uri":"s3://b/k"} | $.inputs_ref       | beside inputs
            tags          | {"a":1}            | $.tags.a           | expected a string
            data_classes  | ["x",null]         | $.data_classes[1]  | expected a string
            """)
    void shouldNameThePathWhenATaskRequestIsWrong(String field, String value, String path, String problem) {
        // given
        String text = changed("task-request/inline.json", field, value);

        // when
        // then
        assertThatThrownBy(() -> TaskRequestJson.read(text))
                .isInstanceOf(WireFormatException.class)
                .hasMessageStartingWith("at " + path + ":")
                .hasMessageContaining(problem);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            status      | "done"         | $.status             | succeeded, failed, compensate_required, running
            status      | "failed"       | $.error              | missing
            status      | "running"      | $.callback           | missing
            outputs     | "text"         | $.outputs            | expected a JSON object
            metrics     | {"a":"fast"}   | $.metrics.a          | expected a number
            finished_at | 12             | $.finished_at        | expected a string
            """)
    void shouldNameThePathWhenAnOutcomeIsWrong(String field, String value, String path, String problem) {
        // given
        String text = changed("outcome/succeeded.json", field, value);

        // when
        // then
        assertThatThrownBy(() -> OutcomeJson.read(text))
                .isInstanceOf(WireFormatException.class)
                .hasMessageStartingWith("at " + path + ":")
                .hasMessageContaining(problem);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            kind    | "process"   | $.kind    | expected tde
            kind    | "function"  | $.kind    | process, tde, policy
            effect  | "harmless"  | $.effect  | pure, idempotent, keyed, non_idempotent
            ref     | {"sha256":"x"} | $.ref.sha256 | 64 lower-case
            adaptor | "python"    | $.adaptor | unknown field
            """)
    void shouldNameThePathWhenATdeEntryIsWrong(String field, String value, String path, String problem) {
        // given
        Json document = new Json(changed("tde-entry/python.json", field, value));

        // when
        // then
        assertThatThrownBy(() -> RegistryJson.readTde(document))
                .isInstanceOf(WireFormatException.class)
                .hasMessageStartingWith("at " + path + ":")
                .hasMessageContaining(problem);
    }

    private static String changed(String file, String field, String value) {
        ObjectNode message = JsonText.parseObject(new Json(Golden.text(Path.of("src/test/resources/golden", file))));
        message.set(field, JsonText.parse(value));
        return JsonText.write(message);
    }
}
