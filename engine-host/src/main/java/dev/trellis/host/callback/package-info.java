/** Work that goes on elsewhere, completed by whoever holds its token. */
@NullMarked
package dev.trellis.host.callback;

import org.jspecify.annotations.NullMarked;
