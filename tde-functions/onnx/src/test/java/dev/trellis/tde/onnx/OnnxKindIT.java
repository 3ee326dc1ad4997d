package dev.trellis.tde.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.trellis.contract.task.ArtifactRef;
import dev.trellis.contract.task.TaskError;
import dev.trellis.contract.wire.Sha256;
import dev.trellis.tde.testkit.RequestBuilder;
import dev.trellis.tde.testkit.TaskBench;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class OnnxKindIT {
    private final TaskBench bench = TaskBench.of(new OnnxKind());

    @Test
    void shouldClassifyRowsWhenTheModelIsTabular() throws Exception {
        // given
        var request = model(
                        "flowers.onnx",
                        "'labels':{'tensor':'scores','names':['setosa','versicolor','virginica'],'top':2}")
                .inputs("{\"measures\":[[5.1,3.5,1.4,0.2],[7.7,2.6,6.9,2.3]]}");

        // when
        ObjectNode outputs = bench.outputs(request.build());

        // then
        assertThat(outputs.get("kind").toString()).isEqualTo("[0,2]");
        assertThat(outputs.at("/labels/0/0/label").textValue()).isEqualTo("setosa");
        assertThat(outputs.at("/labels/1/0/label").textValue()).isEqualTo("virginica");
        assertThat(outputs.at("/labels/0").size()).isEqualTo(2);
        assertThat(outputs.at("/labels/0/0/score").doubleValue()).isBetween(0.5, 1.0);
    }

    @ParameterizedTest
    @CsvSource({"red, 16711680", "green, 65280", "blue, 255"})
    void shouldClassifyAnImageWhenTheModelTakesPixels(String label, int rgb) throws Exception {
        // given an image of another size than the model's
        ArtifactRef image = bench.artifacts().put("in/image.png", png(33, 21, new Color(rgb)));

        // when
        ObjectNode outputs = bench.outputs(
                image("").inputs("{\"photo\":\"" + image.uri() + "\"}").build());

        // then
        assertThat(outputs.at("/labels/0/0/label").textValue()).isEqualTo(label);
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            missing  | {}                                 | invalid_input
            shape    | {"measures":[1,2,3,4]}             | invalid_input
            width    | {"measures":[[1,2,3]]}             | invalid_input
            ragged   | {"measures":[[1,2,3,4],[1,2,3]]}   | invalid_input
            nested   | {"measures":[[1,2,3,[4]]]}         | invalid_input
            text     | {"measures":[["1",2,3,4]]}         | invalid_input
            empty    | {"measures":[]}                    | invalid_input
            object   | {"measures":{"a":1}}               | invalid_input
            """)
    void shouldRefuseInputsWhenTheModelDoesNotTakeThem(String what, String inputs, String code) throws Exception {
        // given
        var request = model("flowers.onnx", "'labels':{'tensor':'scores','names':['a','b','c']}")
                .inputs(inputs);

        // when
        TaskError error = bench.error(request.build());

        // then
        assertThat(error.code()).as(what + ": " + error.message()).isEqualTo(code);
        assertThat(error.message()).contains("measures");
    }

    @Test
    void shouldRefuseTheModelWhenItIsNotTheOneThatWasPinned() throws Exception {
        // given
        ArtifactRef stored = bench.artifacts().put("m/flowers.onnx", resource("flowers.onnx"));
        String other = Sha256.hexOf("another model");

        // when
        TaskError changed = bench.error(bench.request()
                .ref(stored.uri() + "#sha256=" + other)
                .settings("{}")
                .build());
        TaskError unpinned = bench.error(bench.request()
                .ref(stored.uri())
                .settings("{}")
                .task("task-2", 1)
                .build());

        // then
        assertThat(changed.code()).isEqualTo("artifact_digest");
        assertThat(unpinned.code()).isEqualTo("onnx_reference");
    }

    @Test
    void shouldFailWithCodeWhenTheModelIsNoneOrTooLarge() throws Exception {
        // given
        ArtifactRef junk = bench.store("m/junk.onnx", "this is no model");

        // when
        TaskError invalid = bench.error(bench.request()
                .ref(junk.uri() + "#sha256=" + junk.sha256())
                .settings("{}")
                .build());
        TaskError large = bench.error(model("flowers.onnx", "'guard_rails':{'onnx':{'max_model_bytes':100}}")
                .task("task-2", 1)
                .build());

        // then
        assertThat(invalid.code()).isEqualTo("onnx_model_invalid");
        assertThat(large.code()).isEqualTo("onnx_model_too_large");
    }

    @Test
    void shouldUnpackNothingWhenTheImageIsTooLargeOrNone() throws Exception {
        // given
        ArtifactRef large = bench.artifacts().put("in/large.png", png(200, 200, Color.RED));
        ArtifactRef text = bench.store("in/text.png", "no image");
        String rails = ",'guard_rails':{'onnx':{'max_pixels':10000}}";

        // when
        TaskError tooLarge = bench.error(
                image(rails).inputs("{\"photo\":\"" + large.uri() + "\"}").build());
        TaskError none = bench.error(image(rails)
                .inputs("{\"photo\":\"" + text.uri() + "\"}")
                .task("task-2", 1)
                .build());

        // then
        assertThat(tooLarge.code()).isEqualTo("onnx_image_too_large");
        assertThat(none.code()).isEqualTo("onnx_image_invalid");
    }

    private RequestBuilder image(String others) throws IOException {
        return model(
                "colours.onnx",
                "'image':{'input':'photo','tensor':'pixels','width':8,'height':8},"
                        + "'labels':{'tensor':'scores','names':['red','green','blue']}" + others);
    }

    private RequestBuilder model(String name, String settings) throws IOException {
        ArtifactRef stored = bench.artifacts().put("m/" + name, resource(name));
        return bench.request().ref(stored.uri() + "#sha256=" + stored.sha256()).settings("{" + settings + "}");
    }

    private byte[] resource(String name) throws IOException {
        try (InputStream in = Objects.requireNonNull(getClass().getResourceAsStream("/" + name))) {
            return in.readAllBytes();
        }
    }

    private static byte[] png(int width, int height, Color colour) throws IOException {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        graphics.setColor(colour);
        graphics.fillRect(0, 0, width, height);
        graphics.dispose();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        boolean written = ImageIO.write(image, "png", out);
        assertThat(written).isTrue();
        return out.toByteArray();
    }
}
