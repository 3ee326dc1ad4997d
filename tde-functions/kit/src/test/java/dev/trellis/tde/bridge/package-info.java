@NullMarked
package dev.trellis.tde.bridge;

import org.jspecify.annotations.NullMarked;
