package dev.trellis.tde.onnx;

import dev.trellis.contract.wire.JsonFields;
import dev.trellis.contract.wire.WireFormatException;
import dev.trellis.tde.runtime.TaskFailedException;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;

/**
 * How an image becomes numbers: scaled to a size, each channel of 0 to 1 less its mean, by its deviation, channels first (NCHW).
 *
 * @param input the name of the input that holds the image's address
 * @param tensor the name of the model's input
 */
record Pixels(String input, String tensor, int width, int height, List<Float> mean, List<Float> deviation) {
    private static final int CHANNELS = 3;
    private static final int MOST = 4096;
    private static final float FULL = 255f;

    static Pixels of(JsonFields image) {
        Pixels pixels = new Pixels(
                image.text("input"),
                image.text("tensor"),
                image.integer("width", 1, MOST),
                image.integer("height", 1, MOST),
                channels(image, "mean", 0f),
                channels(image, "deviation", 1f));
        image.refuseRest();
        return pixels;
    }

    private static List<Float> channels(JsonFields image, String name, float otherwise) {
        if (!image.has(name)) {
            return List.of(otherwise, otherwise, otherwise);
        }
        List<Float> values = image.list(name, (path, value) -> {
            if (!value.isNumber()) {
                throw new WireFormatException(path, "expected a number");
            }
            return value.floatValue();
        });
        if (values.size() != CHANNELS || (name.equals("deviation") && values.contains(0f))) {
            throw new WireFormatException(image.pathOf(name), "expected three numbers, one a channel");
        }
        return values;
    }

    long[] shape() {
        return new long[] {1, CHANNELS, height, width};
    }

    /** The numbers of a PNG, JPEG, GIF or BMP file; its size is read before anything is unpacked. */
    FloatBuffer read(Path file, int maxPixels) throws TaskFailedException, IOException {
        BufferedImage scaled = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = scaled.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
        boolean unused = graphics.drawImage(decode(file, maxPixels), 0, 0, width, height, null);
        graphics.dispose();
        int[] rgb = scaled.getRGB(0, 0, width, height, null, 0, width);
        FloatBuffer numbers = FloatBuffer.allocate(CHANNELS * rgb.length);
        for (int channel = 0; channel < CHANNELS; channel++) {
            int shift = 8 * (CHANNELS - 1 - channel);
            for (int pixel : rgb) {
                float value = ((pixel >> shift) & 0xFF) / FULL;
                numbers.put((value - mean.get(channel)) / deviation.get(channel));
            }
        }
        return numbers.flip();
    }

    private static BufferedImage decode(Path file, int maxPixels) throws TaskFailedException, IOException {
        try (ImageInputStream in = ImageIO.createImageInputStream(file.toFile())) {
            Iterator<ImageReader> readers = ImageIO.getImageReaders(in);
            if (!readers.hasNext()) {
                throw TaskFailedException.permanent("onnx_image_invalid", "the image is no PNG, JPEG, GIF or BMP");
            }
            ImageReader reader = readers.next();
            try {
                reader.setInput(in, true, true);
                long pixels = (long) reader.getWidth(0) * reader.getHeight(0);
                if (pixels > maxPixels) {
                    throw TaskFailedException.permanent(
                            "onnx_image_too_large",
                            "the image has %d pixels, more than the %d allowed".formatted(pixels, maxPixels));
                }
                return reader.read(0);
            } catch (IOException | IllegalArgumentException broken) {
                throw TaskFailedException.permanent(
                        "onnx_image_invalid", "the image cannot be read: " + broken.getMessage(), broken);
            } finally {
                reader.dispose();
            }
        }
    }
}
