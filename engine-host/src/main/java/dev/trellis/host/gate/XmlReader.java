package dev.trellis.host.gate;

import java.io.StringReader;
import java.util.Locale;
import javax.xml.XMLConstants;
import javax.xml.stream.Location;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/** Reads untrusted XML into a tree: no document type, no entities of its own, bounded in size and depth. */
final class XmlReader {

    /** Makes the platform's reader tell CDATA sections from the text around them, each as one event. */
    private static final String REPORT_CDATA = "http://java.sun.com/xml/stream/properties/report-cdata-event";

    private final SourceText source;
    private final GateLimits limits;
    private final StartTags tags;
    private @Nullable XmlElement root;
    private @Nullable XmlElement current;
    private int depth;
    private int elements;

    private XmlReader(SourceText source, GateLimits limits) {
        this.source = source;
        this.limits = limits;
        this.tags = new StartTags(source.text());
    }

    static XmlElement read(SourceText source, GateLimits limits) throws RefusedXml {
        return new XmlReader(source, limits).read();
    }

    private XmlElement read() throws RefusedXml {
        try {
            XMLStreamReader xml = factory().createXMLStreamReader(new StringReader(source.text()));
            checkDeclaration(xml);
            while (xml.hasNext()) {
                take(xml, xml.next());
            }
        } catch (XMLStreamException e) {
            Location at = e.getLocation();
            throw new RefusedXml(
                    GateRule.XML,
                    at == null ? 0 : at.getLineNumber(),
                    at == null ? 0 : at.getColumnNumber(),
                    "the XML is broken: " + reason(e));
        }
        if (root == null) {
            throw new RefusedXml(GateRule.XML, 1, 1, "the file holds no XML element");
        }
        return root;
    }

    private static XMLInputFactory factory() {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_COALESCING, false);
        factory.setProperty(REPORT_CDATA, true);
        factory.setProperty(XMLInputFactory.IS_NAMESPACE_AWARE, true);
        factory.setProperty(XMLConstants.ACCESS_EXTERNAL_DTD, "");
        factory.setProperty(XMLConstants.ACCESS_EXTERNAL_SCHEMA, "");
        return factory;
    }

    private static void checkDeclaration(XMLStreamReader xml) throws RefusedXml {
        String encoding = xml.getCharacterEncodingScheme();
        boolean known = encoding == null
                || switch (encoding.toUpperCase(Locale.ROOT)) {
                    case "UTF-8", "UTF-16", "UTF-16LE", "UTF-16BE", "US-ASCII" -> true;
                    default -> false;
                };
        if (!known) {
            throw new RefusedXml(
                    GateRule.ENCODING, 1, 1, "the file declares the encoding " + encoding + "; save it as UTF-8");
        }
        if ("1.1".equals(xml.getVersion())) {
            throw new RefusedXml(GateRule.XML, 1, 1, "XML 1.1 is not read; declare version 1.0");
        }
    }

    private void take(XMLStreamReader xml, int event) throws RefusedXml {
        switch (event) {
            case XMLStreamConstants.START_ELEMENT -> open(xml);
            case XMLStreamConstants.END_ELEMENT -> close();
            case XMLStreamConstants.CHARACTERS, XMLStreamConstants.SPACE -> text(xml);
            case XMLStreamConstants.CDATA -> section(xml);
            case XMLStreamConstants.COMMENT, XMLStreamConstants.PROCESSING_INSTRUCTION -> interrupt();
            case XMLStreamConstants.DTD ->
                throw refused(
                        xml, GateRule.DOCTYPE, "a document type (DOCTYPE) is refused; delete it, diagrams need none");
            case XMLStreamConstants.ENTITY_REFERENCE ->
                throw refused(xml, GateRule.DOCTYPE, "the entity &" + xml.getLocalName() + "; is not defined in XML");
            default -> {}
        }
    }

    private void open(XMLStreamReader xml) throws RefusedXml {
        if (++depth > limits.depth()) {
            throw refused(xml, GateRule.SIZE, "elements are nested deeper than " + limits.depth() + " levels");
        }
        if (++elements > limits.elements()) {
            throw refused(xml, GateRule.SIZE, "the file has more than " + limits.elements() + " elements; split it");
        }
        int start = tags.next();
        String name = Namespace.name(orEmpty(xml.getNamespaceURI()), xml.getLocalName());
        current = new XmlElement(name, current, source.line(start), source.column(start));
        for (int i = 0; i < xml.getAttributeCount(); i++) {
            String attribute = Namespace.name(orEmpty(xml.getAttributeNamespace(i)), xml.getAttributeLocalName(i));
            current.put(attribute, xml.getAttributeValue(i));
        }
        root = root == null ? current : root;
    }

    private void close() {
        depth--;
        if (current != null) {
            current = current.parent();
        }
    }

    private void text(XMLStreamReader xml) {
        if (current != null) {
            current.append(xml.getText());
        }
    }

    private void section(XMLStreamReader xml) {
        if (current != null) {
            current.appendSection(xml.getText());
        }
    }

    private void interrupt() {
        if (current != null) {
            current.interrupt();
        }
    }

    private RefusedXml refused(XMLStreamReader xml, String rule, String message) {
        Location at = xml.getLocation();
        return new RefusedXml(rule, at.getLineNumber(), at.getColumnNumber(), message);
    }

    /** The parser's own words without its prefix that repeats the position. */
    private static String reason(XMLStreamException e) {
        String message = String.valueOf(e.getMessage());
        int marker = message.indexOf("Message: ");
        return marker < 0 ? message : message.substring(marker + "Message: ".length());
    }

    private static String orEmpty(@Nullable String value) {
        return value == null ? "" : value;
    }
}
