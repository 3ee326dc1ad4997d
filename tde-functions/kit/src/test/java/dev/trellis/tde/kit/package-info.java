@NullMarked
package dev.trellis.tde.kit;

import org.jspecify.annotations.NullMarked;
