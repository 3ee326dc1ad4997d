/** The conformance kit: whether an executor, whatever it is written in, keeps the contract. */
@NullMarked
package dev.trellis.tde.kit;

import org.jspecify.annotations.NullMarked;
