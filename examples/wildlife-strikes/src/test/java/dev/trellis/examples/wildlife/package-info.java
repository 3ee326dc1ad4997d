@NullMarked
package dev.trellis.examples.wildlife;

import org.jspecify.annotations.NullMarked;
