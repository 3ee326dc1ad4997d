/** JSON as opaque text, so that the contract needs no JSON library. */
@NullMarked
package dev.trellis.contract.json;

import org.jspecify.annotations.NullMarked;
