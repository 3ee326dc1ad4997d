@NullMarked
package dev.trellis.contract.wire;

import org.jspecify.annotations.NullMarked;
