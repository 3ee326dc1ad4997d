/** The kernel, put together. */
@NullMarked
package dev.trellis.host.kernel;

import org.jspecify.annotations.NullMarked;
