@NullMarked
package dev.trellis.infra.aws;

import org.jspecify.annotations.NullMarked;
