/** Changes of the registries: the plan, and the kernel process that carries it out. */
@NullMarked
package dev.trellis.host.change;

import org.jspecify.annotations.NullMarked;
