@NullMarked
package dev.trellis.infra.file;

import org.jspecify.annotations.NullMarked;
