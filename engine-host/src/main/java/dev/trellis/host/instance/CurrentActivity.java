package dev.trellis.host.instance;

/**
 * An element in which an instance stands now.
 *
 * @param element id in the BPMN file
 * @param kind BPMN element name, for example {@code serviceTask}
 * @param name as the author wrote it, empty when not given
 */
public record CurrentActivity(String element, String kind, String name) {}
