/** An engine host in memory: leases, attempts, fences, events and places, without processes. */
@NullMarked
package dev.trellis.infra.memory.engine;

import org.jspecify.annotations.NullMarked;
