package dev.trellis.host.gate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trellis.host.expression.Expression;
import java.io.ByteArrayInputStream;
import java.util.Locale;
import java.util.Set;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Attr;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/** Reads an accepted diagram with another parser, blind to namespaces as the engine is, and looks for code. */
final class IndependentReading {

    private static final Set<String> ELEMENTS = Set.of(
            "script",
            "scripttask",
            "executionlistener",
            "tasklistener",
            "eventlistener",
            "connector",
            "field",
            "potentialstarter",
            "import",
            "interface",
            "mapexception",
            "collection");
    private static final Set<String> ATTRIBUTES =
            Set.of("class", "delegateexpression", "skipexpression", "scriptformat", "implementation", "operationref");
    private static final Set<String> EXPRESSION_OWNERS = Set.of("businessRuleTask", "errorEventDefinition");

    private IndependentReading() {}

    static void assertHarmless(byte[] xml, String context) {
        try {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newDefaultNSInstance();
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            Node root = factory.newDocumentBuilder()
                    .parse(new ByteArrayInputStream(xml))
                    .getDocumentElement();
            check(root, context);
        } catch (Exception e) {
            throw new AssertionError("accepted, but another parser cannot read it: " + context, e);
        }
    }

    private static void check(Node node, String context) {
        if (node instanceof Element element) {
            String name = element.getLocalName();
            assertThat(ELEMENTS).as(context).doesNotContain(name.toLowerCase(Locale.ROOT));
            for (int i = 0; i < element.getAttributes().getLength(); i++) {
                attribute(element, (Attr) element.getAttributes().item(i), context);
            }
        } else if (node.getNodeType() == Node.TEXT_NODE || node.getNodeType() == Node.CDATA_SECTION_NODE) {
            Expression.parse(node.getNodeValue());
        }
        for (Node child = node.getFirstChild(); child != null; child = child.getNextSibling()) {
            check(child, context);
        }
    }

    private static void attribute(Element element, Attr attribute, String context) {
        if (XMLConstants.XMLNS_ATTRIBUTE_NS_URI.equals(attribute.getNamespaceURI())) {
            return;
        }
        String name = attribute.getLocalName();
        assertThat(ATTRIBUTES).as(context).doesNotContain(name.toLowerCase(Locale.ROOT));
        Expression.parse(attribute.getValue());
        if (name.equals("expression")) {
            assertThat(EXPRESSION_OWNERS).as(context).contains(element.getLocalName());
        }
        if (name.equals("type") && element.getLocalName().equals("serviceTask")) {
            assertThat(attribute.getValue()).as(context).isIn("external", "external-worker");
        }
    }
}
