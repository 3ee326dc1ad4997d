@NullMarked
package dev.trellis.infra.knative;

import org.jspecify.annotations.NullMarked;
