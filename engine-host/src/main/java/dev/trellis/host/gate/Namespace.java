package dev.trellis.host.gate;

import java.util.HashMap;
import java.util.Map;

/** The XML namespaces that the gate knows, each with the prefix by which the gate names it. */
enum Namespace {
    NONE("", ""),
    BPMN("bpmn:", "http://www.omg.org/spec/BPMN/20100524/MODEL"),
    BPMNDI("bpmndi:", "http://www.omg.org/spec/BPMN/20100524/DI"),
    DC("dc:", "http://www.omg.org/spec/DD/20100524/DC"),
    DI("di:", "http://www.omg.org/spec/DD/20100524/DI"),
    XSI("xsi:", "http://www.w3.org/2001/XMLSchema-instance"),
    XML("xml:", "http://www.w3.org/XML/1998/namespace"),
    FLOWABLE("flowable:", "http://flowable.org/bpmn"),
    CAMUNDA("camunda:", "http://camunda.org/schema/1.0/bpmn"),
    MODELER("modeler:", "http://camunda.org/schema/modeler/1.0"),
    BIOC("bioc:", "http://bpmn.io/schema/bpmn/biocolor/1.0"),
    COLOR("color:", "http://www.omg.org/spec/BPMN/non-normative/color/1.0"),
    ACTIVITI("activiti:", "http://activiti.org/bpmn"),
    ZEEBE("zeebe:", "http://camunda.org/schema/zeebe/1.0");

    private static final Map<String, Namespace> BY_URI = new HashMap<>();

    static {
        for (Namespace namespace : values()) {
            BY_URI.put(namespace.uri, namespace);
        }
    }

    private final String prefix;
    private final String uri;

    Namespace(String prefix, String uri) {
        this.prefix = prefix;
        this.uri = uri;
    }

    /** The name with the usual prefix of its namespace, or with the whole URI in braces for an unknown one. */
    static String name(String uri, String localName) {
        Namespace known = BY_URI.get(uri);
        return known == null ? "{" + uri + "}" + localName : known.prefix + localName;
    }

    boolean holds(String name) {
        return name.startsWith(prefix);
    }
}
