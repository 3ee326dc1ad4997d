/** Standing in the way of HTTP calls on this machine: to count them, or to disturb them. */
@NullMarked
package dev.trellis.bench.relay;

import org.jspecify.annotations.NullMarked;
