/** A function on AWS: the adapters of the ports, made from the environment. */
@NullMarked
package dev.trellis.tde.binding.aws;

import org.jspecify.annotations.NullMarked;
