package dev.trellis.registry;

import static dev.trellis.contract.task.DataClass.CONFIDENTIAL;
import static dev.trellis.contract.task.DataClass.INTERNAL;
import static dev.trellis.contract.task.DataClass.PII;
import static dev.trellis.contract.task.DataClass.SECRET;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClassAnnotationsTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {'properties':{'a':{'x-data-class':'pii'}}}
            {'properties':{'a':{'type':'object','properties':{'deep':{'x-data-class':'pii'}}}}}
            {'properties':{'a':{'type':'array','items':{'x-data-class':['pii']}}}}
            {'properties':{'a':{'$ref':'#/$defs/p'}},'$defs':{'p':{'x-data-class':'pii'}}}
            {'properties':{'a':{'anyOf':[{'type':'null'},{'x-data-class':'pii'}]}}}
            {'allOf':[{'properties':{'a':{'x-data-class':'pii'}}}]}
            {'$ref':'#/$defs/all','$defs':{'all':{'properties':{'a':{'x-data-class':'pii'}}}}}
            {'properties':{'a':{'$ref':'#/$defs/t'}},'$defs':{'t':{'x-data-class':'pii','items':{'$ref':'#/$defs/t'}}}}
            """)
    void shouldFindTheClassOfAPropertyWhereverItStandsBelow(String schema) {
        // when
        ClassAnnotations annotations = ClassAnnotations.of(Entries.json(schema));

        // then
        assertThat(annotations.of("a")).containsExactly(PII);
        assertThat(annotations.of("b")).isEmpty();
        assertThat(ClassAnnotations.problems(Entries.json(schema))).isEmpty();
    }

    @Test
    void shouldHoldForEveryPropertyWhatTheObjectItselfSays() {
        // when
        ClassAnnotations annotations = ClassAnnotations.of(Entries.json("{'x-data-class':['internal','secret'],"
                + "'additionalProperties':{'x-data-class':'confidential'},'properties':{'a':{'x-data-class':'pii'}}}"));

        // then
        assertThat(annotations.of("b")).containsExactlyInAnyOrder(INTERNAL, SECRET, CONFIDENTIAL);
        assertThat(annotations.of("a")).containsExactlyInAnyOrder(INTERNAL, SECRET, CONFIDENTIAL, PII);
    }

    @Test
    void shouldNotTakeAValueOrAPropertyOfThatNameForAnAnnotation() {
        // when
        ClassAnnotations annotations =
                ClassAnnotations.of(Entries.json("{'properties':{'x-data-class':{'type':'string'},"
                        + "'a':{'const':{'x-data-class':'pii'}},'b':{'examples':[{'x-data-class':'pii'}]}}}"));

        // then
        assertThat(annotations.isEmpty()).isTrue();
    }

    @Test
    void shouldNameThePlaceOfAWordThatIsNoClass() {
        // when / then
        assertThat(ClassAnnotations.problems(Entries.json("{'properties':{'a':{'x-data-class':'personal'}}}")))
                .singleElement()
                .satisfies(problem -> {
                    assertThat(problem.path()).isEqualTo("$.properties.a.x-data-class");
                    assertThat(problem.message()).contains("export-controlled").contains("personal");
                });
    }
}
