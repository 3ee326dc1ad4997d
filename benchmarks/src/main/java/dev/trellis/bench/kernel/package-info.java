/** The kernel alone, in this very process: no queues, no functions, no second process but the database. */
@NullMarked
package dev.trellis.bench.kernel;

import org.jspecify.annotations.NullMarked;
