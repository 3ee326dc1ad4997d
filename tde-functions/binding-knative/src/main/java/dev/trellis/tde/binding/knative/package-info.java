/** A function behind a CloudEvents broker: its queues, made from the environment, and its answers. */
@NullMarked
package dev.trellis.tde.binding.knative;

import org.jspecify.annotations.NullMarked;
