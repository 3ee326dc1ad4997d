/** JSON forms of the contract, by Jackson. */
@NullMarked
package dev.trellis.contract.wire;

import org.jspecify.annotations.NullMarked;
