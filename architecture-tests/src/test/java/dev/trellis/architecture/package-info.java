/** The dependency rules of the design, held by ArchUnit over the compiled classes of every module. */
@NullMarked
package dev.trellis.architecture;

import org.jspecify.annotations.NullMarked;
