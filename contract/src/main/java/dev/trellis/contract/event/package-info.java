/** Events that leave the platform. */
@NullMarked
package dev.trellis.contract.event;

import org.jspecify.annotations.NullMarked;
