@NullMarked
package dev.trellis.contract.task;

import org.jspecify.annotations.NullMarked;
