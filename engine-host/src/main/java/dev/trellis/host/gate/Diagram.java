package dev.trellis.host.gate;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The tree of a diagram with indexes over it. */
final class Diagram {

    private static final Set<String> NODES = Vocabulary.members("NODE");

    private final XmlElement root;
    private final List<XmlElement> all = new ArrayList<>();
    private final Map<String, XmlElement> byId = new LinkedHashMap<>();
    private final Map<String, List<XmlElement>> leaving = new HashMap<>();
    private final Map<String, List<XmlElement>> arriving = new HashMap<>();

    Diagram(XmlElement root) {
        this.root = root;
        root.walk(this::index);
    }

    private void index(XmlElement element) {
        all.add(element);
        String id = element.id();
        if (id != null && isModel(element)) {
            byId.putIfAbsent(id, element);
        }
        if (element.is("bpmn:sequenceFlow") || element.is("bpmn:association")) {
            join(leaving, element.value("sourceRef"), element);
            join(arriving, element.value("targetRef"), element);
        }
    }

    private static void join(Map<String, List<XmlElement>> index, @Nullable String id, XmlElement line) {
        if (id != null) {
            index.computeIfAbsent(id, key -> new ArrayList<>()).add(line);
        }
    }

    /** The sequence flows or associations, by this name, that leave an element. */
    List<XmlElement> leaving(XmlElement element, String name) {
        return joined(leaving, element, name);
    }

    /** The sequence flows or associations, by this name, that lead to an element. */
    List<XmlElement> arriving(XmlElement element, String name) {
        return joined(arriving, element, name);
    }

    private static List<XmlElement> joined(Map<String, List<XmlElement>> index, XmlElement element, String name) {
        return index.getOrDefault(element.valueOr("", "id"), List.of()).stream()
                .filter(line -> line.is(name))
                .toList();
    }

    /** Whether the element is of the BPMN model, and so shares the one space of ids that references name. */
    static boolean isModel(XmlElement element) {
        return Namespace.BPMN.holds(element.name());
    }

    static boolean isNode(XmlElement element) {
        return NODES.contains(element.name());
    }

    XmlElement root() {
        return root;
    }

    /** All elements in the order of the file. */
    List<XmlElement> all() {
        return all;
    }

    List<XmlElement> all(String... names) {
        Set<String> wanted = Set.of(names);
        return all.stream().filter(e -> wanted.contains(e.name())).toList();
    }

    /** The element of the model with this id. */
    @Nullable
    XmlElement byId(@Nullable String id) {
        return id == null ? null : byId.get(id);
    }

    List<XmlElement> processes() {
        return root.children("bpmn:process").toList();
    }

    List<XmlElement> executableProcesses() {
        return processes().stream().filter(Diagram::isExecutable).toList();
    }

    private static boolean isExecutable(XmlElement process) {
        return "true".equals(process.value("isExecutable"));
    }

    /** Whether the element belongs to a process that runs, and not to a pool that only documents. */
    boolean runs(XmlElement element) {
        for (XmlElement e = element; e != null; e = e.parent()) {
            if (e.is("bpmn:process")) {
                return isExecutable(e);
            }
        }
        return false;
    }

    /** The elements of these names that run. */
    List<XmlElement> running(String... names) {
        return all(names).stream().filter(this::runs).toList();
    }

    List<XmlElement> runningNodes() {
        return all.stream().filter(Diagram::isNode).filter(this::runs).toList();
    }
}
