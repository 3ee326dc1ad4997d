package dev.trellis.host.gate;

import org.jspecify.annotations.Nullable;

/**
 * A position in a diagram.
 *
 * @param source the name of the file
 * @param element the element's name with its usual prefix, such as {@code bpmn:userTask}; empty where none is known
 * @param elementId the id of the element, or of the nearest one around it that has an id
 * @param attribute the attribute in question
 * @param line counted from 1; 0 when unknown
 * @param column counted from 1; 0 when unknown
 */
public record Place(
        String source,
        String element,
        @Nullable String elementId,
        @Nullable String attribute,
        int line,
        int column) {}
