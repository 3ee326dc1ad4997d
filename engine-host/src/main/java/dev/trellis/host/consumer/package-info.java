/** The loops that receive from the platform's queues and their dead-letter queues. */
@NullMarked
package dev.trellis.host.consumer;

import org.jspecify.annotations.NullMarked;
