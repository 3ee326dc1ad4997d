/** The kind {@code http}: one call of a service, held to the hosts that policy names. */
@NullMarked
package dev.trellis.tde.http;

import org.jspecify.annotations.NullMarked;
