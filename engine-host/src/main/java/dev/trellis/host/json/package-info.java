/** JSON documents as plain values. */
@NullMarked
package dev.trellis.host.json;

import org.jspecify.annotations.NullMarked;
