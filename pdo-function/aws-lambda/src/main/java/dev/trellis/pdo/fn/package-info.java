/** The orchestrator as a function on AWS Lambda. */
@NullMarked
package dev.trellis.pdo.fn;

import org.jspecify.annotations.NullMarked;
