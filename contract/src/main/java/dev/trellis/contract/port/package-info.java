/** Ports: what the platform asks of a cloud and of the engine. */
@NullMarked
package dev.trellis.contract.port;

import org.jspecify.annotations.NullMarked;
