/** The kind {@code onnx}: a model in the ONNX format, run in the function itself. */
@NullMarked
package dev.trellis.tde.onnx;

import org.jspecify.annotations.NullMarked;
