package dev.trellis.cli.instance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trellis.cli.frame.Documents;
import javax.xml.stream.XMLStreamException;
import org.junit.jupiter.api.Test;

class ElementNamesTest {
    @Test
    void shouldGiveTheNameAndElseTheIdWhenAskedForAnElement() throws XMLStreamException {
        // given
        ElementNames names = ElementNames.of("<d><task id='a' name='Check\n the rows'/><task id='b'/></d>");

        // when
        String named = names.of(Documents.object().put("element", "a"));
        String unnamed = names.of(Documents.object().put("element", "b"));

        // then
        assertThat(named).isEqualTo("Check the rows");
        assertThat(unnamed).isEqualTo("b");
    }

    @Test
    void shouldReadNothingFromOutsideWhenTheFileNamesAnEntity() {
        // given
        String hostile = "<!DOCTYPE d [<!ENTITY x SYSTEM 'file:///etc/hostname'>]><d><task id='a' name='&x;'/></d>";

        // when / then
        assertThatThrownBy(() -> ElementNames.of(hostile)).isInstanceOf(XMLStreamException.class);
    }
}
