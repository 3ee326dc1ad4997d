/** Commands on events. */
@NullMarked
package dev.trellis.cli.event;

import org.jspecify.annotations.NullMarked;
