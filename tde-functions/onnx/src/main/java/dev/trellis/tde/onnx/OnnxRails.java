package dev.trellis.tde.onnx;

import dev.trellis.contract.wire.JsonFields;

/**
 * The guard-rails for models that run here.
 *
 * @param maxModelBytes largest model
 * @param maxElements most numbers that a tensor may hold, in or out
 * @param maxPixels largest image
 */
record OnnxRails(int maxModelBytes, int maxElements, int maxPixels) {
    private static final int MIB = 1024 * 1024;

    static OnnxRails of(JsonFields rails) {
        return new OnnxRails(
                rails.integer("max_model_bytes", 1, 1024 * MIB, 64 * MIB),
                rails.integer("max_elements", 1, 100_000_000, 4_000_000),
                rails.integer("max_pixels", 1, 400_000_000, 25_000_000));
    }
}
