/** Runs a task handler as the platform does, against stores and queues in memory. */
@NullMarked
package dev.trellis.tde.testkit;

import org.jspecify.annotations.NullMarked;
