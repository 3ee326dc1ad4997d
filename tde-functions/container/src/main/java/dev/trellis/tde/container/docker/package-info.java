/** Containers on a Docker engine. */
@NullMarked
package dev.trellis.tde.container.docker;

import org.jspecify.annotations.NullMarked;
