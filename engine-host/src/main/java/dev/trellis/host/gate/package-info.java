/**
 * The gate before the engine: BPMN is untrusted input, and only what {@link dev.trellis.host.gate.BpmnGate} accepts is
 * deployed. The gate is an allow-list of elements, attributes and expressions, followed by checks of structure.
 */
@NullMarked
package dev.trellis.host.gate;

import org.jspecify.annotations.NullMarked;
