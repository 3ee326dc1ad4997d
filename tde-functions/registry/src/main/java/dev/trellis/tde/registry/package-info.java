/** The tasks {@code kernel.registry.*}, by which the platform changes its own registries. */
@NullMarked
package dev.trellis.tde.registry;

import org.jspecify.annotations.NullMarked;
