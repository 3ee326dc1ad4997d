/** Process instances: start, look at, correlate with, suspend and cancel. */
@NullMarked
package dev.trellis.host.instance;

import org.jspecify.annotations.NullMarked;
