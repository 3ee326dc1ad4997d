/** The AWS adapters against LocalStack. */
@NullMarked
package dev.trellis.localstack;

import org.jspecify.annotations.NullMarked;
