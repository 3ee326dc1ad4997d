/** What every way to an engine host does. */
@NullMarked
package dev.trellis.infra.conformance.engine;

import org.jspecify.annotations.NullMarked;
