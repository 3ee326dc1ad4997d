/** The wiring of the host: ports, start-up, shut-down. */
@NullMarked
package dev.trellis.host.bootstrap;

import org.jspecify.annotations.NullMarked;
