/** Commands on incidents. */
@NullMarked
package dev.trellis.cli.incident;

import org.jspecify.annotations.NullMarked;
