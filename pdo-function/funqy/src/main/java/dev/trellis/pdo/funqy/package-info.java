/** The orchestrator as a function on Knative, or wherever else an event comes as an HTTP request. */
@NullMarked
package dev.trellis.pdo.funqy;

import org.jspecify.annotations.NullMarked;
