/** Real processes under real faults: what is killed, delayed and doubled from outside, and what the effects say of it. */
@NullMarked
package dev.trellis.bench.chaos;

import org.jspecify.annotations.NullMarked;
