package dev.trellis.host.gate;

import java.util.LinkedHashMap;
import java.util.Map;

/** Reads the properties that a modeler writes into extension elements. */
final class Properties {

    private Properties() {}

    /** Names and values in the order of the file; the first of a name counts. */
    static Map<String, String> of(XmlElement element) {
        Map<String, String> properties = new LinkedHashMap<>();
        element.extensions().stream()
                .filter(extension -> extension.is("camunda:properties"))
                .flatMap(extension -> extension.children("camunda:property"))
                .forEach(property ->
                        properties.putIfAbsent(property.valueOr("", "name"), property.valueOr("", "value")));
        properties.remove("");
        return properties;
    }
}
