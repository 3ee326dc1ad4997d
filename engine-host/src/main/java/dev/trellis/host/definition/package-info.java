/** Process definitions: from the registry, through the gate, into the engine. */
@NullMarked
package dev.trellis.host.definition;

import org.jspecify.annotations.NullMarked;
