@NullMarked
package dev.trellis.tde.binding.knative;

import org.jspecify.annotations.NullMarked;
