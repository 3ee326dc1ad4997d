/** The REST interface: resources, the documents they speak and the problems they answer with. */
@NullMarked
package dev.trellis.host.api;

import org.jspecify.annotations.NullMarked;
