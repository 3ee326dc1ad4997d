/** What every task-definition executor shares: claim, run, heartbeat, store, publish. */
@NullMarked
package dev.trellis.tde.runtime;

import org.jspecify.annotations.NullMarked;
