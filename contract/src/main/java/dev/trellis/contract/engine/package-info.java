/** What the orchestrator and the engine host say to each other. */
@NullMarked
package dev.trellis.contract.engine;

import org.jspecify.annotations.NullMarked;
