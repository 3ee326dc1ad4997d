/**
 * Random processes: block-structured diagrams of a seed run on the real kernel and must end as a small interpreter of their
 * block trees says.
 */
@NullMarked
package dev.trellis.host.random;

import org.jspecify.annotations.NullMarked;
