package dev.trellis.cli.instance;

import com.fasterxml.jackson.databind.JsonNode;
import dev.trellis.cli.frame.CommandFailure;
import dev.trellis.cli.rest.HostClient;
import dev.trellis.cli.rest.Paths;
import java.io.StringReader;
import java.util.HashMap;
import java.util.Map;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * What the author called the elements of a process.
 *
 * @param names by element id
 */
public record ElementNames(Map<String, String> names) {
    public ElementNames {
        names = Map.copyOf(names);
    }

    /** The names in the process of an instance; none when its file cannot be had, for then ids do. */
    static ElementNames of(HostClient host, JsonNode instance) {
        String process = instance.path("process").asText();
        try {
            return of(host.text(Paths.of(
                            "/v1/definitions/%s/%s/bpmn",
                            process, instance.path("version").asText())
                    .toString()));
        } catch (CommandFailure | XMLStreamException notToBeHad) {
            return new ElementNames(Map.of());
        }
    }

    /** The names in a BPMN file; neither its DOCTYPE nor anything outside of it is read. */
    static ElementNames of(String bpmn) throws XMLStreamException {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        XMLStreamReader reader = factory.createXMLStreamReader(new StringReader(bpmn));
        Map<String, String> names = new HashMap<>();
        while (reader.hasNext()) {
            if (reader.next() == XMLStreamReader.START_ELEMENT) {
                String id = reader.getAttributeValue(null, "id");
                String name = reader.getAttributeValue(null, "name");
                if (id != null && name != null && !name.isBlank()) {
                    names.put(id, name.replaceAll("\\s+", " "));
                }
            }
        }
        return new ElementNames(names);
    }

    /** The name of an element, its id when it has none. */
    public String of(JsonNode element) {
        String id = element.path("element").asText();
        return names.getOrDefault(id, id);
    }
}
