/** Wakes an orchestrator when there is work and none listens. */
@NullMarked
package dev.trellis.host.nudge;

import org.jspecify.annotations.NullMarked;
