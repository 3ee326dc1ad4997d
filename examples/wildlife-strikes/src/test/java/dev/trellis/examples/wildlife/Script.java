package dev.trellis.examples.wildlife;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** Runs one of the example's scripts as the Python executor does: JSON in, JSON out, files in a folder. */
final class Script {
    static final ObjectMapper JSON = new ObjectMapper();

    private final String name;
    private final Path outputs;

    Script(String name, Path outputs) {
        this.name = name;
        this.outputs = outputs;
    }

    record Result(int exitCode, JsonNode output) {}

    Result run(JsonNode inputs, Path... artifacts) throws IOException, InterruptedException {
        ObjectNode task = JSON.createObjectNode();
        task.set("inputs", inputs);
        for (Path artifact : artifacts) {
            task.withArray("artifacts_in").addObject().put("path", artifact.toString());
        }
        task.put("artifacts_out_dir", outputs.toString());
        Process process = new ProcessBuilder(
                        "python3",
                        "-I",
                        Example.registry().resolve("scripts").resolve(name).toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (var in = process.getOutputStream()) {
            in.write(task.toString().getBytes(StandardCharsets.UTF_8));
        }
        JsonNode output = JSON.readTree(process.getInputStream());
        return new Result(process.waitFor(), output);
    }
}
