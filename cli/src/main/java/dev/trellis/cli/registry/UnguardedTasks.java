package dev.trellis.cli.registry;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/**
 * Finds tasks that nothing guards: their type states no timeout, and neither they nor a scope around them has a path for an error
 * or a timer. Such a task fails into an incident, after the default time, and always needs a person.
 */
final class UnguardedTasks {
    private static final Set<String> TASKS = Set.of("serviceTask", "sendTask");
    private static final Set<String> GUARDS = Set.of("errorEventDefinition", "timerEventDefinition");

    private final Predicate<String> timed;

    /** @param timed whether a task type states a timeout */
    UnguardedTasks(Predicate<String> timed) {
        this.timed = timed;
    }

    /** A warning for each, of all diagrams of a change. */
    List<String> in(JsonNode change) {
        List<String> warnings = new ArrayList<>();
        for (JsonNode file : change.path("files")) {
            String name = file.path("path").asText();
            if (name.endsWith(".bpmn") || name.endsWith(".xml")) {
                byte[] content = Base64.getDecoder().decode(file.path("base64").asText());
                ofDiagram(content)
                        .forEach(task -> warnings.add("  ! " + name + ": task " + task
                                + " has neither a timeout nor an error path: state policy.timeout_s in the entry of its type, or draw"
                                + " a boundary event"));
            }
        }
        return warnings;
    }

    private List<String> ofDiagram(byte[] bpmn) {
        Document diagram;
        try {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
            factory.setNamespaceAware(true);
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            diagram = factory.newDocumentBuilder().parse(new ByteArrayInputStream(bpmn));
        } catch (ParserConfigurationException | SAXException | IOException unreadable) {
            // The host's gate says what is wrong with it.
            return List.of();
        }
        return all(diagram.getElementsByTagNameNS("*", "*"))
                .filter(element -> TASKS.contains(element.getLocalName()))
                .filter(task -> !timed.test(topic(task)) && !isGuarded(task))
                .map(task -> "'" + task.getAttribute("id") + "' (" + topic(task) + ")")
                .toList();
    }

    private static String topic(Element task) {
        return IntStream.range(0, task.getAttributes().getLength())
                .mapToObj(task.getAttributes()::item)
                .filter(attribute -> "topic".equals(attribute.getLocalName()))
                .map(Node::getNodeValue)
                .findFirst()
                .orElse("");
    }

    /** By a boundary event of its own or of a scope around it, or by an event sub-process beside it. */
    private static boolean isGuarded(Element task) {
        for (Node scope = task; scope instanceof Element element; scope = scope.getParentNode()) {
            String id = element.getAttribute("id");
            boolean guarded = children(element.getParentNode())
                    .anyMatch(beside -> beside.getLocalName().equals("boundaryEvent")
                                    && beside.getAttribute("attachedToRef").equals(id)
                                    && guards(beside)
                            || beside.getAttribute("triggeredByEvent").equals("true")
                                    && children(beside)
                                            .filter(child ->
                                                    child.getLocalName().equals("startEvent"))
                                            .anyMatch(UnguardedTasks::guards));
            if (guarded) {
                return true;
            }
        }
        return false;
    }

    private static boolean guards(Element event) {
        return children(event).anyMatch(definition -> GUARDS.contains(definition.getLocalName()));
    }

    private static Stream<Element> children(Node node) {
        return node == null ? Stream.empty() : all(node.getChildNodes());
    }

    private static Stream<Element> all(NodeList nodes) {
        return IntStream.range(0, nodes.getLength())
                .mapToObj(nodes::item)
                .filter(Element.class::isInstance)
                .map(Element.class::cast);
    }
}
