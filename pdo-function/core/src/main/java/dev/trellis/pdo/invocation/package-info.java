/** What an invocation of the orchestrator brings and finds, whatever invokes it. */
@NullMarked
package dev.trellis.pdo.invocation;

import org.jspecify.annotations.NullMarked;
