package dev.trellis.host.gate;

import dev.trellis.host.expression.Expression;

/** A receive task: it waits for a message of this name. */
public record ReceiveTaskUse(ElementRef element, Expression messageName) {}
