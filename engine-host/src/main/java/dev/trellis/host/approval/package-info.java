/** The human gate: who must approve a task before it is dispatched, and what they approved. */
@NullMarked
package dev.trellis.host.approval;

import org.jspecify.annotations.NullMarked;
